import type { TenantDetection } from "../../catalogue/baseline";
import type { InvestigationQuery } from "../../catalogue/detection";
import { provenanceTags } from "../../constructs/provenance";
import { SendingRestrictions } from "../../constructs/sending-restrictions";
import { baselineKeys, detectionWith, runs } from "../support/detection";
import { addresses, resource, RULE_PROPS, synthesize, WORKSPACE, type TerraformJson } from "../support/stack";

const WHY: InvestigationQuery = { id: "why", title: "Why the user was restricted", description: "The alert's latest state.", query: "SecurityAlert\n" };
const SENT: InvestigationQuery = { id: "last-sending", title: "What was sent last", description: "The latest messages.", query: "EmailEvents\n" };
const RESTRICTED = detectionWith({ id: "user-restricted", family: "sending-restrictions", baseline: baselineKeys(["Elastic.user-restricted"]), investigation: [WHY, SENT] });

function restrictions(rules: readonly TenantDetection[], tenantName = "acme"): TerraformJson {
  return synthesize((stack) => new SendingRestrictions(stack, "SendingRestrictions", { rules, tenantName, ...RULE_PROPS }));
}

const idOf = (json: TerraformJson, step: string): string => resource(json, "azurerm_log_analytics_query_pack_query", step)["name"] as string;
const TAGS = provenanceTags("detection user-restricted 1.2.3", ["Elastic.user-restricted"]);
/** A saved search is replaced by every change of a tag, so it says no version. */
const UNVERSIONED_TAGS = { "managed-by": "mailbox-baseline", "baseline-part": "detection user-restricted", "baseline-controls": "Elastic.user-restricted" };

describe("sending restrictions", () => {
  const json = restrictions([runs(RESTRICTED)]);

  it("are the rule, and for each step of its investigation one query of the pack and one saved search", () => {
    expect(addresses(json)).toEqual([
      "azurerm_log_analytics_query_pack.investigation",
      "azurerm_log_analytics_query_pack_query.last-sending",
      "azurerm_log_analytics_query_pack_query.why",
      "azurerm_log_analytics_saved_search.last-sending",
      "azurerm_log_analytics_saved_search.why",
      "azurerm_sentinel_alert_rule_scheduled.user-restricted",
    ]);
  });

  it("keep the queries in a pack that bears the tenant's name", () => {
    expect(resource(json, "azurerm_log_analytics_query_pack", "investigation")).toEqual({
      name: "qp-acme-mailbox-baseline",
      resource_group_name: "rg-acme",
      location: "westeurope",
      tags: provenanceTags("investigation", ["Elastic.user-restricted"]),
    });
  });

  it("say of a query in the pack what it shows and where it comes from", () => {
    expect(resource(json, "azurerm_log_analytics_query_pack_query", "why")).toEqual({
      name: idOf(json, "why"),
      query_pack_id: "${azurerm_log_analytics_query_pack.investigation.id}",
      display_name: "Why the user was restricted",
      description: "The alert's latest state.",
      body: "SecurityAlert\n",
      categories: ["security"],
      resource_types: ["microsoft.operationalinsights/workspaces"],
      tags: TAGS,
    });
  });

  it("save each search on the workspace under its step's id", () => {
    expect(resource(json, "azurerm_log_analytics_saved_search", "why")).toEqual({
      name: "why",
      log_analytics_workspace_id: WORKSPACE.id,
      category: "Mailbox baseline",
      display_name: "Why the user was restricted",
      query: "SecurityAlert\n",
      tags: UNVERSIONED_TAGS,
    });
  });

  it("keep their queries where the rule is switched off, for whoever investigates by hand", () => {
    expect(addresses(restrictions([runs(RESTRICTED, { state: "off" })]))).toEqual(addresses(json));
  });

  it("declare no pack where no detection is applicable, or none has steps", () => {
    expect(addresses(restrictions([runs(RESTRICTED, { state: "not applicable" })]))).toEqual([]);
    expect(addresses(restrictions([runs({ ...RESTRICTED, investigation: [] })]))).toEqual(["azurerm_sentinel_alert_rule_scheduled.user-restricted"]);
  });

  it("leave the steps of other families alone", () => {
    expect(addresses(restrictions([runs({ ...RESTRICTED, family: "mailbox-permissions" })]))).toEqual([]);
  });
});

describe("the id of a query in the pack", () => {
  const json = restrictions([runs(RESTRICTED)]);

  it("is a UUID of version 8", () => {
    expect(idOf(json, "why")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  });

  it("is the same in every synthesis, whatever becomes of the query's text", () => {
    const reworded = { ...RESTRICTED, investigation: [{ ...WHY, title: "Why?", query: "SecurityIncident\n" }] };
    expect(idOf(restrictions([runs(reworded)]), "why")).toBe(idOf(json, "why"));
    // Frozen: another id would replace the query in every tenant.
    expect(idOf(json, "why")).toBe("77734b0a-a4c0-817e-b1b6-480f6f7d973a");
  });

  it("differs between steps and between tenants", () => {
    expect(new Set([idOf(json, "why"), idOf(json, "last-sending"), idOf(restrictions([runs(RESTRICTED)], "globex"), "why")]).size).toBe(3);
  });
});
