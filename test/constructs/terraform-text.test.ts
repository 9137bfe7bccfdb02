import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import fc from "fast-check";
import { text } from "../../constructs/terraform-text";
import { hostileText } from "../support/hostile-text";
import { resource, synthesize, testApp } from "../support/stack";
import { appliedOutputs, itWithTerraform } from "../support/terraform-outputs";
import { decodeTemplate } from "../support/terraform-template";

/** The markers by which cdktf knows values of a resource that stands in a stack: text that looks like one must stay text. */
const MARKERS = markersOf(new ResourceGroup(new TerraformStack(testApp(), "referenced"), "group", { name: "rg", location: "westeurope" }));

function markersOf(group: ResourceGroup): string[] {
  const number = String(group.getNumberAttribute("count"));
  return [group.name, group.id, number, number.replace("+", ""), group.getListAttribute("zones")[0]!, String(group.getNumberListAttribute("sizes")[0]), Object.keys(group.getStringMapAttribute("tags"))[0]!];
}

/** As they arrive in an output and in a resource, in a stack where other values are referred to. */
function synthesized(values: readonly string[]): { inOutput: string[]; inResource: string[] } {
  const json = synthesize((stack) => {
    const group = new ResourceGroup(stack, "group", { name: "rg", location: "westeurope" });
    new ResourceGroup(stack, "said", { name: group.name, location: group.location, tags: Object.fromEntries(values.map((value, i) => [`tag-${i}`, text(value)])) });
    new TerraformOutput(stack, "said-output", { value: values.map(text) });
  });
  const { name, tags } = resource(json, "azurerm_resource_group", "said") as { name: string; tags: Record<string, string> };
  expect(name).toBe("${azurerm_resource_group.group.name}");
  return { inOutput: (json.output!["said-output"]!["value"] as string[]).map(decodeTemplate), inResource: values.map((_, i) => decodeTemplate(tags[`tag-${i}`]!)) };
}

/** What Terraform makes of outputs that hold these texts, after cdktf. */
function applied(values: readonly string[]): string[] {
  const json = synthesize((stack) => values.forEach((value, i) => new TerraformOutput(stack, `o${i}`, { value: text(value) })));
  return appliedOutputs(values.map((_, i) => json.output![`o${i}`]!["value"] as string));
}

describe("text for Terraform", () => {
  it("leaves what is no template and no marker as it is", () => {
    for (const plain of ["", "100 % of $5", "a } b", "{{User}} may no longer send", '"q" \\ \n', "1e5", "TfToken"]) expect(text(plain)).toBe(plain);
  });

  it("doubles what begins a template", () => {
    expect(text('${file("/etc/passwd")} %{if true}')).toBe('$${file("/etc/passwd")} %%{if true}');
  });

  it("splits cdktf's own markers by a template that evaluates to a part of them", () => {
    expect(text("${TfToken[TOKEN.0]}")).toBe('$${TfToken${"["}TOKEN.0]}');
    expect(text("-1.8881545897087626e+289")).toBe('-1.8881545897087626${"e"}+289');
    expect(text("String Map Token Value")).toBe('${"S"}tring Map Token Value');
    expect(text("Any Map Token Value")).toBe('${"A"}ny Map Token Value');
  });

  it("brings any text through cdktf as that text", () => {
    fc.assert(
      fc.property(fc.array(hostileText(MARKERS), { minLength: 1, maxLength: 40 }), (values) => {
        expect(synthesized(values)).toEqual({ inOutput: values, inResource: values });
      }),
      { seed: 20_261_120, numRuns: 100 },
    );
  });

  // cdktf reads a number token anywhere after an "e"; here the one before it is split, and the marker is left to stand alone.
  it("brings a marker through that follows the exponent of a number of hundreds of digits", () => {
    const values = [`1${"0".repeat(290)}e${MARKERS[2]!}`];
    expect(synthesized(values)).toEqual({ inOutput: values, inResource: values });
  });

  itWithTerraform("brings any text through Terraform as that text", () => {
    // Terraform keeps strings in Unicode's composed form (NFC).
    const values = fc.sample(hostileText(MARKERS), { seed: 20_261_120, numRuns: 300 }).map((value) => value.normalize("NFC"));
    expect(applied(values)).toEqual(values);
  });
});
