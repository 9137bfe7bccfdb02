import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageDir, packageVersion } from "../../catalogue/location";
import { loadRelease, recordedVersions } from "../../catalogue/releases";
import { compareVersions } from "../../catalogue/version";
import { recordText, writeRecord } from "../../cli/record-release";
import { isResource, resourceType } from "../../cli/upgrade/compare";
import { referenceStacks } from "../../cli/upgrade/references";
import { recordStack } from "../../cli/upgrade/record";
import { replaces } from "../../cli/upgrade/replaces";
import { folderWith } from "../support/folder-with-files";
import { refusal } from "../support/refusal";

const changelog = readFileSync(join(packageDir(), "CHANGELOG.md"), "utf8");
const sections = [...changelog.matchAll(/^## \[?(\d+\.\d+\.\d+)\]?/gmu)].map(([, version]) => version);

describe("the records of releases", () => {
  it("are there, from the first release on", () => expect(recordedVersions()[0]).toBe("0.1.0"));

  it.each(recordedVersions())("hold of %s what it made of the reference tenants", (version) => {
    const release = loadRelease(version);
    expect(release.version).toBe(version);
    expect(Object.values(release.tenants).flatMap((stack) => Object.keys(stack)).length).toBeGreaterThan(50);
  });

  it("each have a section in the changelog, as the version at hand has, the newest first", () => {
    expect(sections).toEqual([...new Set([...recordedVersions(), packageVersion()])].sort(compareVersions).reverse());
  });

  it("end before the version at hand, or with just what it makes", () => {
    const newest = recordedVersions().at(-1)!;
    expect(compareVersions(newest, packageVersion())).toBeLessThanOrEqual(0);
    if (newest !== packageVersion()) return;
    const { tenants } = JSON.parse(recordText(newest)) as { tenants: unknown };
    expect(loadRelease(newest).tenants).toEqual(tenants);
  });

  it("are written as they are read", () => {
    const { version, tenants } = JSON.parse(recordText("9.9.9")) as { version: string; tenants: Record<string, unknown> };
    expect(version).toBe("9.9.9");
    expect(tenants).toEqual(Object.fromEntries(referenceStacks().map(({ name, terraform }) => [name, recordStack(terraform, "9.9.9")])));
  });

  it("are written once: another record of a version is refused, the same one is not", () => {
    const folder = folderWith({ "0.2.0.json": "old" });
    const file = join(folder, "0.2.0.json");
    expect(refusal(() => writeRecord(file, "new"), folder)).toEqual(["0.2.0.json: is recorded already, and the code now makes something else; raise the version in package.json, or, if this one was not released yet, remove the record first"]);
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(() => writeRecord(file, "old")).not.toThrow();
    writeRecord(join(folder, "0.3.0.json"), "new");
    expect(readFileSync(join(folder, "0.3.0.json"), "utf8")).toBe("new");
  });

  it("hold no type of resource of which it isn't known what replaces it", () => {
    const addresses = [...recordedVersions().flatMap((version) => Object.values(loadRelease(version).tenants)), ...referenceStacks().map(({ terraform }) => recordStack(terraform, "9.9.9"))].flatMap((stack) => Object.keys(stack));
    const types = [...new Set(addresses.filter(isResource).map(resourceType))];
    expect(types.length).toBeGreaterThan(10);
    expect(types.filter((type) => replaces(type, "name") === undefined)).toEqual([]);
  });

  it("are refused by the name that they don't have, with those they have", () => {
    expect(refusal(() => loadRelease("0.1.O"))).toEqual([`--changes-since: "0.1.O" is no recorded release; recorded are ${recordedVersions().join(", ")}, and this version is ${packageVersion()}; did you mean 0.1.0?`]);
    expect(refusal(() => loadRelease("../../package"))[0]).toMatch(/^--changes-since: "..\/..\/package" is no recorded release; recorded are 0\.1\.0/u);
  });
});
