import { join } from "node:path";
import { loadTenants } from "../../catalogue/load-tenants";
import { refusal } from "../support/refusal";
import { folderWith } from "../support/folder-with-files";
import { tenantFolder, tenantText } from "../support/tenant-file";

const A = { name: "a-corp", tenantId: "3f1b6f3e-52a1-4f0c-9d55-8b6c9e0a1c0a" };
const B = { name: "b-corp", tenantId: "3f1b6f3e-52a1-4f0c-9d55-8b6c9e0a1c0b" };

const names = (folder: string): string[] => loadTenants(folder, []).map(({ name }) => name);
const refused = (folder: string): string[] => refusal(() => loadTenants(folder, []), folder);

describe("a folder of tenants", () => {
  it("is read in the order of its files' names", () => {
    expect(names(tenantFolder({ "2.yaml": A, "1.yml": B }))).toEqual(["b-corp", "a-corp"]);
  });

  it("may hold bases, hidden files and files of other kinds, which are no tenants", () => {
    const folder = folderWith({ "a.yaml": tenantText(A), "_common.yaml": "cloud: public\n", ".hidden.yaml": "x", "README.md": "x", "a.yaml.bak": "x", "sub/b.yaml": "x" });
    expect(names(folder)).toEqual(["a-corp"]);
  });

  it("shares a base by extends", () => {
    const folder = folderWith({ "a.yaml": `extends: _common.yaml\n${tenantText({ ...A, location: undefined })}`, "_common.yaml": "location: northeurope\n" });
    expect(loadTenants(folder, [])[0]).toMatchObject({ name: "a-corp", location: "northeurope" });
  });

  it("is refused where it is missing", () => {
    const folder = folderWith();
    expect(refusal(() => loadTenants(join(folder, "tenants"), []), folder)).toEqual(["tenants: does not exist; `mailbox-baseline init` writes a first tenant file, --tenants names another folder"]);
  });

  it("is refused where it is a file", () => {
    const folder = folderWith({ tenants: "" });
    expect(refusal(() => loadTenants(join(folder, "tenants"), []), folder)).toEqual(["tenants: cannot be read as a folder: ENOTDIR"]);
  });

  it.each([{}, { "_common.yaml": "" }, { "a.json": "{}" }])("is refused where it holds no tenant: %j", (files) => {
    const folder = folderWith({ "tenants/.keep": "", ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`tenants/${name}`, text])) });
    expect(refusal(() => loadTenants(join(folder, "tenants"), []), folder)).toEqual(["tenants: holds no tenant file (*.yaml); `mailbox-baseline init` writes one"]);
  });

  it("is refused where two files bear one name", () => {
    const folder = tenantFolder({ "1.yaml": A, "2.yaml": { ...B, name: "a-corp" } });
    expect(refused(folder)).toEqual([`2.yaml:1 name: a-corp is taken by ${join(folder, "1.yaml")}; every tenant needs its own`]);
  });

  it("is refused where two files describe one tenant, in whatever case", () => {
    const folder = tenantFolder({ "1.yaml": A, "2.yaml": { ...B, tenantId: A.tenantId.toUpperCase() } });
    expect(refused(folder)).toEqual([`2.yaml:2 tenantId: ${A.tenantId} is taken by ${join(folder, "1.yaml")}; every tenant needs its own`]);
  });

  it("is refused with every fault of every file at once, each with its file and line", () => {
    const folder = folderWith({
      "1.yaml": tenantText({ ...A, cloud: "private", exeptions: [] }),
      "2.yaml": "name: [\n",
      "3.yaml": `extends: _base.yaml\n${tenantText({ ...B, location: undefined, alerting: "sentinel" })}`,
      "4.yaml": tenantText({ name: "d-corp" }),
      "5.yaml": tenantText({ name: "d-corp" }),
      "_base.yaml": "# base\nlocation: west/europe\n",
    });
    const faults = refused(folder);
    expect(faults).toEqual(expect.arrayContaining([
      expect.stringMatching(/^1\.yaml:\d+ cloud: "private" is none of /u),
      expect.stringMatching(/^1\.yaml:\d+ exeptions: is not a key here; did you mean exceptions\?$/u),
      expect.stringMatching(/^2\.yaml:\d+: is not well-formed YAML: /u),
      '_base.yaml:2 location: "west/europe" is not an Azure region; write one such as westeurope',
      `5.yaml:1 name: d-corp is taken by ${join(folder, "4.yaml")}; every tenant needs its own`,
      expect.stringMatching(/^5\.yaml:2 tenantId: .* is taken by /u),
    ]));
    expect(faults).toHaveLength(6);
  });
});
