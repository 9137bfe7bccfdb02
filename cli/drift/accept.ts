import { realpathSync } from "node:fs";
import { commitmentFault, type Commitment } from "../../catalogue/commitment";
import { defined } from "../../catalogue/defined";
import { DRIFT_CHECK, driftSubject, driftSubjectFault } from "../../catalogue/drift-exception";
import { readLayered } from "../../catalogue/extends";
import { InputError, shown, type Fault } from "../../catalogue/fault";
import { nearest } from "../../catalogue/nearest";
import { isCalendarDay } from "../../catalogue/shape";
import type { Tenant } from "../../catalogue/tenant";
import { readText } from "../../catalogue/text-file";
import { readYaml } from "../../catalogue/yaml-document";
import { forTerminal } from "../../findings/escape";
import { EXIT, INTERRUPTED, type ExitCode } from "../../findings/exit-code";
import { hang } from "../../findings/wrap";
import { COUNTED_KINDS } from "../../terraform/drift/difference";
import type { Io } from "../io";
import { pick } from "../options";
import { writeFile } from "../write-file";
import { acceptedValue, isOfBlock } from "./accepted-value";
import { withException } from "./edit-exceptions";
import type { ExceptionEntry } from "./exception-entry";
import { resultOf } from "./gather";
import type { DriftOptions } from "./options";
import { judgePlanFiles } from "./plan-files";
import { readPrevious } from "./read-previous";
import type { TenantResult, ToldDifference } from "./results";
import { runTerraform } from "./run-terraform";
import { TenantFiles } from "./tenants";
import { isRecordedOnly } from "./words";
import type { DriftWorld } from "./world";

/** Writes exceptions for what attributes of one tenant are now into its file. Throws {@link InputError} where one of them can't be accepted; then none is. */
export async function accept(options: DriftOptions, now: Date, io: Io, world: DriftWorld): Promise<ExitCode | typeof INTERRUPTED> {
  const { accept: subjects = [], tenants, tenant: [name = ""] = [] } = options;
  const tenant = pick(name, new TenantFiles(options.catalogue === undefined ? {} : { catalogue: options.catalogue }).all(tenants), tenants);
  const grant = grantOf(options, now);
  refuse(subjects.flatMap((subject) => faultAt(subject, driftSubjectFault(subject))));
  const file = ownFile(tenant);
  const result = await resultFor(name, options, now, io, world);
  if (result === undefined) return INTERRUPTED;
  if (result.state === "failed") {
    io.err(`${forTerminal(`${name} could not be planned: ${result.failure?.message ?? "no reason is told"}; ${result.failure?.mend ?? "run it again"}`)}\nnothing was written\n`);
    return EXIT.unknown;
  }
  const entries = entriesOf(subjects, result, grant);
  writeFile(realpathSync(file), entries.reduce((text, entry) => withException(file, text, entry), readText(file)));
  for (const entry of entries) {
    const line = readYaml(file).lineOf(["exceptions", lineIndex(file, entry)]);
    io.out(`${hang("", forTerminal(`${file}:${line}: ${entry.entity} = ${entry.value} is accepted until ${entry.expires}, ${entry.owner}: ${entry.reason}`), io.width)}\n`);
  }
  return EXIT.clean;
}

type Grant = Commitment & Pick<ExceptionEntry, "ticket">;

function grantOf({ owner = "", reason = "", until = "", ticket }: DriftOptions, now: Date): Grant {
  const granted = now.toISOString().slice(0, 10);
  const dates = isCalendarDay(until) ? commitmentFault({ granted, expires: until }) : `${shown(until)} is not a date; write YYYY-MM-DD`;
  const blank = Object.entries({ "--owner": owner, "--reason": reason, ...(ticket === undefined ? {} : { "--ticket": ticket }) }).filter(([, text]) => !/\S/u.test(text) || text.length > 5000);
  refuse([...faultAt("--until", dates), ...blank.flatMap(([option]) => faultAt(option, "says nothing, or more than 5000 characters; write a few words"))]);
  return { owner, reason, granted, expires: until, ...defined({ ticket }) };
}

/** Where the tenant's own list stands, or may begin: a list of its own would replace one that it takes over. */
function ownFile(tenant: Tenant): string {
  const { file } = tenant.locate(["name"]);
  const own = (readYaml(file).value as Readonly<Record<string, unknown>>)["exceptions"];
  const all = (readLayered(file).value as Readonly<Record<string, unknown>>)["exceptions"];
  if (own !== undefined || !Array.isArray(all) || all.length === 0) return file;
  const base = tenant.locate(["exceptions"]);
  throw new InputError([{ file, path: "exceptions", message: `are taken over from ${base.file}:${base.line}, and a list of its own would replace those; copy them into this file, then accept it again` }]);
}

/** What is known of the tenant by the plan, by the results of an earlier run, or by a run of it alone. Undefined: interrupted. */
async function resultFor(name: string, options: DriftOptions, now: Date, io: Io, world: DriftWorld): Promise<TenantResult | undefined> {
  const { plan, previous } = options;
  if (plan !== undefined) {
    const [judged, ...others] = (await judgePlanFiles(options, () => undefined, now, io, world)) ?? [];
    if (others.length > 0) throw new InputError([{ file: "--plan", path: "", message: "with --accept takes one plan; name one" }]);
    return judged;
  }
  if (previous !== undefined) {
    const found = readPrevious({ file: previous, named: true, now }, io)?.tenants.find(({ tenant }) => tenant === name);
    if (found?.checked === undefined) throw new InputError([{ file: previous, path: "", message: `knows nothing of ${name}; name other results, or leave --previous out and have it planned` }]);
    return { ...found, state: found.state === "failed" ? "drifted" : found.state };
  }
  const run = await runTerraform(options, () => undefined, now, io, world);
  const checked = run?.checked.get(name);
  return run === undefined || checked === undefined || run.interrupted ? undefined : resultOf(name, checked, undefined, now);
}

function entriesOf(subjects: readonly string[], { differences, tenant }: TenantResult, grant: Grant): readonly ExceptionEntry[] {
  const faults: Fault[] = [];
  const entries = [...new Set(subjects)].flatMap((subject): ExceptionEntry[] => {
    const difference = differences.find((one) => driftSubject(one) === subject && COUNTED_KINDS.includes(one.kind)) ?? differences.find((one) => driftSubject(one) === subject);
    const value = difference === undefined ? undefined : acceptedValue(difference);
    const fault = difference === undefined ? unknownSubject(subject, differences, tenant) : refusal(difference, value);
    if (fault !== undefined || value === undefined) {
      faults.push(...faultAt(subject, fault));
      return [];
    }
    const { granted, expires, ...said } = grant;
    return [{ check: DRIFT_CHECK, entity: subject, value, ...said, granted, expires }];
  });
  refuse(faults);
  return entries;
}

function unknownSubject(subject: string, differences: readonly ToldDifference[], tenant: string): string {
  const known = differences.filter(({ kind }) => COUNTED_KINDS.includes(kind)).map((one) => driftSubject(one));
  const meant = nearest(subject, known) ?? known.find((other) => other.startsWith(`${subject}#`));
  if (meant !== undefined) return `is no difference of ${tenant}; did you mean ${meant}?`;
  return known.length === 0 ? `is no difference of ${tenant}, which has none` : `is no difference of ${tenant}; there ${known.length === 1 ? "is" : "are"} ${known.slice(0, 10).join(", ")}`;
}

/** Why a difference can't be accepted, if so. */
function refusal({ kind, attribute, accepted, from, to, note, block }: ToldDifference, value: string | undefined): string | undefined {
  if (kind === "normalised" || kind === "computed") return `is ${kind} and doesn't count: nothing is to be accepted`;
  if (kind === "pending") return `is pending: ${note ?? "the configuration wants something else than the tenant has"}; no exception covers that: ${isRecordedOnly(note) ? "apply the stack" : "apply the stack, or change the configuration"}`;
  if (accepted !== undefined) return `is accepted already, until ${accepted.expires} (${accepted.place.file}:${accepted.place.line})`;
  if (value !== undefined) return undefined;
  if (attribute === undefined) return "is about a resource as a whole; name one of its attributes";
  if ("hidden" in to) return `can't be accepted: its value is ${to.hidden}, so nobody could tell when it changes again`;
  if (block === undefined && isOfBlock({ attribute }) && "value" in from) return "can't be accepted: these results don't say which block it is, or a part of it is sensitive; name a plan by --plan, or leave --previous out";
  return "can't be accepted: a part of its value is sensitive, so nobody could tell when it changes again";
}

function lineIndex(file: string, { entity }: ExceptionEntry): number {
  const { exceptions } = readYaml(file).value as { readonly exceptions: readonly { readonly check?: string; readonly entity: string }[] };
  return exceptions.findIndex((one) => one.check === DRIFT_CHECK && one.entity === entity);
}

function faultAt(subject: string, message: string | undefined): Fault[] {
  return message === undefined ? [] : [{ file: subject, path: "", message }];
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InputError(faults);
}
