import { loadAttack } from "../../catalogue/attack";
import { STANDINGS, type Cell, type Matrix, type Row } from "./matrix";
import { rowsOf } from "./words";

/** The matrix for programs. `notBuilt` names what no item can be seen by in this version. */
export function renderJson(matrix: Matrix): string {
  const { tenant, documents } = matrix;
  const shown = {
    formatVersion: 1,
    attackVersion: loadAttack().version,
    tenant,
    notBuilt: ["alertPolicies", "liveChecks"],
    counts: countsOf(rowsOf(matrix)),
    gaps: tenant === undefined ? undefined : rowsOf(matrix).filter(({ gap }) => gap).length,
    documents: documents.map(({ id, title, rows }) => ({ id, title, counts: countsOf(rows), items: rows.map((row) => asJson(row, tenant)) })),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function asJson({ id, kind, section, title, standing, cells, because, later, gap }: Row, tenant: string | undefined): object {
  const { detections, hunts, terraform, policies } = cells;
  return {
    id, kind, section, title, standing,
    gap: tenant === undefined ? undefined : gap,
    seenBy: {
      detections: detections.map(cellAsJson), hunts: hunts.map(cellAsJson), alertPolicies: [], liveChecks: [],
      terraform: terraform.map(cellAsJson), policies: policies.map(cellAsJson),
    },
    because, later,
  };
}

function cellAsJson({ by, id, entries, nearRealTime, state }: Cell): object {
  return { by, id, entries, nearRealTime, state: state?.word, live: state?.live, why: state?.why };
}

function countsOf(rows: readonly Row[]): object {
  return Object.fromEntries(STANDINGS.map((standing) => [standing, rows.filter((row) => row.standing === standing).length]));
}
