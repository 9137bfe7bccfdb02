import { TerraformStack } from "cdktf";
import { TerraformCheck } from "../../constructs/terraform-check";
import { synthesize, testApp } from "../support/stack";

const ASSERTIONS = [
  { condition: 'var.size >= 1 && var.name != ""', errorMessage: "It is too small." },
  { condition: "var.size < 9", errorMessage: "It is too large, at $${x}." },
];

describe("a check block", () => {
  it("holds its assertions in their order, each condition as one expression and each message as given", () => {
    const json = synthesize((stack) => new TerraformCheck(stack, "size-fits", ASSERTIONS));
    expect(json).toEqual({
      check: {
        "size-fits": {
          assert: [
            { condition: '${var.size >= 1 && var.name != ""}', error_message: "It is too small." },
            { condition: "${var.size < 9}", error_message: "It is too large, at $${x}." },
          ],
        },
      },
    });
  });

  it("stands beside another of the same stack", () => {
    const json = synthesize((stack) => {
      new TerraformCheck(stack, "one", ASSERTIONS);
      new TerraformCheck(stack, "two", ASSERTIONS);
    });
    expect(Object.keys(json.check ?? {})).toEqual(["one", "two"]);
  });

  it("says its address, as plans name it", () => {
    expect(new TerraformCheck(new TerraformStack(testApp(), "acme"), "size-fits", ASSERTIONS).address).toBe("check.size-fits");
  });

  it("holds no data source: inside a check one makes every plan say that something changes", () => {
    const json = synthesize((stack) => new TerraformCheck(stack, "size-fits", ASSERTIONS));
    expect(Object.keys(json.check!["size-fits"]!)).toEqual(["assert"]);
  });
});
