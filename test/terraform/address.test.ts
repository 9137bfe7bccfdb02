import fc from "fast-check";
import { bracketed, instanceKey, isDataAddress, modulePrefix, withoutKeys, written } from "../../terraform/address";

describe("an address", () => {
  it.each([
    ["data.azuread_group.g", true],
    ["module.a.data.azuread_group.g", true],
    ['module.a["x.data.y"].data.azuread_group.g[0]', true],
    ["azuread_group.data", false],
    ["terraform_data.x", false],
    ["module.data.azuread_group.g", false],
    ["module.metadata.azuread_group.g", false],
    ['module.a["data."].azuread_group.g', false],
  ])("%s is that of a data source: %s", (address, data) => {
    expect(isDataAddress(address)).toBe(data);
  });

  it("has a module, and keys, in front of which it stands", () => {
    expect(modulePrefix('module.a["x].y"].module.größe[0].azuread_group.g["z"]')).toBe('module.a["x].y"].module.größe[0].');
    expect(modulePrefix("azuread_group.module")).toBe("");
    expect(withoutKeys('module.a["x].y"].azuread_group.g[0]')).toBe("module.a.azuread_group.g");
  });

  it("is written with names after dots, and all else in brackets", () => {
    expect(written("azuread_application.a", ["app_role_ids", "Mail.Send", 0, "größe"])).toBe('azuread_application.a.app_role_ids["Mail.Send"][0].größe');
  });

  it("gives back any key that was put behind it", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: fc.oneof(fc.constantFrom("$", "{", "%", '"', "\\", "]", ".", "\n"), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })) }), fc.nat()), (key) => {
      const address = `module.a.azuread_group.g${bracketed(key)}`;
      expect(instanceKey(address)).toBe(key);
      expect(withoutKeys(address)).toBe("module.a.azuread_group.g");
    }));
  });
});
