import { join } from "node:path";
import { formatFault, InputError } from "../../../catalogue/fault";
import { readIdLists } from "../../../cli/synth/id-list";
import { folderWith } from "../../support/folder-with-files";
import { silentIo } from "../../support/silent-io";

const GROUP = "/subscriptions/0a4c9f5e-7d15-4b8e-a1de-5f7a2f2f3b11/resourceGroups/rg-logs";
const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-logs`;
const FAULT = "is no resource id; write it as az prints it, /subscriptions/<guid>/resourceGroups/<name>/providers/<namespace>/<type>/<name>, one a line and without quotation marks";

async function read(content: string | Uint8Array): Promise<string[]> {
  return [...(await readIdLists([join(folderWith({ "ids.txt": content }), "ids.txt")], silentIo())).values()];
}

/** The faults with which a list is refused, without the folder it is in. */
async function refused(content: string | Uint8Array): Promise<string[]> {
  const folder = folderWith({ "ids.txt": content });
  try {
    await readIdLists([join(folder, "ids.txt")], silentIo());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map((fault) => formatFault(fault).replace(`${folder}/`, ""));
  }
  throw new Error("nothing was refused");
}

describe("a list of ids", () => {
  it.each([
    ["lines of text, with comments and empty lines", `# what stands\r\n\r\n${GROUP}\r\n  ${WORKSPACE}  # the workspace\r\n#${GROUP}/providers/a/b/c`],
    ["lines after a byte order mark", `\ufeff${GROUP}\n${WORKSPACE}`],
    ["a JSON list of texts", JSON.stringify([GROUP, WORKSPACE])],
    ["a JSON list of resources", JSON.stringify([{ id: GROUP, name: "rg-logs" }, { name: "law-logs", id: WORKSPACE }], undefined, 2)],
    ["an answer of Azure Resource Manager", JSON.stringify({ value: [{ id: GROUP }, { id: WORKSPACE }], nextLink: null })],
    ["an answer of az graph query", JSON.stringify({ count: 2, data: [{ id: GROUP }, { id: WORKSPACE }], skip_token: null })],
    ["JSON after a byte order mark and a line break", `\ufeff\n${JSON.stringify([GROUP, WORKSPACE])}`],
  ])("may be %s", async (_what, content) => {
    expect(await read(content)).toEqual([GROUP, WORKSPACE]);
  });

  it("takes an id that stands twice, in whatever case, once and as it stood first", async () => {
    expect(await read(`${GROUP}\n${GROUP.toUpperCase()}/`)).toEqual([GROUP]);
  });

  it("is read from standard input for -", async () => {
    const io = { ...silentIo(), input: async function* () { yield await Promise.resolve(Buffer.from(`${GROUP}\n`)); } };
    expect([...(await readIdLists(["-"], io)).values()]).toEqual([GROUP]);
  });

  it("may be in several files, of either form", async () => {
    const folder = folderWith({ "group.txt": GROUP, "rules.json": JSON.stringify({ value: [{ id: WORKSPACE }, { id: GROUP }] }) });
    expect([...(await readIdLists([join(folder, "group.txt"), join(folder, "rules.json")], silentIo())).values()]).toEqual([GROUP, WORKSPACE]);
  });

  it("in several files is refused with the faults of all", async () => {
    const folder = folderWith({ "a.txt": "a", "b.json": '["b"]' });
    await expect(readIdLists([join(folder, "a.txt"), join(folder, "b.json")], silentIo())).rejects.toMatchObject({ faults: [{ file: join(folder, "a.txt"), line: 1 }, { file: join(folder, "b.json"), line: 1, path: "[0]" }] });
  });

  it("is refused with every line that is no id", async () => {
    expect(await refused(`law-logs\n${GROUP}\n\nhttps://management.azure.com${GROUP}`)).toEqual([`ids.txt:1: "law-logs" ${FAULT}`, `ids.txt:4: "https://management.azure.com/…" ${FAULT}`]);
  });

  it("is refused, as JSON, with the line and the place of what is no id", async () => {
    expect(await refused(JSON.stringify({ value: [{ id: "a" }, { id: GROUP }, { name: "b" }, 7, { id: "a" }, null, { id: "c\u202e" }] }, undefined, 1))).toEqual([
      `ids.txt:4 value[0].id: "a" ${FAULT}`,
      "ids.txt value[2].id: nothing is no resource id; write a text, or an object whose id is one",
      "ids.txt value[3]: 7 is no resource id; write a text, or an object whose id is one",
      `ids.txt:14 value[4].id: "a" ${FAULT}`,
      "ids.txt value[5]: nothing is no resource id; write a text, or an object whose id is one",
      `ids.txt:18 value[6].id: "c\\u202e" ${FAULT}`,
    ]);
  });

  it("is refused, as JSON with other escapes than JavaScript's, with the places alone", async () => {
    expect(await refused('["\\u0061",\n"b"]')).toEqual([`ids.txt [0]: "a" ${FAULT}`, `ids.txt [1]: "b" ${FAULT}`]);
  });

  it.each([
    ["is empty", "", "ids.txt: holds no id; list the resources that exist, one id a line: az resource list --query [].id -o tsv"],
    ["holds comments alone", "# nothing yet\n", "ids.txt: holds no id; list the resources that exist, one id a line: az resource list --query [].id -o tsv"],
    ["is an empty JSON list", "[]", "ids.txt: holds no id; list the resources that exist, one id a line: az resource list --query [].id -o tsv"],
    ["is broken JSON", `[\n  "${GROUP}",\n]`, "ids.txt: begins like JSON and is none; write a JSON list of ids, or one id a line"],
    ["is JSON that breaks at a known place", `[\n  "${GROUP}"\n  "${GROUP}"\n]`, "ids.txt:3: begins like JSON and is none; write a JSON list of ids, or one id a line"],
    ["is an object without a list", "{}", 'ids.txt: is JSON without a list of ids; write ["/subscriptions/…"], [{ "id": "/subscriptions/…" }] or { "value": [{ "id": "/subscriptions/…" }] }'],
    ["is one page of several", JSON.stringify({ value: [{ id: GROUP }], nextLink: "https://management.azure.com/x" }), "ids.txt: holds one page of several: it names the next one; fetch them all, and write the ids of all into one list"],
    ["is in UTF-16, as PowerShell may write it", Buffer.from(`\ufeff${GROUP}`, "utf16le"), "ids.txt: is not UTF-8 text; save it as UTF-8"],
    ["has too many ids", "/providers/a/b/c\n".repeat(100_001), "ids.txt: holds 100001 ids, and at most 100000 are read; list only the tenants' resource groups"],
    ["is too large", " ".repeat(10_000_001), "ids.txt: is 10.0 MB; at most 10 MB is read: is this the right file?"],
  ])("that %s is refused", async (_what, content, fault) => {
    expect(await refused(content)).toEqual([fault]);
  });

  it("that is too large for standard input is refused before its end", async () => {
    const io = { ...silentIo(), input: async function* () { for (;;) yield await Promise.resolve(Buffer.alloc(6_000_000, " ")); } };
    await expect(readIdLists(["-"], io)).rejects.toThrow("standard input: is more than 10 MB; is it a list of ids?");
  });

  it("that isn't there is refused", async () => {
    await expect(readIdLists(["/nowhere/ids.txt"], silentIo())).rejects.toThrow("/nowhere/ids.txt: cannot be read: ENOENT");
  });

  it("of a hundred thousand ids on one line of JSON is read before anybody wonders", async () => {
    const start = performance.now();
    expect(await read(JSON.stringify([...Array(100_000).keys()].map((i) => `/providers/a/b/c${i}`)))).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
