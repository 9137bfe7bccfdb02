import { isMap } from "../block";
import type { Plan } from "../plan";
import { REDACTED, Redactor, secretsOf } from "../redaction";
import type { Path } from "../resource";
import { configurationOf } from "./configured";
import type { Difference, Side } from "./difference";
import { equivalence } from "./equivalence";
import { isRefreshOnly } from "./refresh-only";
import { shownDifference } from "./shown-difference";
import { standingsOf, threeOf, type Standing } from "./standing";
import { holdsTrue, maskAt, own, same } from "./values";

/** What a plan says of values that an earlier plan knew: where the state has taken a change in, a plan shows no difference there. */
export interface LiveValues {
  /** Whether the tenant still holds what the attribute became then, or still lacks the block that was gone. A sensitive one can't be told; a resource that isn't there holds nothing. */
  holds(known: Difference): "yes" | "no" | "untold";
  /** Whether the configuration asks for just that by a constant. */
  wants(known: Difference): boolean;
  /** The blocks that an attribute stands in, from the outermost on, as the last run left them: by their names, else by all else in them. Undefined: it stands in none, or can't be found. */
  blocksOf(known: Difference): readonly unknown[] | undefined;
}

export function liveValues(plan: Plan): LiveValues {
  const standings = new Map(standingsOf(plan, false).filter(({ planned, drift }) => (planned ?? drift)?.change.deposed === undefined).map((standing) => [standing.address, standing]));
  const configuration = configurationOf(plan);
  const redactor = new Redactor(secretsOf(plan.json));
  return {
    holds(known) {
      const standing = standings.get(known.address);
      const live = standing === undefined ? inState(plan, known.address) : liveOf(standing);
      return live === undefined || known.attribute === undefined ? "no" : held(known, pathOf(known.attribute), live, (value) => shownSide(value, redactor));
    },
    wants({ address, type, attribute, from, to }) {
      if (attribute === undefined || !("value" in to)) return false;
      return configuration.of(address, type, pathOf(attribute), to.value, "value" in from ? from.value : null) === "the same";
    },
    blocksOf({ address, attribute }) {
      const drift = standings.get(address)?.drift;
      if (attribute === undefined || drift === undefined) return undefined;
      const path = pathOf(attribute);
      const places = path.flatMap((step, i) => (typeof step === "number" && i < path.length - 1 ? [i + 1] : []));
      if (places.length === 0) return undefined;
      const blocks = places.map((length) => identityOf(valueAt(drift.before, path.slice(0, length)), path[length], path.slice(0, length).reduce(maskAt, drift.beforeSensitive)));
      return blocks.includes(undefined) ? undefined : blocks.map((block) => shownSide(block, redactor));
    },
  };
}

interface Live {
  readonly value: unknown;
  readonly masks: readonly unknown[];
}

function liveOf(standing: Standing): Live | undefined {
  const three = threeOf(standing);
  return three === undefined ? undefined : { value: three.live.value, masks: [...three.live.masks, ...three.planned.masks] };
}

/** What only refreshes lists no resource that is as its state says. */
function inState(plan: Plan, address: string): Live | undefined {
  const modules: unknown[] = isRefreshOnly(plan) ? [own(own(plan.json["prior_state"], "values"), "root_module")] : [];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const found = listOf(own(module, "resources")).find((resource) => own(resource, "address") === address);
    if (found !== undefined) return { value: own(found, "values"), masks: [own(found, "sensitive_values")] };
    modules.push(...listOf(own(module, "child_modules")));
  }
  return undefined;
}

function held({ type, from, to }: Difference, path: Path, { value, masks }: Live, shown: (value: unknown) => unknown): "yes" | "no" | "untold" {
  const covered = masks.some((mask) => holdsTrue(path.reduce(maskAt, mask)));
  if (covered || !("value" in to) || !("value" in from) || path.some((step) => String(step).includes(REDACTED))) return "untold";
  const answer = (yes: boolean): "yes" | "no" => (yes ? "yes" : "no");
  // The blocks of a set have no place of their own.
  if (typeof path.at(-1) !== "number") return answer(equivalence(type, path, shown(valueAt(value, path)), to.value) !== undefined);
  const blocks = listOf(valueAt(value, path.slice(0, -1))).map(shown);
  return answer(to.value === null ? !blocks.some((block) => same(block, from.value)) : blocks.some((block) => same(block, to.value)));
}

function shownSide(value: unknown, redactor: Redactor): unknown {
  const standing = { address: "", type: "" };
  const side: Side = shownDifference({ standing, kind: "unrepairable", from: value, to: value, sensitive: false }, redactor).to;
  return "value" in side ? side.value : null;
}

/** Its name, or what is in it but for the attribute that differs, and but for what is sensitive: a fingerprint of that could be guessed. */
function identityOf(block: unknown, inner: string | number | undefined, mask: unknown): unknown {
  if (!isMap(block)) return undefined;
  const open = Object.entries(block).filter(([key]) => key !== inner && !holdsTrue(maskAt(mask, key)));
  const named = open.find(([key, value]) => key === "name" && typeof value === "string" && value !== "");
  return Object.fromEntries(named === undefined ? open : [named]);
}

/** The other way round of what attributeName of told.ts writes. */
function pathOf(attribute: string): Path {
  return [...attribute.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/gu)].map(([, row, key, name = ""]) => {
    if (row !== undefined) return Number(row);
    return key === undefined ? name : (JSON.parse(key) as string);
  });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (typeof step === "number" ? listOf(inner)[step] ?? null : own(inner, step)), value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
