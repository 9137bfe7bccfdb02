import { literalValue } from "../../kql/engine/literal";
import type { Analysis } from "../../kql/language/analyze";
import { KqlError } from "../../kql/engine/errors";
import type { Expression } from "../../kql/language/syntax";
import { typeOf } from "../../kql/language/types";
import { walk } from "../../kql/language/walk";
import { Timespan } from "../../kql/values/value";

/** The timespans that a query writes, those that are bound before it included, in ticks; none of zero or less. */
export function timespansIn({ code }: Analysis): readonly bigint[] {
  const found = new Set<bigint>();
  walk(code.Syntax, (node, kind) => {
    if (kind !== "LiteralExpression" || typeOf(node as Expression) !== "timespan") return;
    const value = literalValue(node as Expression, { fail: unreadable, sourceOf: String });
    if (value instanceof Timespan && value.ticks > 0n) found.add(value.ticks);
  });
  return [...found];
}

function unreadable(): never {
  throw new KqlError("unsupported", "a timespan that can't be read");
}
