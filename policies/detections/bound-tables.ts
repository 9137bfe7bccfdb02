import { approvedTable } from "../../catalogue/bindings";
import type { Tenant } from "../../catalogue/tenant";
import { datatableLiteral } from "../../kql/literal";
import { boundExceptions } from "./bound-exceptions";

/** Two queries without the tables before them of which something else judges what they hold. */
export interface Levelled {
  readonly before: string;
  readonly after: string;
  /** What was taken out of both, for a reviewer; empty where nothing was. */
  readonly judgedElsewhere: readonly string[];
}

/**
 * Exceptions that grow are the matter of detection-not-weakened, which knows what the tenant has granted. Approved applications are just those that the
 * tenant's file approves, or else they count as a part of the query like any other.
 */
export function levelled(before: string, after: string, tenant: Tenant | undefined): Levelled {
  const excepted = [before, after].every((query) => boundExceptions(query) !== undefined);
  const first = excepted ? emptied(before, after, "exceptions") : undefined;
  const [was, is] = first ?? [before, after];
  const second = tenant !== undefined && bindsApprovalsOf(tenant, is) ? emptied(was, is, "approvedApplications") : undefined;
  const [levelBefore, levelAfter] = second ?? [was, is];
  return { before: levelBefore, after: levelAfter, judgedElsewhere: [...(first ? ["exceptions"] : []), ...(second ? ["approved applications"] : [])] };
}

/** Both with an empty table of the name; undefined where one of them has none, or both have the same. */
function emptied(before: string, after: string, name: string): readonly [string, string] | undefined {
  const [was, is] = [tableNamed(before, name), tableNamed(after, name)];
  if (was === undefined || is === undefined || was.text === is.text || was.head !== is.head) return undefined;
  return [was.without, is.without];
}

function bindsApprovalsOf(tenant: Tenant, query: string): boolean {
  const text = tableNamed(query, "approvedApplications")?.text;
  return (["application", "delegated"] as const).some((type) => {
    const table = approvedTable(tenant, type);
    return table.type === "table" && text === datatableLiteral(table.columns, table.rows);
  });
}

/** A table of texts that a `let` line at a line's start names: `let exceptions = datatable(entity: string)["…"]`. */
function tableNamed(query: string, name: string): { readonly text: string; readonly head: string; readonly without: string } | undefined {
  const table = new RegExp(`(?<=^let ${name} = )(datatable\\([^()]*\\))\\[(?:[^"\\]\\[/']|"(?:[^"\\\\\\n]|\\\\.)*")*\\]`, "mu").exec(query);
  if (table === null) return undefined;
  const [text, head = ""] = table;
  return { text, head, without: `${query.slice(0, table.index)}${head}[]${query.slice(table.index + text.length)}` };
}
