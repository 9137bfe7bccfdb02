import { elements, type Expression, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { outside, type Scope } from "../engine/scope";
import { floorDiv } from "../values/calendar";
import { dateTimeOf } from "../values/datetime";
import { timespanOf } from "../values/timespan";
import { asNumber, DateTime, isNumber, type KustoType, Timespan, type Value } from "../values/value";

/** A place on an axis: ticks of a time or a span, a whole number, or a real. */
export type Place = bigint | number;

/** Null where the value has no place. */
export function placeOf(value: Value): Place | null {
  if (value instanceof DateTime || value instanceof Timespan) return value.ticks;
  if (typeof value === "bigint") return value;
  return isNumber(value) && Number.isFinite(asNumber(value)) ? asNumber(value) : null;
}

/** The part of an axis that series go over, in numbered steps. */
export interface SeriesAxis {
  /** Whether a row there counts. */
  holds(place: Place | null): boolean;
  /** The number of the step that the place lies in. */
  stepOf(place: Place): bigint;
  /** The value where the step begins. */
  valueAt(step: bigint): Value;
  /** The first and the last step of a series that has rows in these steps. */
  reach(steps: Iterable<bigint>): readonly [bigint, bigint];
}

/** Compiles the axis of a `make-series`; it is known when the query runs. */
export function compileAxis(node: Nodes["MakeSeriesOperator"], scope: Scope): () => SeriesAxis {
  const { MakeSeriesFromClause: from, MakeSeriesToClause: to, MakeSeriesStepClause: step, Arguments: range } = node.RangeClause;
  const said = range ? elements(range.Expressions) : [from?.Expression, to?.Expression, step?.Expression];
  const [first, last, by] = said.map((part) => computed(part, scope));
  const type = typeOf(node.OnClause.Expression) ?? "long";
  return () => {
    const [start, end, length] = [first, last, by].map((place) => place?.() ?? null) as [Place | null, Place | null, Place | null];
    if (length === null || length <= 0) return scope.query.fail("runtime", "make-series needs a step above zero", node);
    return range ? binned(start, end, length, type) : counted(start, end, length, type);
  };
}

function computed(said: Expression | undefined, scope: Scope): () => Place | null {
  const compute = said && scope.query.expression(said, outside(scope)).compute;
  return () => placeOf(compute?.([]) ?? null);
}

/** `from … to … step`: steps count from the start, and the end is not part of it. Where one is left out, each series reaches as far as its rows. */
function counted(start: Place | null, end: Place | null, length: Place, type: KustoType): SeriesAxis {
  const steps = new Steps(start ?? 0n, length, type);
  return {
    holds: (place) => place !== null && (start === null || place >= start) && (end === null || place < end),
    stepOf: (place) => steps.numberAt(place),
    valueAt: (step) => steps.valueAt(step),
    reach(found) {
      const [lowest, highest] = extent(found);
      return [start === null ? lowest : 0n, end === null ? highest : steps.lastBefore(end)];
    },
  };
}

/** `in range(…)`: steps begin where `bin` has them, and the end is part of it. */
function binned(start: Place | null, end: Place | null, length: Place, type: KustoType): SeriesAxis {
  const steps = new Steps(0n, length, type);
  const [from, to] = [start ?? 0n, end ?? 0n];
  return {
    holds: (place) => place !== null && place >= from && place <= to,
    stepOf: (place) => steps.numberAt(place),
    valueAt: (step) => steps.valueAt(step),
    reach: () => [steps.numberAt(from), steps.numberAt(to)],
  };
}

/** Steps of one length from an origin on. */
class Steps {
  constructor(
    private readonly origin: Place,
    private readonly length: Place,
    private readonly type: KustoType,
  ) {}

  numberAt(place: Place): bigint {
    const { origin, length } = this;
    if (typeof place === "bigint" && typeof origin === "bigint" && typeof length === "bigint") return floorDiv(place - origin, length);
    return BigInt(Math.floor((Number(place) - Number(origin)) / Number(length)));
  }

  valueAt(step: bigint): Value {
    const place = this.placeAt(step);
    if (this.type === "real" || typeof place === "number") return Number(place);
    if (this.type === "datetime") return dateTimeOf(place);
    return this.type === "timespan" ? timespanOf(place) : place;
  }

  lastBefore(end: Place): bigint {
    const step = this.numberAt(end);
    return this.placeAt(step) < end ? step : step - 1n;
  }

  private placeAt(step: bigint): Place {
    const { origin, length } = this;
    if (typeof origin === "bigint" && typeof length === "bigint") return origin + step * length;
    return Number(origin) + Number(step) * Number(length);
  }
}

/** An empty extent where there are no steps. */
function extent(steps: Iterable<bigint>): readonly [bigint, bigint] {
  let found: readonly [bigint, bigint] | undefined;
  for (const step of steps) {
    if (found === undefined) found = [step, step];
    else if (step < found[0]) found = [step, found[1]];
    else if (step > found[1]) found = [found[0], step];
  }
  return found ?? [0n, -1n];
}
