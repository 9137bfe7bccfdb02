import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { DriftResults, TenantResult } from "../../cli/drift/results";
import { COUNTED_KINDS } from "../../terraform/drift/difference";
import { commandLine, type Ran } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { NOW } from "../support/tenant-in-code";
import { describeWithTerraform } from "../support/with-terraform";
import { Deployment } from "./stand-in/deployment";
import { startStandIn, type StandIn } from "./stand-in/stand-in";

/** Terraform's real binary, several times, and a pause before an attempt that may heal. */
jest.setTimeout(180_000);

const RULE = "azurerm_monitor_scheduled_query_rules_alert_v2";
const THROTTLED = "retrieving Workspace: unexpected status 429 (429 Too Many Requests) with error: OperationThrottled";
const NO_LOGIN = "building account: could not acquire access token to parse claims: AADSTS700016: Application was not found in the directory";
const SECRET = "https://hooks.example/a-secret-path";
const TENANT_IDS = { north: "5d7e4b90-64cd-4e1b-b9f2-0c8a3e6f7d03", south: "6e8f5ca1-75de-4f2c-80a3-1d9b4f707e14", west: "7f906db2-86ef-403d-91b4-2eac50818f25" } as const;
type Name = keyof typeof TENANT_IDS;

/** Tenants like the sample northwind, with a webhook and their state beside their stack. */
function tenantFiles(): Record<string, string> {
  const sample = parse(readFileSync("tenants/northwind.yaml", "utf8")) as Record<string, unknown>;
  const notify = { emails: ["it@northwind.com"], webhooks: ["soc_webhook"] };
  const file = (name: Name): string => stringify({ ...sample, name, tenantId: TENANT_IDS[name], subscriptionId: TENANT_IDS[name], acceptedDomains: [`${name}.example`], notify });
  return Object.fromEntries(Object.keys(TENANT_IDS).map((name) => [`tenants/${name}.yaml`, file(name as Name)]));
}

/** What one run of the command line did. */
interface Run {
  readonly code: number | null;
  readonly said: string;
  readonly results: DriftResults;
}

describeWithTerraform("drift, with the real terraform", () => {
  const folder = folderWith(tenantFiles());
  const at = (...path: readonly string[]): string => join(folder, ...path);
  const deployments = new Map<Name, Deployment>();
  let standIn: StandIn;

  beforeAll(async () => {
    standIn = await startStandIn(at("clouds"));
    command("synth", "--tenants", at("tenants"), "--out", at("stacks"), "--now", NOW.toISOString());
    for (const name of Object.keys(TENANT_IDS) as Name[]) deployments.set(name, new Deployment(at("stacks", "stacks", name), standIn, { soc_webhook: SECRET }));
    await Promise.all([...deployments.values()].map(async (deployment) => {
      await deployment.init();
      await deployment.terraform("apply", "-auto-approve", "-input=false");
    }));
  });
  afterAll(() => standIn.stop());

  function command(...args: readonly string[]): Ran {
    const ran = commandLine(args, { env: { ...standIn.env, TF_VAR_soc_webhook: SECRET }, timeout: 120_000 });
    if (ran.code === 2) throw new Error(`${args.join(" ")}: ${ran.err}`);
    return ran;
  }

  function drift(...args: readonly string[]): Run {
    const { code, out, err } = command("drift", "--all", "--tenants", at("tenants"), "--stacks", at("stacks"), "--results", at("drift.json"), "--now", NOW.toISOString(), ...args);
    return { code, said: `${out}${err}`, results: JSON.parse(readFileSync(at("drift.json"), "utf8")) as DriftResults };
  }

  const cloud = (name: Name) => standIn.cloud(TENANT_IDS[name]);

  it("finds nothing in tenants as they were applied, though each holds normalised values", () => {
    const { code, results } = drift();
    expect([code, results.counts]).toEqual([0, { tenants: 3, clean: 3, pending: 0, drifted: 0, failed: 0, interrupted: 0, notChecked: 0, withoutEffect: 0 }]);
    for (const { counts } of results.tenants) expect(counts.normalised).toBeGreaterThan(0);
  });

  it("finds what somebody changed, tries a throttled tenant again, and keeps a tenant that it can't log in to as it last knew it", () => {
    cloud("north").alter(RULE, "app-mail-role-granted", { enabled: false });
    cloud("north").discard(RULE, "baseline-rule-tampered");
    cloud("west").edit((state) => (state.trouble = [{ on: "read", match: "workspaces/", times: 1, error: THROTTLED }]));
    cloud("south").edit((state) => (state.trouble = [{ on: "configure", error: NO_LOGIN }]));
    const { code, results } = drift();
    expect(code).toBe(1);
    expect(counted(of(results, "north"))).toEqual([`removed ${RULE}.baseline-rule-tampered (High)`, `drift ${RULE}.app-mail-role-granted enabled (High)`].sort());
    expect([of(results, "west").state, cloud("west").state.trouble]).toEqual(["clean", []]);
    expect(of(results, "south")).toMatchObject({ state: "failed", failure: { cause: "login" }, stale: { since: NOW.toISOString() } });
  });

  it("says what is gone after an apply, and gives up on a tenant that doesn't answer", async () => {
    await deployments.get("north")?.terraform("apply", "-auto-approve", "-input=false");
    cloud("south").edit((state) => (state.trouble = [{ on: "read", hang: true }]));
    const { code, results } = drift("--timeout", "15s");
    expect(code).toBe(3);
    expect(of(results, "north").gone.map(({ kind }) => kind).sort()).toEqual(["drift", "removed"]);
    expect(of(results, "south")).toMatchObject({ state: "failed", failure: { cause: "timeout" } });
    cloud("south").edit((state) => (state.trouble = []));
  });

  it("never says the secret that the stacks hold", () => {
    const webhook = { name: "soc_webhook", service_uri: "https://elsewhere.example/another-secret", use_common_alert_schema: true, aad_auth: [] };
    cloud("north").alter("azurerm_monitor_action_group", undefined, { webhook_receiver: [webhook] });
    const { code, said, results } = drift();
    expect(code).toBe(1);
    expect(of(results, "north").differences).toContainEqual(expect.objectContaining({ attribute: "webhook_receiver[0].service_uri", to: { hidden: "sensitive" } }));
    expect(`${said}${JSON.stringify(results)}`).not.toMatch(/a-secret-path|another-secret/u);
  });
});

function of({ tenants }: DriftResults, name: Name): TenantResult {
  const found = tenants.find(({ tenant }) => tenant === name);
  if (found === undefined) throw new Error(`no ${name} in the results`);
  return found;
}

function counted({ differences }: TenantResult): string[] {
  return differences.filter(({ kind }) => COUNTED_KINDS.includes(kind)).map(({ kind, address, attribute, severity }) => `${[kind, address, attribute].join(" ").trim()} (${severity})`).sort();
}
