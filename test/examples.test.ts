import { Testing } from "cdktf";
import { SecurityStack } from "../examples/foreign-app/main";

interface Terraform {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output: Readonly<Record<string, { readonly value: readonly string[] }>>;
}

describe("examples/foreign-app", () => {
  const terraform = JSON.parse(Testing.synth(new SecurityStack(Testing.app(), "security"), true)) as Terraform;

  it("declares the baseline's rules in a stack of somebody else's", () => {
    expect(Object.keys(terraform.resource["azurerm_sentinel_alert_rule_scheduled"] ?? {})).toEqual(terraform.output["running-detections"]?.value.toSorted());
  });

  it("has all ten, since every table of theirs arrives", () => {
    expect(terraform.output["running-detections"]?.value).toHaveLength(10);
  });
});
