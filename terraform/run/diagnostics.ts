import { isMap } from "../block";

/** An error that Terraform reports. Its snippet of the configuration, and the values beside it, are left out: they may be secrets. */
export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  /** The resource that it is about. */
  readonly address?: string;
  /** Where in the configuration: `cdk.tf.json:12`. */
  readonly place?: string;
}

/** What a line of Terraform's `-json` output says that we need: an error, a resource refreshed. */
export type StreamEvent = { readonly kind: "error"; readonly diagnostic: Diagnostic } | { readonly kind: "refreshed" };

/** As much of an error as is kept: its beginning says what it is. */
const KEPT_LENGTH = 8_000;

/** Reads one line (https://developer.hashicorp.com/terraform/internals/machine-readable-ui); undefined where it says nothing of the kind, or is no JSON. */
export function streamEvent(line: string): StreamEvent | undefined {
  const json = jsonOf(line);
  if (!isMap(json)) return undefined;
  if (json["type"] === "refresh_complete") return { kind: "refreshed" };
  const diagnostic = json["type"] === "diagnostic" ? json["diagnostic"] : undefined;
  if (!isMap(diagnostic) || diagnostic["severity"] !== "error") return undefined;
  return { kind: "error", diagnostic: { summary: text(diagnostic["summary"]), detail: text(diagnostic["detail"]), ...where(diagnostic) } };
}

function jsonOf(line: string): unknown {
  try {
    return line.startsWith("{") ? (JSON.parse(line) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

function where({ address, range }: Readonly<Record<string, unknown>>): Pick<Diagnostic, "address" | "place"> {
  const start = isMap(range) && isMap(range["start"]) ? range["start"]["line"] : undefined;
  const file = isMap(range) ? range["filename"] : undefined;
  return {
    ...(typeof address === "string" && address !== "" ? { address } : {}),
    ...(typeof file === "string" && typeof start === "number" ? { place: `${file}:${start}` } : {}),
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, KEPT_LENGTH) : "";
}

/**
 * The errors in what Terraform prints for people, on standard error where `init` has no `-json`, or where it doesn't get as far as its JSON:
 * `Error: ` and a summary, an empty line, and the detail, wrapped at 78 columns, in a box or without.
 */
export function humanDiagnostics(printed: string): readonly Diagnostic[] {
  const plain = printed.replace(/\u001b\[[0-9;]*m/gu, "").replace(/^[╷│╵][^\S\n]?/gmu, "");
  const blocks = plain.split(/^(?=(?:Error|Warning): )/mu).filter((block) => block.startsWith("Error: "));
  return blocks.map((block) => {
    const [summary = "", ...detail] = block.slice("Error: ".length).split(/\n[^\S\n]*\n/u);
    return { summary: text(summary.trim()), detail: text(detail.join("\n\n").trim()) };
  });
}
