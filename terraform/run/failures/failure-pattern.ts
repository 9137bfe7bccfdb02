import { REDACTED } from "../../redaction";
import type { FailureCause } from "../outcome";

/** How an error of Terraform's, of a provider's or of Azure's is known, and what it means in plain words. */
export interface FailurePattern {
  readonly id: string;
  readonly cause: FailureCause;
  /** Over summary and detail on one line: `Error acquiring the state lock: Error message: ...`. */
  readonly when: RegExp;
  /** `{name}` stands for the group of that name, `{name|lower}` for it in lower case. */
  readonly says: string;
  readonly mend: string;
  /** Another attempt may work. */
  readonly heals?: true;
  /** The folder must be initialised first. */
  readonly needsInit?: true;
}

/** The text with the groups of a match in it; where a group is missing, a secret stood in its place. */
export function filledIn(text: string, groups: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{(\w+)(\|lower)?\}/gu, (_, name: string, lower: string | undefined) => {
    const found = groups[name] ?? REDACTED;
    return lower === undefined ? found : found.toLowerCase();
  });
}
