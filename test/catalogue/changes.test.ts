import { join } from "node:path";
import { stringify } from "yaml";
import { bundledChanges, loadChanges, type CatalogueChanges } from "../../catalogue/changes";
import { readChangesFile } from "../../catalogue/changes-file";
import { changesFaults } from "../../catalogue/changes-rules";
import { formatFault } from "../../catalogue/fault";
import { loadCatalogue } from "../../catalogue/load";
import { detectionWith } from "../support/detection";
import { folderWith } from "../support/folder-with-files";
import { refusal } from "../support/refusal";
import { ruleText } from "../support/rule-folder";

const SINCE = "0.2.0";
const renamed = (from: string, to: string, since = SINCE) => ({ from, to, since });
const retired = (id: string, since = SINCE) => ({ id, since, destroy: true, why: "It fired on everything." });

/** A catalogue of its own with these detections, and what its changes.yaml says. */
function catalogue(ids: readonly string[], changes?: object | string, below = "detections/"): string {
  const rules = Object.fromEntries(ids.map((id) => [`${below}${id}/rule.yaml`, ruleText()]));
  return folderWith({ ...rules, ...(changes === undefined ? {} : { "changes.yaml": typeof changes === "string" ? changes : stringify(changes) }) });
}

function load(...dirs: string[]): CatalogueChanges {
  return loadChanges(loadCatalogue(dirs), dirs);
}

describe("what became of detections", () => {
  it("is read of the package's own catalogue and fits it", () => {
    expect(loadChanges(loadCatalogue())).toEqual(bundledChanges());
  });

  it("is read of a further catalogue too, which may have no such file", () => {
    const changes = { renamed: [renamed("old", "new")], retired: [retired("gone")] };
    const { renamed: ours, retired: oursRetired } = bundledChanges();
    expect(load(catalogue(["kept"]), catalogue(["new"], changes))).toEqual({ renamed: [...ours, ...changes.renamed], retired: [...oursRetired, ...changes.retired] });
  });

  it.each([
    ["a folder of detections alone", "", (dir: string) => dir],
    ["the folder detections itself", "detections/", (dir: string) => join(dir, "detections")],
  ])("stands at the top of %s", (_, below, named) => {
    expect(load(named(catalogue(["new"], { renamed: [renamed("old", "new")] }, below))).renamed).toContainEqual(renamed("old", "new"));
  });

  it.each([["an empty file", ""], ["comments alone", "# Nothing was renamed yet.\n"]])("is nothing in %s", (_, text) => {
    expect(load(catalogue(["kept"], text))).toEqual(bundledChanges());
  });

  it("is nothing where a later catalogue keeps on what an earlier one let go", () => {
    const first = catalogue(["new"], { renamed: [renamed("old", "new")], retired: [retired("gone")] });
    expect(load(first, catalogue(["old", "gone"]))).toEqual(bundledChanges());
  });

  it("may be a chain of renames, also to what was retired since, across catalogues", () => {
    const first = catalogue(["kept"], { renamed: [renamed("a", "b", "1.0.0"), renamed("b", "c", "1.1.0")], retired: [retired("c", "2.0.0")] });
    expect(load(first).renamed.slice(-2)).toEqual([renamed("a", "b", "1.0.0"), renamed("b", "c", "1.1.0")]);
    const atOnce = [renamed("a", "b", "1.0.0"), renamed("b", "kept", "1.0.0")];
    expect(load(catalogue(["kept"], { renamed: atOnce })).renamed.slice(-2)).toEqual(atOnce);
    expect(load(catalogue(["mine"], {}), catalogue(["yours"], { renamed: [renamed("old", "mine")] })).renamed).toContainEqual(renamed("old", "mine"));
  });
});

describe("a changes.yaml is refused", () => {
  it.each<[string, object | string, string[]]>([
    ["what is no map", "- old", ["changes.yaml:1: a list is not a map; write `key: value` lines"]],
    ["an empty list", "[]", ["changes.yaml:1: a list is not a map; write `key: value` lines"]],
    ["a key that it doesn't have", { renames: [] }, ["changes.yaml:1 renames: is not a key here; did you mean renamed?"]],
    [
      "ids, versions and answers that are none",
      { renamed: [{ from: "an id", to: "new", since: "next" }], retired: [{ id: "gone", since: 1, destroy: "no", why: "" }] },
      [
        'changes.yaml:2 renamed[0].from: "an id" is not a detection\'s id; write letters, digits, hyphens and underscores, a letter first',
        'changes.yaml:4 renamed[0].since: "next" is not a version; write three numbers, such as 0.2.0',
        "changes.yaml:7 retired[0].since: 1 is not a version; write three numbers, such as 0.2.0",
        'changes.yaml:8 retired[0].destroy: "no" is neither true nor false; write one of them',
        'changes.yaml:9 retired[0].why: "" is not text; write in a sentence why',
      ],
    ],
    ["a detection renamed that is there still", { renamed: [renamed("kept", "new")] }, ["changes.yaml:2 renamed[0].from: kept is a detection still (detections/kept/rule.yaml); rename its folder to new, or remove this entry"]],
    ["a detection retired that is there still, in another case", { retired: [retired("Kept")] }, ["changes.yaml:2 retired[0].id: Kept is a detection still (detections/kept/rule.yaml); remove its folder, or remove this entry"]],
    ["a new id that is nothing", { renamed: [renamed("old", "nwe")] }, ["changes.yaml:3 renamed[0].to: nwe is no detection, and was not renamed or retired later; did you mean new?"]],
    ["a new id that is like nothing", { renamed: [renamed("old", "something-else")] }, ["changes.yaml:3 renamed[0].to: something-else is no detection, and was not renamed or retired later; write the id that it has now"]],
    ["two names for one", { renamed: [renamed("old", "new"), renamed("old", "kept")] }, ["changes.yaml:5 renamed[1].from: old is renamed at changes.yaml:2 already; keep one of the two"]],
    ["two detections that become one", { renamed: [renamed("old", "new"), renamed("older", "new")] }, ["changes.yaml:6 renamed[1].to: another detection becomes new at changes.yaml:2 already, and Terraform moves only one into a place; write older under retired"]],
    [
      "a circle",
      { renamed: [renamed("a", "b"), renamed("b", "a")] },
      ["changes.yaml:3 renamed[0].to: a -> b -> a goes round in a circle; remove the rename that is wrong", "changes.yaml:6 renamed[1].to: b -> a -> b goes round in a circle; remove the rename that is wrong"],
    ],
    ["a new id that differs in case alone", { renamed: [renamed("New", "new")] }, ["changes.yaml:3 renamed[0].to: new differs from New in its letters' case alone, which Azure doesn't tell apart; write another id"]],
    ["a rename of an id to itself", { renamed: [renamed("old", "old")] }, ["changes.yaml:3 renamed[0].to: old is the same id as from; write the id that it has now, or remove this entry"]],
    ["a rename of a detection that is there to itself", { renamed: [renamed("kept", "kept")] }, ["changes.yaml:3 renamed[0].to: kept is the same id as from; write the id that it has now, or remove this entry"]],
    ["a rename to an id that had gone by then", { renamed: [renamed("a", "b", "1.1.0"), renamed("b", "new", "1.0.0")] }, ["changes.yaml:3 renamed[0].to: b was renamed to new in 1.0.0, before 1.1.0; write to: new"]],
    ["an id both renamed and retired", { renamed: [renamed("old", "new")], retired: [retired("old")] }, ["changes.yaml:6 retired[0].id: old is renamed at changes.yaml:2; keep one of the two"]],
    ["an id retired twice", { retired: [retired("old"), retired("old")] }, ["changes.yaml:6 retired[1].id: old is retired at changes.yaml:2 already; keep one of the two"]],
  ])("for %s", (_, changes, faults) => {
    const folder = catalogue(["new", "kept"], changes);
    expect(refusal(() => load(folder), folder).map((line) => line.replaceAll(`${folder}/`, ""))).toEqual(faults);
  });

  it("where it contradicts an earlier catalogue's", () => {
    const first = catalogue(["new"], { renamed: [renamed("old", "new")] });
    const second = catalogue(["other"], { renamed: [renamed("old", "other")] });
    expect(refusal(() => load(first, second), second)).toEqual([`changes.yaml:2 renamed[0].from: old is renamed at ${join(first, "changes.yaml")}:2 already; keep one of the two`]);
  });

  it("with the faults of every file at once", () => {
    expect(refusal(() => load(catalogue(["a"], "- no"), catalogue(["b"], { retired: [retired("b")] })))).toHaveLength(2);
  });

  it("of the package's own where it is of a version that isn't there yet", () => {
    const file = readChangesFile(join(catalogue(["new"], { renamed: [renamed("old", "new", "0.3.0")], retired: [retired("gone", "0.2.1"), retired("gone-too")] }), "changes.yaml"));
    expect(changesFaults(file, [], [detectionWith({ id: "new" })], "0.2.0").map(formatFault).map((line) => line.replace(/^.*changes\.yaml/u, ""))).toEqual([
      ":4 renamed[0].since: 0.3.0 is later than this version, 0.2.0; write the version that made the change",
      ":7 retired[0].since: 0.2.1 is later than this version, 0.2.0; write the version that made the change",
    ]);
  });
});
