import { driftSubject, driftSubjectFault } from "../../catalogue/drift-exception";
import { loadTenant } from "../../catalogue/load-tenants";
import { exceptionsAreLive, exceptionsAreUsed } from "../../findings/commitments";
import { refusedWith } from "../support/refusal";
import { COMMITTED, tenantFile } from "../support/tenant-file";
import { NOW } from "../support/tenant-in-code";

const ENTITY = "azurerm_log_analytics_workspace.logs#retention_in_days";
const drift = (...exceptions: object[]) => ({ exceptions: exceptions.map((e) => ({ check: "drift", entity: ENTITY, value: 30, ...COMMITTED, ...e })) });
const load = (...exceptions: object[]) => loadTenant(tenantFile(drift(...exceptions)), []);

describe("what a drift exception is about", () => {
  it.each([
    "azurerm_log_analytics_workspace.logs",
    ENTITY,
    "azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change#incident[0].grouping[0].by_entities",
    'module.a["x.y"].module.b[0].azuread_group.g["a#b \\" c"]#tags["cost centre"]',
    "azurerm_x.größe#_a",
  ])("may be %s", (subject) => expect(driftSubjectFault(subject)).toBeUndefined());

  it.each(["", "logs", "azurerm_x.logs#", "#enabled", "azurerm_x.logs.enabled", "azurerm_x.logs#a#b", "azurerm_x.logs #a", "azurerm_x.logs#a[", 'azurerm_x.logs["a]#b', "azurerm_x.logs#a\nb", "0x.logs"])("is not %j", (subject) => {
    expect(driftSubjectFault(subject)).toContain("is neither ADDRESS#ATTRIBUTE nor ADDRESS");
  });

  it("is written as a report writes it", () => {
    expect([driftSubject({ address: "a.b", attribute: "c" }), driftSubject({ address: "a.b" })]).toEqual(["a.b#c", "a.b"]);
  });

  it("is read in no time, however hostile", () => {
    const began = performance.now();
    for (const part of ['["', "module.", "a[0]", "a.", "\\", '"\\']) expect(driftSubjectFault(`${part.repeat(2000)}!`)).toBeDefined();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("a drift exception of a tenant file", () => {
  it("is taken, with a number or a text as its value and a ticket", () => {
    expect(load({}, { entity: "azurerm_x.y", value: "removed", ticket: "CHG-1" }).exceptions).toMatchObject([{ rule: { kind: "check", id: "drift" }, entity: ENTITY, value: "30" }, { value: "removed", ticket: "CHG-1" }]);
  });

  it("stands beside one of the same entity in another case, which is another resource", () => {
    expect(load({}, { entity: ENTITY.replace("logs", "Logs") }).exceptions).toHaveLength(2);
  });

  it.each([
    [[{ entity: "retention" }], 'exceptions[0].entity: "retention" is neither ADDRESS#ATTRIBUTE nor ADDRESS as Terraform writes them; copy it from the report of `mailbox-baseline drift`, such as azurerm_log_analytics_workspace.logs#retention_in_days'],
    [[{ entity: "azurerm_x.y", value: "30" }], 'exceptions[0].value: "30" is no value of a whole resource; write removed, or name the attribute: azurerm_x.y#ATTRIBUTE'],
    [[{}, {}], "exceptions[1]: stands here a second time for the same entity and value; keep one"],
  ])("is refused as %j", (exceptions, fault) => expect(refusedWith(() => load(...exceptions))).toEqual([fault]));

  it("is a finding of check where it expired, and never for being unused, which only a plan shows", () => {
    const tenant = load({}, { value: 60, granted: "2026-01-01", expires: "2026-11-19" });
    expect(exceptionsAreUsed(tenant, [], [])).toEqual([]);
    expect(exceptionsAreLive(tenant, NOW).map(({ verdict, subject }) => [verdict, subject])).toEqual([
      ["pass", `drift excepted for ${ENTITY} = 30`],
      ["fail", `drift excepted for ${ENTITY} = 60`],
    ]);
  });
});
