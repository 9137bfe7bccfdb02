import type { Analysis } from "../language/analyze";
import { walk } from "../language/walk";
import type { Condition } from "./condition";
import { inputOf, type Rows, type Source } from "./rows";
import { wordsOf } from "./source-text";
import { tableOf } from "./table-term";

/** What a query is made of, as a reader would list it. */
export interface Inventory {
  readonly tables: readonly string[];
  /** By their names, once for each time that they stand there. */
  readonly operators: readonly string[];
  readonly conditions: readonly string[];
}

export function inventoryOf({ code }: Analysis, rows: Rows): Inventory {
  const operators: string[] = [];
  walk(code.Syntax, (node, kind) => {
    if (kind.endsWith("Operator")) operators.push(wordsOf(node)[0]?.Text ?? kind);
  });
  const found = new Found();
  found.take(rows);
  return { tables: [...found.tables], operators, conditions: [...found.conditions.values()] };
}

class Found {
  readonly tables = new Set<string>();
  /** Their text by what they mean. */
  readonly conditions = new Map<number, string>();
  private readonly seen = new Set<Source>();

  take(rows: Rows): void {
    for (const { source, conditions } of rows.legs) {
      for (const condition of conditions) this.condition(condition);
      if (this.seen.has(source)) continue;
      this.seen.add(source);
      if (source.op === "table") this.tables.add(source.name);
      const input = inputOf(source);
      if (input) this.take(input);
      if (source.op === "join") this.take(source.right);
      if (source.op === "apply") this.take(source.each);
    }
  }

  private condition(condition: Condition): void {
    if (condition.kind === "and") {
      for (const part of condition.parts) this.condition(part);
      return;
    }
    for (const rows of condition.kind === "list" ? condition.values.flatMap((value) => tableOf(value) ?? []) : []) this.take(rows);
    this.conditions.set(condition.key.id, condition.text);
  }
}

/** What stands in the second list and not in the first; of what stands there several times, each time counts. */
export function beyond(first: readonly string[], second: readonly string[]): string[] {
  const left = [...first];
  return second.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
