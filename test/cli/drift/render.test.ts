import { createColors } from "picocolors";
import { renderMarkdown } from "../../../cli/drift/render-markdown";
import { renderText } from "../../../cli/drift/render-text";
import { renderDrift } from "../../../cli/drift/render";
import type { DriftResults } from "../../../cli/drift/results";
import { daysAgo, failure, removed, results, tenantResult, told } from "../../support/drift";

const PLACE = { file: "tenants/contoso.yaml", line: 12 };
const accepted = { owner: "Ann", reason: "A test.", expires: "2026-12-31", place: PLACE };
const QUERY = ["OfficeActivity", "| where Operation == 'Add-MailboxPermission'", "| project TimeGenerated"];

const SOME = results(
  [
    tenantResult({
      comparedWith: daysAgo(1),
      differences: [
        told({ attribute: "tags[\"owner\"]", from: { value: "a" }, to: { value: "b" }, severity: "Informational", policies: [] }),
        told({ attribute: "query", kind: "unrepairable", from: { value: QUERY.join("\n") }, to: { value: QUERY.with(1, "| where true").join("\n") }, severity: "Medium", status: "still", firstSeen: daysAgo(2), meaning: "sees less", note: "the configuration leaves it out" }),
        told({ wanted: { value: null } }),
        { ...removed(), status: "new", firstSeen: daysAgo(0) },
        told({ address: "azurerm_x.y", attribute: "z", accepted }),
        told({ address: "azurerm_x.y", attribute: "tags", kind: "normalised", from: { value: null }, to: { value: {} } }),
        told({ address: "azurerm_x.y", attribute: "etag", kind: "computed", from: { value: 1 }, to: { value: 2 } }),
        told({ address: "azurerm_x.secret", attribute: "key", from: { hidden: "sensitive" }, to: { hidden: "sensitive" }, severity: "Low" }),
      ],
      gone: [{ address: "azurerm_x.y", attribute: "old", kind: "drift", firstSeen: daysAgo(5) }],
      acceptances: [{ ...accepted, state: "expired", granted: "2026-01-01", entity: "azurerm_x.y#w", value: "1" }],
      seconds: 41.2,
    }),
    tenantResult({ tenant: "fabrikam", comparedWith: daysAgo(4), state: "failed", failure: { ...failure(), since: daysAgo(1) }, checked: daysAgo(3), stale: { since: daysAgo(3), ageDays: 3 }, differences: [told()], seconds: 2 }),
    tenantResult({ tenant: "northwind", seconds: 5 }),
    tenantResult({ tenant: "tailspin", state: "not checked", checked: daysAgo(0.1), stale: { since: daysAgo(0.1), ageDays: 0 } }),
  ],
  { dropped: ["gone-tenant"] },
);

const text = (of: DriftResults): string => renderText(of, createColors(false), 80);

describe("the report of drift", () => {
  it("is this for a terminal, in 80 columns", () => {
    expect(text(SOME)).toMatchSnapshot();
    expect(Math.max(...text(SOME).split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("is this as a page", () => expect(renderMarkdown(SOME)).toMatchSnapshot());

  it("calls nothing new where no run before knew the tenant", () => {
    const first = results([tenantResult({ differences: [told()] })]);
    expect(text(first)).toContain("  High  drift\n");
    expect([text(first), renderMarkdown(first)].join("\n")).not.toMatch(/\bnew\b/u);
  });

  it("is JSON as it is kept", () => expect(JSON.parse(renderDrift(SOME, "json", { color: true, width: 80 }))).toEqual(SOME));

  it("is coloured on a terminal and never in a file", () => {
    expect(renderDrift(SOME, "text", { color: true, width: 80 })).toContain("\u001b[31m");
    expect(renderDrift(SOME, "text", { color: true, width: 80 }, true)).not.toContain("\u001b");
  });

  it("of many tenants tells those one by one that are not clean, and counts the others", () => {
    const many = results(Array.from({ length: 1000 }, (_, i) => (i < 37 ? tenantResult({ tenant: `t${i}`, state: "failed", failure: { ...failure(), since: daysAgo(0) } }) : tenantResult({ tenant: `t${i}`, differences: [told({ kind: "normalised" })], state: "clean" }))));
    const [asText, page] = [text(many), renderMarkdown(many)];
    expect(asText.match(/^t\d+ {2}could not be planned/gmu)).toHaveLength(37);
    expect(asText).toMatch(/\n963 clean\n\n1,000 tenants, 963 clean, 37 failed: nothing \(not counted: 963 normalised\)\n$/u);
    expect(page.match(/^## t\d+$/gmu)).toHaveLength(37);
    expect(page).toContain("\n963 clean.\n");
  });

  it("has no table of one tenant", () => expect(text(results([tenantResult({ differences: [told()] })]))).not.toContain("Tenants"));
});

describe("what strangers wrote", () => {
  const EVIL = "\u001b]0;owned\u0007<img src=x onerror=alert(1)>|`[x](javascript:1)\n\n# head @team \u202etxt";
  const hostile = results([
    tenantResult({
      tenant: EVIL,
      differences: [
        told({ address: `azurerm_x.y["${EVIL}"]`, attribute: `tags["${EVIL}"]`, from: { value: EVIL }, to: { value: `${EVIL}!` }, meaning: EVIL, note: EVIL, wanted: { value: EVIL } }),
        told({ attribute: "query", from: { value: `a\n${EVIL}\n\`\`\`\`\n` }, to: { value: "b\n```` end\n" } }),
        told({ accepted: { ...accepted, owner: EVIL, reason: EVIL, place: { file: EVIL, line: 1 } } }),
        told({ kind: "normalised", address: EVIL, attribute: EVIL }),
      ],
      gone: [{ address: EVIL, kind: "drift", firstSeen: daysAgo(0) }],
      acceptances: [{ ...accepted, reason: EVIL, state: "unused", granted: "2026-01-01", entity: EVIL, value: EVIL }],
    }),
    tenantResult({ tenant: `${EVIL}2`, state: "failed", failure: { ...failure({ message: EVIL, mend: EVIL }), since: daysAgo(0) } }),
  ], { dropped: [EVIL] });

  it("reaches no terminal as a command", () => {
    expect(text(hostile).replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/u);
  });

  it("begins nothing in a page outside of fences, which it doesn't end", () => {
    const page = renderMarkdown(hostile);
    const outside = page.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gmu, "");
    expect(page.match(/^`{5}diff$/gmu)).not.toBeNull();
    expect(outside).not.toMatch(/<img|(?<!\\)\[x\]|@team|^# head/mu);
    expect(outside).toContain("&lt;img");
    expect(outside.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202e]/u);
    for (const row of outside.split("\n").filter((line) => line.startsWith("|"))) expect(row).toMatch(/^(?:\|(?:[^|\\]|\\.)+)+\|$/u);
  });
});
