import { Testing } from "cdktf";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { loadCatalogue } from "../catalogue/load";
import { Policies } from "../constructs/policies";
import { foreignApp, NewsletterStack, SecurityStack } from "../examples/foreign-app/main";
import { temporaryFolder } from "./support/temporary-folder";

interface Terraform {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output: Readonly<Record<string, { readonly value: readonly string[] }>>;
}

describe("examples/foreign-app", () => {
  const folder = temporaryFolder();

  it("declares the baseline's rules in a stack of somebody else's: all, and the hunting query, but two whose tables nothing brings", () => {
    const terraform = JSON.parse(Testing.synth(new SecurityStack(Testing.app({ outdir: folder() }), "security"), true)) as Terraform;
    const hunting = "mailbox-permission-recon";
    expect([...Object.keys(terraform.resource["azurerm_sentinel_alert_rule_scheduled"] ?? {}), hunting].sort()).toEqual(terraform.output["running-detections"]?.value.toSorted());
    expect(terraform.resource["azurerm_log_analytics_saved_search"]).toHaveProperty([hunting]);
    expect(terraform.output["running-detections"]?.value).toEqual(loadCatalogue().map(({ id }) => id).filter((id) => !["outbound-volume-near-limit", "baseline-rule-tampered"].includes(id)));
  });

  it("is written as long as its tenant approves what the other team grants", () => {
    jest.useFakeTimers({ now: new Date("2026-11-20T09:00:00Z") });
    foreignApp(join(folder(), "approved")).synth();
    expect(readdirSync(join(folder(), "approved", "stacks"))).toEqual(["newsletter", "security"]);
  });

  it("is not written once the approval has lapsed", () => {
    jest.useFakeTimers({ now: new Date("2027-11-01T00:00:00Z") });
    expect(() => foreignApp(join(folder(), "lapsed")).synth()).toThrow(/newsletter\/send grants Mail\.Send .* adatum's approval expired on 2027-10-31/u);
    expect(existsSync(join(folder(), "lapsed", "stacks", "newsletter"))).toBe(false);
  });

  it("would not be written for a tenant that approves nothing", () => {
    const stack = new NewsletterStack(Testing.app({ outdir: folder() }), "newsletter");
    Policies.of(stack, { tenants: [] });
    expect(() => Testing.synth(stack, true)).toThrow(/there is no tenant file with the tenantId 8f2b7a10/u);
  });

  afterEach(() => jest.useRealTimers());
});
