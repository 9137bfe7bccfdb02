import { Annotations, Aspects, DataResource, Lazy, TerraformOutput, TerraformStack, Token, type App } from "cdktf";
import type { Detection } from "../../catalogue/detection";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import type { Tenant } from "../../catalogue/tenant";
import { synthesizeAlone } from "../../constructs/fast-synthesis";
import { TenantStack } from "../../constructs/tenant-stack";
import { PROJECT } from "../support/command-line";
import { detection as communityDetection, nearRealTime } from "../support/community-detection";
import { HOSTILE_DETECTIONS, hostileTenant } from "../support/hostile-tenant";
import { stackText, writtenByCdktf, type Files } from "../support/stock-synthesis";
import { temporaryFolder } from "../support/temporary-folder";
import { approvedApplication, connectors, EXISTING_WORKSPACE, NOW, tenantWith } from "../support/tenant-in-code";
import { join } from "node:path";
import { mkdirSync } from "node:fs";

const CATALOGUE = loadCatalogue();
const SAMPLES = loadTenants(join(PROJECT, "tenants"), CATALOGUE).map((tenant): [string, Tenant, readonly Detection[]] => [`the sample ${tenant.name}`, tenant, CATALOGUE]);

describe("a stack written alone", () => {
  const folder = temporaryFolder();
  const into = (name: string): string => {
    const dir = join(folder(), name);
    mkdirSync(dir, { recursive: true });
    return dir;
  };
  const alone = (make: (app: App) => TerraformStack): Files => {
    const { stack, manifest } = synthesizeAlone(into("ours"), make);
    return { text: stackText(join(folder(), "ours"), stack.node.id), manifest };
  };

  it.each([
    ...SAMPLES,
    ["a hostile tenant", hostileTenant(), HOSTILE_DETECTIONS],
    ["a hostile tenant on Azure Monitor", hostileTenant({ alerting: "azure-monitor" }), HOSTILE_DETECTIONS],
    ["Azure Monitor on a workspace that exists", tenantWith({ alerting: "azure-monitor", workspace: EXISTING_WORKSPACE, connectors: connectors({ entraDiagnostics: "declared" }) }), CATALOGUE],
    ["managed approvals, whose ids look like numbers", tenantWith({ approvedApplications: [approvedApplication({ managed: true, appId: "33333333-3333-4333-8e33-333333333e33", permissions: ["Mail.Read", "Mail.Send"] })] }), CATALOGUE],
    ["community rules", tenantWith(), [communityDetection(), nearRealTime({ id: "near-real-time" })]],
  ] as const)("is what cdktf writes, byte for byte, of %s", (_what, tenant, detections) => {
    const make = (app: App): TenantStack => new TenantStack(app, tenant.name, { tenant, detections, now: NOW });
    const stock = writtenByCdktf(into("stock"), make);
    // Of the first stack of a process cdktf writes the file, of the second we do.
    expect([alone(make), alone(make)]).toEqual([stock, stock]);
  });

  it("is what cdktf writes of tokens in every form, and of overrides with tokens in them", () => {
    const make = (app: App): TerraformStack => {
      const stack = new TerraformStack(app, "tokens");
      const values = [Lazy.stringValue({ produce: () => "late" }), Token.asString({ a: 1 }), Token.asNumber(Lazy.anyValue({ produce: () => 7 })), Token.asList(["x", Lazy.stringValue({ produce: () => "y" })]), Token.asStringMap(Lazy.anyValue({ produce: () => ({ k: "v" }) }))];
      values.forEach((value, i) => new TerraformOutput(stack, `o${i}`, { value }));
      stack.addOverride("terraform.required_version", `>= ${Lazy.stringValue({ produce: () => "1.7" })}`);
      return stack;
    };
    const stock = writtenByCdktf(into("stock"), make);
    expect(stock.text).toContain('"late"');
    expect([alone(make), alone(make)]).toEqual([stock, stock]);
  });

  it("may refer to another stack of its app", () => {
    const make = (app: App): TerraformStack => {
      const first = new TerraformStack(app, "first");
      const second = new TerraformStack(app, "second");
      new TerraformOutput(second, "of-the-first", { value: new DataResource(first, "value").fqn });
      return second;
    };
    const stock = writtenByCdktf(into("stock"), make);
    expect(alone(make)).toEqual(stock);
    expect(stackText(join(folder(), "ours"), "first")).toBe(stackText(join(folder(), "stock"), "first"));
  });

  it("is validated", () => {
    const make = (app: App): TerraformStack => {
      const stack = new TerraformStack(app, "invalid");
      stack.node.addValidation({ validate: () => ["not like this"] });
      return stack;
    };
    expect(() => alone(make)).toThrow("not like this");
  });

  it("is visited by aspects, and refused for an annotated error", () => {
    const make = (app: App): TerraformStack => {
      const stack = new TerraformStack(app, "annotated");
      Aspects.of(stack).add({ visit: (node) => Annotations.of(node).addError("refused by an aspect") });
      return stack;
    };
    expect(() => alone(make)).toThrow("refused by an aspect");
  });

  it("leaves no token behind, and cdktf as it was, also where it fails", () => {
    const before = tokens();
    alone((app) => new TenantStack(app, "acme", { tenant: tenantWith(), detections: CATALOGUE, now: NOW }));
    expect(() => alone(() => fail("while it is made"))).toThrow("while it is made");
    expect(tokens()).toBe(before);
    expect(Lazy.anyValue({ produce: () => 1 }).creationStack.length).toBeGreaterThan(1);
  });
});

function tokens(): number {
  return (globalThis as unknown as { __cdktfTokenMap: { stringTokenMap: Map<string, unknown> } }).__cdktfTokenMap.stringTokenMap.size;
}

function fail(message: string): never {
  throw new Error(message);
}
