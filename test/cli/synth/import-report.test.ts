import { importReport, renderImportReport, renderTenantImports } from "../../../cli/synth/import-report";
import type { TenantSummary } from "../../../cli/summary";

type Imports = NonNullable<TenantSummary["imports"]>;
type Imported = Imports["imported"][number];

const imported = (name: string, ...listedAs: string[]): Imported => ({ to: `azurerm_x.${name}`, id: `/providers/a/b/${name}`, listedAs });

/** Of a summary only what is read of it here. */
function summaryWith(imports?: Partial<Imports>): TenantSummary {
  return { resources: 31, ...(imports === undefined ? {} : { imports: { imported: [], notLookedFor: [], ...imports } }) } as unknown as TenantSummary;
}

const linesOf = (imports?: Partial<Imports>): string[] => renderTenantImports(summaryWith(imports), 120, 10);

describe("what is said of a tenant's imports", () => {
  it("is nothing where nobody said what exists", () => {
    expect(linesOf()).toEqual([]);
  });

  it("is how many of its resources exist, of those listed nothing more", () => {
    expect(linesOf({ imported: [imported("a", "/providers/a/b/a")] })).toEqual(["    imports   1 of 31 resources"]);
  });

  it("is which exist only since something in them does", () => {
    expect(linesOf({ imported: [imported("a", "/providers/a/b/a"), imported("g"), imported("w")] })).toEqual(["    imports   3 of 31 resources, 2 of them because the list names what they hold: azurerm_x.g, azurerm_x.w"]);
  });

  it("is what no list can tell, once for each reason, and safe to print", () => {
    const notLookedFor = [
      { address: "azuread_y.a", reason: "Entra drew its id" },
      { address: "azurerm_z.b", reason: "its name is \u001b[31mred" },
      { address: "azuread_y.c", reason: "Entra drew its id" },
    ];
    expect(linesOf({ notLookedFor })).toEqual(["    imports   0 of 31 resources", "    can't be looked for in a list", "      - azuread_y.a, azuread_y.c: Entra drew its id", "      - azurerm_z.b: its name is \\u001b[31mred"]);
  });
});

describe("what is said of the whole list", () => {
  const listed = new Map([["/a", "/A"], ["/b", "/B"], ["/c", "/C"]]);

  it("has the ids that no stack declares, as they were written", () => {
    expect(importReport(listed, [summaryWith({ imported: [imported("x", "/a")] }), summaryWith({ imported: [imported("y", "/c"), imported("z")] })])).toEqual({ ids: 3, notDeclared: ["/B"] });
  });

  it("names ten of them, and tells of the rest", () => {
    const ids = [...Array(13).keys()].map((i) => `/${i}`);
    const lines = renderImportReport({ ids: 20, notDeclared: ids }, 0, 120).split("\n");
    expect(lines).toEqual(["20 ids in the list, 7 declared by these stacks; left alone:", ...ids.slice(0, 10).map((id) => `  - ${id}`), "  and 3 more; --format json names all"]);
  });

  it("ends in the next step, where there are blocks", () => {
    expect(renderImportReport({ ids: 2, notDeclared: [] }, 2, 200).split("\n")).toEqual([
      "2 ids in the list, 2 declared by these stacks",
      "A plan names what it imports, and what it would change of it. Once that is applied, synthesize again without --import-existing.",
    ]);
  });
});
