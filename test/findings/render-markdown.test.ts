import { renderMarkdown } from "../../findings/render-markdown";
import { FINDINGS } from "../support/findings";

describe("findings for a pull request", () => {
  it("are a table for each verdict but pass, in which nothing of a finding is markup", () => {
    expect(renderMarkdown(FINDINGS, "Tenants | *acme*")).toMatchInlineSnapshot(`
"# Tenants \\| \\*acme\\*

1 fail, 1 unknown, 1 excepted, 1 not applicable, 2 pass.

## Fail (1)

| tenant | rule | subject | what | mend |
|---|---|---|---|---|
| acme | exceptions-are-live | mailbox-opened excepted for bob@​acme.example = FullAccess | expired on 2026-11-19 (SOC: his assistant reads his mail while he is away) (tenants/acme.yaml:34) | remove it, or have its owner grant it anew with new dates |

## Unknown (1)

| rule | subject | what |
|---|---|---|
| query-runs | community-rule | was not exercised: it has no events |

## Excepted (1)

| tenant | rule | subject | what |
|---|---|---|---|
| acme | detections-are-on | mailbox-opened | off until 2026-12-31, SOC \\| &lt;b>Ann&lt;/b> @​ann: \\\\u001b\\[31mToo loud\\\\u001b\\[0m, see \\[why\\](https:​//evil.example) (tenants/acme.yaml:21) |

## Not applicable (1)

| tenant | rule | subject | what |
|---|---|---|---|
| acme | detections-are-on | user-restricted | nothing brings the table SecurityAlert: Sentinel's Defender XDR connector would (connectors.defenderXdr) |"
`);
  });

  it("are the title and the count where there is nothing to show", () => {
    expect(renderMarkdown([], "Tenants")).toBe("# Tenants\n\nnothing to judge.");
  });
});
