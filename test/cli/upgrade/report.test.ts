import { createColors } from "picocolors";
import type { RecordedStack } from "../../../catalogue/releases";
import { renderUpgradeMarkdown, renderUpgradeText } from "../../../cli/upgrade/render";
import { upgraded, upgradeReport, type ReportOptions, type UpgradeReport, type Upgraded } from "../../../cli/upgrade/report";

const RULE = "azurerm_sentinel_alert_rule_scheduled";
const GROUP = "azurerm_resource_group";

/** A reference tenant before, and what the new version declares of it. */
const tenant = (name: string, old: RecordedStack, resource: object, further: object = {}): Upgraded => ({ name, old: { terraform: {}, ...old }, terraform: { resource, terraform: {}, ...further } });

function report(tenants: readonly Upgraded[], options: Partial<ReportOptions> = {}): UpgradeReport {
  return upgradeReport(tenants, { from: "0.1.0", to: "0.2.0", titles: new Map([["opened", "A mailbox was opened"]]), ...options });
}

const text = (given: UpgradeReport): string => renderUpgradeText(given, { colors: createColors(false), width: 100 });

const OLD = {
  [`${RULE}.opened`]: { severity: "Low", query: "sha256:0123456789abcdef", "tags.baseline-version": "{version}" },
  [`${RULE}.gone`]: { display_name: "A rule that was", name: "gone" },
  [`${GROUP}.baseline`]: { name: "rg", location: "westeurope" },
};
const NOW = {
  [RULE]: { opened: { severity: "High", query: "T\n| take 1", tags: { "baseline-version": "0.2.0" } }, incidents: { enabled: true } },
  [GROUP]: { baseline: { name: "rg-new", location: "westeurope" } },
};

describe("what an upgrade changes", () => {
  it("stands by detection first, then by resource, then what every version changes", () => {
    expect(text(report([tenant("sentinel", OLD, NOW)]))).toBe(
      [
        "0.1.0 -> 0.2.0: what plans will show, by the reference tenant sentinel",
        "",
        "Detections",
        "  gone  A rule that was",
        "    azurerm_sentinel_alert_rule_scheduled.gone: destroyed",
        "  opened  A mailbox was opened",
        "    azurerm_sentinel_alert_rule_scheduled.opened: changed in place",
        "      - query changed",
        "      - severity Low -> High",
        "",
        "Other resources",
        "    azurerm_resource_group.baseline: replaced: destroyed, then created anew",
        "      - name rg -> rg-new",
        "    azurerm_sentinel_alert_rule_scheduled.incidents: added",
        "",
        "Every version",
        "  tags.baseline-version 0.1.0 -> 0.2.0: in place, of 1 resource",
        "",
        "What a tenant file sets otherwise is not in this; `terraform plan` has the last word.",
      ].join("\n"),
    );
  });

  it("is one page of Markdown, escaped", () => {
    const page = renderUpgradeMarkdown(report([tenant("sentinel", { [`${GROUP}.baseline`]: { name: "a|b" } }, { [GROUP]: { baseline: { name: "<b>" } } })]));
    expect(page).toContain("| detection | resource | change |\n|---|---|---|\n|  | azurerm\\_resource\\_group.baseline | replaced: destroyed, then created anew; name a\\|b -&gt; &lt;b> |".replace("-&gt;", "->"));
  });

  it("prints nothing that would move a terminal's cursor", () => {
    const page = text(report([tenant("sentinel", { [`${GROUP}.baseline`]: { name: "a" } }, { [GROUP]: { baseline: { name: "\u001b[2J" } } })]));
    expect(page).toContain("name a -> \\u001b[2J");
  });

  it("says of a block of which much changed only that", () => {
    const numbered = (n: number) => Object.fromEntries([1, 2, 3, 4].map((i) => [`key${i}`, i * n]));
    const old = Object.fromEntries(Object.entries(numbered(1)).map(([key, value]) => [`incident.${key}`, value]));
    expect(text(report([tenant("sentinel", { [`${RULE}.opened`]: old }, { [RULE]: { opened: { incident: numbered(10) } } })]))).toContain("      - incident changed, 4 values of it");
  });

  it("says what is set and no longer set, with its value where that is short", () => {
    const old = { a: "", b: "sha256:0123456789abcdef" };
    const now = { c: 1, d: "T\n| take 1" };
    const page = text(report([tenant("sentinel", { [`${RULE}.opened`]: old }, { [RULE]: { opened: now } })]));
    for (const line of ['a no longer set, was ""', "b no longer set", "c set to 1", "d set"]) expect(page).toContain(`      - ${line}\n`);
  });

  it("is told once where several reference tenants show it, and by whom where only some do", () => {
    const same = (name: string, severity: string) => tenant(name, { [`${RULE}.opened`]: { severity: "Low" } }, { [RULE]: { opened: { severity } } });
    expect(report([same("a", "High"), same("b", "High")]).detections[0]?.changes).toEqual([{ address: `${RULE}.opened`, effect: "in place", attributes: [{ attribute: "severity", old: "Low", new: "High" }] }]);
    expect(report([same("a", "High"), same("b", "Low")]).detections[0]?.changes[0]?.onlyIn).toEqual(["a"]);
    expect(text(report([same("a", "High"), same("b", "Low")]))).toContain("changed in place (a only)");
  });

  it("gives long texts no value, since only their hash is recorded: they are the same change in two tenants", () => {
    const same = (name: string, query: string) => tenant(name, { [`${RULE}.opened`]: { query: `sha256:${name.repeat(16)}` } }, { [RULE]: { opened: { query } } });
    expect(report([same("a", "T\n| take 1"), same("b", "T\n| take 2")]).detections[0]?.changes).toEqual([{ address: `${RULE}.opened`, effect: "in place", attributes: [{ attribute: "query", old: null, new: null }] }]);
  });

  it("says of a rename where from, and that no gap is left", () => {
    const now = { [RULE]: { opened: { name: "opened", lifecycle: { create_before_destroy: true } } } };
    const moved = [{ from: `${RULE}.old`, to: `${RULE}.opened` }];
    const page = text(report([tenant("sentinel", { [`${RULE}.old`]: { name: "old" } }, now, { moved })]));
    expect(page.replace(/\s+/gu, " ")).toContain("opened A mailbox was opened azurerm_sentinel_alert_rule_scheduled.opened: moved from azurerm_sentinel_alert_rule_scheduled.old; replaced: the new one is created before the old one is destroyed - name old -> opened");
  });

  it("may be that nothing changes", () => {
    expect(text(report([tenant("sentinel", {}, {})]))).toContain("\nNothing else changes. ");
  });

  it("is limited to what one tenant declares, and says what of it is not known", () => {
    const elsewhere = { old: { [`${RULE}.other`]: { "tags.baseline-version": "{version}" } }, now: { other: { tags: { "baseline-version": "0.2.0" } } } };
    const limited = report([tenant("sentinel", { ...OLD, ...elsewhere.old }, { ...NOW, [RULE]: { ...NOW[RULE], ...elsewhere.now } })], { declared: new Set([`${RULE}.opened`, `${RULE}.own`, "check.own"]) });
    expect(limited.detections.map(({ id }) => id)).toEqual(["gone", "opened"]);
    expect([limited.others, limited.notCompared]).toEqual([[], [`${RULE}.own`]]);
    expect(limited.everyVersion).toEqual([{ attribute: "tags.baseline-version", effect: "in place", resources: 1 }]);
    expect(text(limited)).toContain(`Not compared, since no reference tenant has it\n  ${RULE}.own`);
  });

  it("leaves out a reference tenant that the release did not have", () => {
    const release = { version: "0.1.0", tenants: { sentinel: {} } };
    expect(upgraded(release, [{ name: "sentinel", terraform: {} }, { name: "new", terraform: {} }]).map(({ name }) => name)).toEqual(["sentinel"]);
  });
});
