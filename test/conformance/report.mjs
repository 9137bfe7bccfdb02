const OUTCOMES = ["right", "wrong", "unsupported", "error"];

/**
 * @typedef {{ id: string, query: string, core: boolean, refused: boolean } & import("./run-case.mjs").Outcome} Ran
 * @typedef {{ file: string, skipped: number, ran: Ran[] }} FileReport
 */

/** @param {readonly Ran[]} ran */
export function tally(ran) {
  const count = (test) => ran.filter(test).length;
  return {
    cases: ran.length,
    ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count((each) => each.outcome === outcome)])),
    rightButForTypes: count(({ types }) => types !== undefined),
    rightButForOrder: count(({ order }) => order !== undefined),
  };
}

/** @param {readonly Ran[]} ran @returns {[string, number][]} what is not supported, most frequent first */
export function unsupported(ran) {
  const counts = new Map();
  for (const { outcome, what } of ran) if (outcome === "unsupported") counts.set(what, (counts.get(what) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** @param {readonly FileReport[]} files */
export function asJson(files) {
  const listed = ({ outcome, types, order }) => outcome === "wrong" || outcome === "error" || types !== undefined || order !== undefined;
  return {
    formatVersion: 1,
    files: files.map(({ file, skipped, ran }) => ({
      file,
      skipped,
      all: tally(ran),
      core: tally(ran.filter(({ core }) => core)),
      unsupported: Object.fromEntries(unsupported(ran)),
      differing: ran.filter(listed).map(({ id, query, core, outcome, why, types, order }) => ({ id, query, core, outcome, why, types, order })),
    })),
  };
}

/**
 * @param {readonly FileReport[]} files
 * @param {number} show how many differing cases of a file are listed
 */
export function asText(files, show) {
  return files.map((report) => fileText(report, show)).join("\n");
}

function fileText({ file, skipped, ran }, show) {
  const refused = ran.length > 0 && ran.every((each) => each.refused);
  const core = ran.filter((each) => each.core);
  const differing = ran.filter(({ outcome }) => outcome === "wrong" || outcome === "error");
  const listed = differing.slice(0, show).map(({ id, query, core: isCore, outcome, why }) => `  ${outcome}${isCore ? ", core" : ""}: ${id}\n    ${shortened(query)}\n    ${shortened(why ?? "")}`);
  return [
    `${file}${skipped > 0 ? ` (${skipped} nondeterministic skipped)` : ""}`,
    refused ? refusedLine(ran) : tallyLine("all ", tally(ran)),
    ...(core.length > 0 ? [tallyLine("core", tally(core))] : []),
    ...listed,
    ...(differing.length > show ? [`  and ${differing.length - show} more; --show ${differing.length} lists them all`] : []),
    ...(unsupported(ran).length > 0 ? [`  unsupported: ${unsupported(ran).map(([what, count]) => `${what} ${count}`).join(", ")}`] : []),
    "",
  ].join("\n");
}

function tallyLine(title, { cases, rightButForTypes, rightButForOrder, ...counts }) {
  const said = OUTCOMES.map((outcome) => `${counts[outcome]} ${outcome} (${percent(counts[outcome], cases)})`);
  const apart = [rightButForTypes > 0 ? `${rightButForTypes} with another column type` : "", rightButForOrder > 0 ? `${rightButForOrder} in another order` : ""].filter((each) => each !== "");
  return `  ${title}  ${cases}: ${said.join(", ")}${apart.length > 0 ? `; of the right, ${apart.join(", ")}` : ""}`;
}

function refusedLine(ran) {
  const { cases, right, wrong, unsupported: unknown, error } = tally(ran);
  return `  ${cases}: ${right} refused (${percent(right, cases)}), ${unknown} unsupported, ${wrong} accepted, ${error} defects`;
}

function percent(part, whole) {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}

function shortened(text) {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
