import { known, type Block, type Value } from "../../terraform/resource";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";

/** A rule that looks somewhere else: unchanged in all but what it reads, it never finds anything again. */
export function weakenedSource(compared: ComparedDetection): Observation[] {
  return [...noLongerRead(compared), ...narrowed(compared)];
}

/** What the other place holds can't be seen, so that it is as good as the old one is for somebody else to say. */
function noLongerRead({ type, before, after, shown }: ComparedDetection): Observation[] {
  return (type.reads ?? []).flatMap(({ attribute, list }): Observation[] => {
    const [was, is] = [idsOf(before, attribute, list), idsOf(after, attribute, list)];
    if (!was.known || was.value.length === 0) return [];
    if (!is.known) return [openValue(attribute, is.why)];
    const lost = without(was.value, is.value);
    if (lost.length === 0) return [];
    const instead = without(is.value, was.value);
    const words = `no longer reads ${shown(attribute, lost.join(", "))}${instead.length === 0 ? "" : `, but ${shown(attribute, instead.join(", "))}`} (${attribute})`;
    return [{ verdict: "fail", message: words, mend: `leave ${attribute} as it was, or let the review of the other workspace say that its logs are there` }];
  });
}

/** Without types it takes in all; with others it leaves those out that it took in. */
function narrowed({ type: { narrows }, before, after, shown }: ComparedDetection): Observation[] {
  if (narrows === undefined) return [];
  const [was, is] = [idsOf(before, narrows, true), idsOf(after, narrows, true)];
  if (!was.known) return [];
  if (!is.known) return [openValue(narrows, is.why)];
  const mend = `leave ${narrows} as it was`;
  const lost = without(was.value, is.value);
  if (was.value.length === 0 && is.value.length > 0) return [{ verdict: "fail", message: `looks at ${shown(narrows, is.value.join(", "))} only, where it looked at everything (${narrows})`, mend }];
  return lost.length === 0 ? [] : [{ verdict: "fail", message: `no longer looks at each of ${shown(narrows, lost.join(", "))} (${narrows})`, mend }];
}

/** Azure's ids are the same in any case of letters. */
function without(ids: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others.map((id) => id.toLowerCase()));
  return ids.filter((id) => !left.has(id.toLowerCase()));
}

function idsOf(resource: Block, attribute: string, list: true | undefined): Value<readonly string[]> {
  const values = list === true ? resource.list(attribute) : known([resource.get(attribute)]);
  if (!values.known) return values;
  const ids: string[] = [];
  for (const value of values.value) {
    if (!value.known) return value;
    if (typeof value.value === "string" && value.value !== "") ids.push(value.value);
  }
  return known(ids);
}
