import type { CoverageDocument, CoverageItem, RuleEntries } from "../../catalogue/coverage/item";
import { defined } from "../../catalogue/defined";
import type { Detection } from "../../catalogue/detection";
import type { CellState, TenantStates } from "./tenant-states";

/**
 * How an item stands, in falling order:
 * seen: a detection tells of it by itself; partly seen: not of all of it; held: a plan policy or the stack sees to it; hunt only: a person runs a query;
 * by hand: a runbook says what to do.
 */
export const STANDINGS = ["seen", "partly seen", "held", "hunt only", "by hand", "not seen"] as const;
export type Standing = (typeof STANDINGS)[number];

/** The columns of the matrix that hold something. Alert policies and live checks aren't built: in their columns stands what each would do. */
export const COLUMNS = ["detections", "hunts", "terraform", "policies"] as const;
export type Column = (typeof COLUMNS)[number];

/** One thing that sees an item, or holds it. */
export interface Cell {
  readonly by: "detection" | "hunt" | "command" | "runbook" | "false positive" | "terraform" | "policy";
  /** Of the detection, query, command, policy or part of the stack. */
  readonly id: string;
  /** Which entries of the runbook or of the false positives. */
  readonly entries?: readonly number[];
  /** The detection runs each minute, not by a schedule. */
  readonly nearRealTime?: true;
  /** How it stands in the tenant; absent without a tenant, and for what is the same in all. */
  readonly state?: CellState;
}

export interface Row extends Pick<CoverageItem, "id" | "kind" | "section" | "title" | "because" | "later"> {
  /** By the catalogue, whatever the tenant. */
  readonly standing: Standing;
  readonly cells: Readonly<Record<Column, readonly Cell[]>>;
  /** The catalogue sees or holds it, but nothing of what gives it its standing runs in the tenant. */
  readonly gap: boolean;
}

export interface Matrix {
  /** Name of the tenant. */
  readonly tenant?: string;
  readonly documents: readonly { readonly id: string; readonly title: string; readonly rows: readonly Row[] }[];
}

export function matrixOf(documents: readonly CoverageDocument[], detections: readonly Detection[], states: TenantStates | undefined): Matrix {
  const nearRealTime = new Set(detections.filter(({ kind }) => kind === "NRT").map(({ id }) => id));
  const row = (item: CoverageItem): Row => {
    const { id, kind, section, title, later } = item;
    const cells = cellsOf(item, nearRealTime, states);
    const { standing, by } = standingOf(cells, item.because);
    const gap = by.length > 0 && by.every(({ state }) => state?.live === false);
    return { id, kind, section, title, later, ...defined({ because: item.because }), standing, cells, gap };
  };
  return { ...defined({ tenant: states?.tenant }), documents: documents.map(({ id, title, items }) => ({ id, title, rows: items.map(row) })) };
}

function cellsOf({ seenBy }: CoverageItem, nearRealTime: ReadonlySet<string>, states: TenantStates | undefined): Row["cells"] {
  const withState = (cell: Cell, state: CellState | undefined): Cell => ({ ...cell, ...defined({ state }) });
  const entries = (by: Cell["by"], of: readonly RuleEntries[]): Cell[] => of.map(({ detection, numbers }) => ({ by, id: detection, entries: numbers }));
  return {
    detections: seenBy.detections.map((id) => withState({ by: "detection", id, ...(nearRealTime.has(id) ? { nearRealTime: true } : {}) }, states?.detection(id))),
    hunts: [
      ...seenBy.hunts.map((id) => withState({ by: "hunt", id }, states?.hunt(id))),
      ...seenBy.commands.map((id): Cell => ({ by: "command", id })),
      ...entries("runbook", seenBy.runbook),
      ...entries("false positive", seenBy.falsePositives),
    ],
    terraform: seenBy.terraform.map((id) => withState({ by: "terraform", id }, states?.terraform(id))),
    policies: seenBy.policies.map((id) => withState({ by: "policy", id }, states?.policy(id))),
  };
}

/** A standing, and the cells that give it. */
interface Given {
  readonly standing: Standing;
  readonly by: readonly Cell[];
}

function standingOf({ detections, hunts, terraform, policies }: Row["cells"], because: string | undefined): Given {
  const run = hunts.filter(({ by }) => by === "hunt" || by === "command");
  const ranked: readonly Given[] = [
    { standing: because === undefined ? "seen" : "partly seen", by: detections },
    { standing: "held", by: [...policies, ...terraform] },
    { standing: "hunt only", by: run },
    { standing: "by hand", by: hunts },
  ];
  return ranked.find(({ by }) => by.length > 0) ?? { standing: "not seen", by: [] };
}
