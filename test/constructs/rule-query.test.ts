import type { Binding } from "../../catalogue/bindings";
import { LONGEST_QUERY } from "../../catalogue/service-limits";
import { ruleQuery } from "../../constructs/detection-rule/rule-query";
import { detectionWith, runs } from "../support/detection";

const DOMAINS: Binding = { name: "domains", value: { type: "strings", texts: ["acme.example"] } };
const BOUND = 'let domains = dynamic(["acme.example"]);\n';

describe("the query of a rule", () => {
  it("is the detection's, after what is bound for the tenant", () => {
    expect(ruleQuery(runs(detectionWith({ query: "T | where a in (domains)\n\n" }), { bindings: [DOMAINS] }))).toBe(`${BOUND}T | where a in (domains)\n`);
  });

  it("is text to Terraform, also where it looks like a template or a marker of cdktf", () => {
    const query = 'T | where a == "${x}" or b == "%{y}" or c == "${TfToken[TOKEN.0]}"';
    expect(ruleQuery(runs(detectionWith({ query })))).toBe('T | where a == "$${x}" or b == "%%{y}" or c == "$${TfToken${"["}TOKEN.0]}"\n');
  });

  const room = LONGEST_QUERY - BOUND.length - 1;

  it("may have the 10000 characters that the service takes, with the tenant's values", () => {
    expect(ruleQuery(runs(detectionWith({ query: "T".repeat(room) }), { bindings: [DOMAINS] }))).toHaveLength(LONGEST_QUERY);
  });

  it("is refused where the tenant's values make it longer", () => {
    expect(() => ruleQuery(runs(detectionWith({ query: "T".repeat(room + 1) }), { bindings: [DOMAINS] }))).toThrow(
      new Error("mailbox-opened: with the tenant's values the query has 10001 characters; the service takes 10000"),
    );
  });

  it("is measured as the service gets it, not as Terraform needs it escaped", () => {
    const query = "${".repeat((LONGEST_QUERY - 2) / 2);
    expect(ruleQuery(runs(detectionWith({ query })))).toBe(`${"$${".repeat((LONGEST_QUERY - 2) / 2)}\n`);
  });
});
