import { createInterface } from "node:readline/promises";
import * as v from "valibot";
import { InputError, shown } from "../../catalogue/fault";
import { TenantShape } from "../../catalogue/tenant-schema";
import type { Io } from "../io";

/** What a tenant file can't do without. */
export interface Answers {
  readonly name: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly domains: readonly string[];
  readonly emails: readonly string[];
  readonly alerting: "sentinel" | "azure-monitor";
  readonly login: "oidc" | "cli" | "managed-identity";
  /** Absent: the stack creates a workspace. */
  readonly workspaceId?: string;
}

interface Question {
  readonly key: Exclude<keyof Answers, "workspaceId">;
  /** What is wrong with an answer, by the tenant file's own schema, or nothing. */
  readonly fault: (answer: unknown) => string | undefined;
  readonly flag: string;
  readonly text: string;
  readonly fallback?: string;
  readonly list?: true;
}

const { name, tenantId, subscriptionId, location, acceptedDomains, alerting, notify, provider } = TenantShape.entries;
const by = (shape: v.GenericSchema) => (answer: unknown): string | undefined => faultOf(shape, answer);

const QUESTIONS: readonly Question[] = [
  { key: "name", fault: by(name), flag: "--name", text: "Short name of the tenant (contoso)" },
  { key: "tenantId", fault: by(tenantId), flag: "--tenant-id", text: "Entra tenant id" },
  { key: "subscriptionId", fault: by(subscriptionId), flag: "--subscription-id", text: "Azure subscription id" },
  { key: "location", fault: by(location), flag: "--location", text: "Azure region", fallback: "westeurope" },
  { key: "domains", fault: by(acceptedDomains), flag: "--domains", text: "Mail domains, separated by blanks", list: true },
  { key: "emails", fault: (emails) => faultOf(notify, { emails }), flag: "--emails", text: "Mail addresses that alerts tell, separated by blanks", list: true },
  { key: "alerting", fault: by(alerting), flag: "--alerting", text: "sentinel or azure-monitor", fallback: "sentinel" },
  { key: "login", fault: (login) => faultOf(provider, { login }), flag: "--login", text: "Terraform's login: oidc, cli or managed-identity", fallback: "oidc" },
];

/** Asks at the terminal for what no flag said; without a terminal it names the flags. Nothing when the user interrupts. */
export async function askMissing(given: Partial<Answers>, io: Io): Promise<Answers | undefined> {
  const open = QUESTIONS.filter(({ key }) => given[key] === undefined);
  const required = open.filter(({ fallback }) => fallback === undefined);
  if (!io.interactive) {
    if (required.length > 0) throw new InputError([{ file: "init", path: "", message: `needs ${required.map(({ flag }) => flag).join(", ")}, since there is no terminal to ask at` }]);
    return { ...given, ...Object.fromEntries(open.map(({ key, fallback }) => [key, fallback])) } as Answers;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new AbortController();
  terminal.once("SIGINT", () => interrupted.abort());
  terminal.once("close", () => interrupted.abort());
  try {
    const answers: Record<string, unknown> = { ...given };
    for (const { key, fault: faultIn, text, fallback, list } of open) {
      let fault: string | undefined;
      do {
        const answer = (await terminal.question(`${text}${fallback === undefined ? "" : ` [${fallback}]`}: `, { signal: interrupted.signal })).trim() || (fallback ?? "");
        answers[key] = list === true ? answer.split(/[\s,]+/u).filter((part) => part !== "") : answer;
        fault = faultIn(answers[key]);
        if (fault !== undefined) io.err(`  ${fault}\n`);
      } while (fault !== undefined);
    }
    return answers as unknown as Answers;
  } catch (error) {
    if ((error as Error).name === "AbortError") return undefined;
    throw error;
  } finally {
    terminal.close();
  }
}

function faultOf(shape: v.GenericSchema, answer: unknown): string | undefined {
  const [issue] = v.safeParse(shape, answer).issues ?? [];
  return issue === undefined ? undefined : `${shown(issue.input)} ${issue.message}`;
}
