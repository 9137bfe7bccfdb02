import type { Block, Resource } from "../../terraform/resource";
import { isHidden } from "../shown";
import { RECEIVERS } from "./action-group";

/** What became of an action group's receivers, each by its name and kind; never by its address, which may be a secret. */
export interface ReceiversExchanged {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** How many are told as before: under another name, too. */
  readonly stay: number;
}

interface Receiver {
  readonly name: string;
  /** Whom it tells, to be compared only; absent where nobody knows yet, so that it may be anybody. */
  readonly address?: string;
}

export function receiversExchanged(before: Resource, after: Resource): ReceiversExchanged {
  const [was, is] = [receiversOf(before), receiversOf(after)];
  const inBoth = (receivers: readonly Receiver[]) => ({ address }: Receiver) => address !== undefined && receivers.some((other) => other.address === address);
  const lost = was.filter((receiver) => !inBoth(is)(receiver));
  return { lost: lost.map(({ name }) => name), gained: is.filter((receiver) => !inBoth(was)(receiver)).map(({ name }) => name), stay: was.length - lost.length };
}

function receiversOf(group: Resource): Receiver[] {
  return Object.entries(RECEIVERS).flatMap(([kind, attributes]) => {
    const blocks = group.blocks(kind);
    return blocks.known ? blocks.value.map((block) => receiver(kind, attributes, block)) : [];
  });
}

function receiver(kind: string, attributes: readonly string[], block: Block): Receiver {
  const name = block.get("name");
  const called = name.known && typeof name.value === "string" && !isHidden(block, "name") ? name.value : "(unnamed)";
  const values = attributes.map((attribute) => block.get(attribute));
  const texts = values.map((value) => (value.known ? JSON.stringify(value.value ?? "").toLowerCase() : undefined));
  return { name: `${called} (${kind.replace(/_receiver$/u, "").replaceAll("_", " ")})`, ...(texts.includes(undefined) ? {} : { address: JSON.stringify([kind, ...texts]) }) };
}
