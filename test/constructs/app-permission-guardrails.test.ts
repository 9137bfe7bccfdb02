import fc from "fast-check";
import type { ApprovedApplication } from "../../catalogue/tenant";
import { loadPermissions } from "../../catalogue/permissions";
import { AppPermissionGuardrails } from "../../constructs/app-permission-guardrails";
import { addresses, resource, RULE_PROPS, synthesize, type TerraformJson } from "../support/stack";
import { detectionWith, runs } from "../support/detection";
import { hostileText } from "../support/hostile-text";
import { approvedApplication, NOW, OVER, tenantWith, TO_COME } from "../support/tenant-in-code";
import { appliedOutputs, itWithTerraform } from "../support/terraform-outputs";

const APP = "33333333-3333-4333-8333-333333333333";
const OTHER_APP = "00000000-3333-4333-8333-333333333333";
const GRAPH = "00000003-0000-0000-c000-000000000000";
const EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";

function guardrails(...approvedApplications: ApprovedApplication[]): TerraformJson {
  return synthesize((stack) => new AppPermissionGuardrails(stack, "AppPermissionGuardrails", { tenant: tenantWith({ approvedApplications }), now: NOW, rules: [], ...RULE_PROPS }));
}

const managed = (overrides: Partial<ApprovedApplication> = {}): ApprovedApplication => approvedApplication({ managed: true, ...overrides });

function grants(json: TerraformJson): string[] {
  return Object.values(json.resource?.["azuread_app_role_assignment"] ?? {}).map(({ app_role_id }) => app_role_id as string);
}

function idsOf(resourceName: string, name: string): { granted: string[]; never: string[] } {
  const found = loadPermissions().filter((p) => p.resource === resourceName && p.type === "application" && p.name === name);
  return { granted: found.filter(({ secondId }) => !secondId).map(({ id }) => id), never: found.filter(({ secondId }) => secondId).map(({ id }) => id) };
}

describe("an approved application", () => {
  it("is read from Entra, without stopping the plan where it is missing, and checked to bear its name", () => {
    expect(guardrails(approvedApplication())).toEqual({
      data: { azuread_service_principals: { approved: { client_ids: [APP], ignore_missing: true } } },
      check: {
        "approved-applications-exist": {
          assert: [
            {
              condition: `\${length([for sp in data.azuread_service_principals.approved.service_principals : sp if lower(sp.client_id) == "${APP}" && sp.display_name == "Archive"]) == 1}`,
              error_message: `The approved application ${APP} is not in Entra under the name Archive. Was it deleted or renamed? Correct or remove its approval.`,
            },
          ],
        },
      },
    });
  });

  it("is read once for two approvals, in an order that doesn't hang on the file's", () => {
    const json = guardrails(approvedApplication(), approvedApplication({ resource: "exchange-online" }), approvedApplication({ appId: OTHER_APP, displayName: "Scanner" }));
    expect(json.data!["azuread_service_principals"]!["approved"]!["client_ids"]).toEqual([OTHER_APP, APP]);
    expect(json.check!["approved-applications-exist"]!.assert).toHaveLength(2);
  });

  // Only the last of the names is looked for; an application can't bear both.
  it("is checked for each name it is approved under", () => {
    const json = guardrails(approvedApplication(), approvedApplication({ resource: "exchange-online", displayName: "Archive (old)" }));
    expect(json.check!["approved-applications-exist"]!.assert.map(({ condition }) => /display_name == "([^"]*)"/u.exec(condition)?.[1])).toEqual(["Archive", "Archive (old)"]);
  });

  it("is named in the check by a literal, whatever its name holds", () => {
    const json = guardrails(approvedApplication({ displayName: 'a"b\\c ${x} %{y}\b\f\n' }));
    expect(json.check!["approved-applications-exist"]!.assert[0]!.condition).toContain('sp.display_name == "a\\"b\\\\c $${x} %%{y}\\u0008\\u000c\\n"])');
  });

  itWithTerraform("is named in the check by a literal that Terraform reads as its name", () => {
    // Terraform keeps strings in Unicode's composed form (NFC).
    const names = fc.sample(hostileText(), { seed: 20_261_120, numRuns: 100 }).map((name) => name.normalize("NFC"));
    const literals = names.map((displayName) => {
      const [assertion] = guardrails(approvedApplication({ displayName })).check!["approved-applications-exist"]!.assert;
      return /&& sp\.display_name == (".*")\]\) == 1\}$/su.exec(assertion!.condition)![1]!;
    });
    expect(appliedOutputs(literals.map((literal) => `\${${literal}}`))).toEqual(names);
  });

  it.each([["lapsed", OVER], ["still to come", TO_COME]])("is neither read nor granted where its approval is %s", (_, dates) => {
    expect(guardrails(managed(dates))).toEqual({});
  });

  it("is granted nothing by the stack unless the tenant says that the stack manages it", () => {
    expect(addresses(guardrails(approvedApplication({ permissions: ["Mail.Read", "Mail.Send"] })))).toEqual(["data.azuread_service_principals.approved"]);
  });
});

describe("a managed application", () => {
  it("is granted each of its permissions on the API it calls", () => {
    const json = guardrails(managed({ permissions: ["Mail.Read", "Mail.Send"] }));
    expect(json.resource).toEqual({
      azuread_app_role_assignment: Object.fromEntries(
        ["Mail.Read", "Mail.Send"].map((name) => [
          `app-${APP}-microsoft-graph-${name.replace(".", "-")}`,
          {
            app_role_id: idsOf("microsoft-graph", name).granted[0],
            principal_object_id: `\${data.azuread_service_principal.app-${APP}.object_id}`,
            resource_object_id: "${data.azuread_service_principal.microsoft-graph.object_id}",
          },
        ]),
      ),
    });
    expect(json.data!["azuread_service_principal"]).toEqual({ [`app-${APP}`]: { client_id: APP }, "microsoft-graph": { client_id: GRAPH } });
  });

  it("is granted the permission of the resource it names, where two resources have one of that name", () => {
    const json = guardrails(managed(), managed({ resource: "exchange-online" }));
    expect(Object.keys(json.resource!["azuread_app_role_assignment"]!)).toEqual([`app-${APP}-exchange-online-Mail-Read`, `app-${APP}-microsoft-graph-Mail-Read`]);
    expect(resource(json, "azuread_app_role_assignment", `app-${APP}-exchange-online-Mail-Read`)["resource_object_id"]).toBe("${data.azuread_service_principal.exchange-online.object_id}");
    expect(json.data!["azuread_service_principal"]!["exchange-online"]).toEqual({ client_id: EXCHANGE });
  });

  it.each(["IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp"])("is never granted the second id that a source lists for %s", (name) => {
    const { granted, never } = idsOf("exchange-online", name);
    expect(never).toHaveLength(1);
    expect(grants(guardrails(managed({ resource: "exchange-online", permissions: [name] })))).toEqual(granted);
  });
});

describe("the guardrails", () => {
  it("hold the detections of their family beside", () => {
    const rules = [runs(detectionWith({ id: "app-granted", family: "application-guardrails" })), runs(detectionWith())];
    const json = synthesize((stack) => new AppPermissionGuardrails(stack, "AppPermissionGuardrails", { tenant: tenantWith(), now: NOW, rules, ...RULE_PROPS }));
    expect(addresses(json)).toEqual(["azurerm_sentinel_alert_rule_scheduled.app-granted"]);
  });
});
