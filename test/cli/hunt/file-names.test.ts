import { FileNames } from "../../../cli/hunt/file-names";

const said = (...files: readonly string[]) => {
  const names = new FileNames(files);
  return [names.inWords(), ...files.map(names.short)];
};

describe("FileNames", () => {
  it("leaves out the folder that all files are in, and says it once", () => {
    expect(said("logs/a.json", "logs/b.json")).toEqual(["2 files in logs/", "a.json", "b.json"]);
    expect(said("/x/logs/a.json", "/x/logs/old/b.json", "/x/logs/old/c.json")).toEqual(["3 files in /x/logs/", "a.json", "old/b.json", "old/c.json"]);
  });

  it("says a single file whole", () => expect(said("/x/logs/a.json")).toEqual(["/x/logs/a.json", "a.json"]));
  it("leaves out no part of a folder's name", () => expect(said("logs1/a.json", "logs2/a.json")).toEqual(["2 files", "logs1/a.json", "logs2/a.json"]));
  it("tells files of one name apart, whatever one of them lacks", () => expect(said("a.json", "logs/a.json")).toEqual(["2 files", "a.json", "logs/a.json"]));
  it("leaves a name that it doesn't know as it is", () => expect(new FileNames(["logs/a.json"]).short("b.json")).toBe("b.json"));
});
