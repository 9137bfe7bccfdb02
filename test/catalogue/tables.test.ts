import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { loadConnectors } from "../../catalogue/connectors";
import { loadEvents } from "../../catalogue/events";
import { loadCatalogue } from "../../catalogue/load";
import { bundledCatalogueDir } from "../../catalogue/location";
import { loadTables } from "../../catalogue/tables";
import { folderWith } from "../support/folder-with-files";
import { refusal } from "../support/refusal";

const folder = join(bundledCatalogueDir(), "tables");
const files = readdirSync(folder);

describe("the tables", () => {
  const tables = loadTables();

  it.each(files)("%s reads as YAML does, and names where it is documented", (file) => {
    const { sources, columns } = parse(readFileSync(join(folder, file), "utf8")) as { sources: string[]; columns: Record<string, string> };
    expect(Object.fromEntries((tables.get(basename(file, ".yaml")) ?? []).map(({ name, type }) => [name, type]))).toEqual(columns);
    expect(sources.filter((source) => source.startsWith("https://learn.microsoft.com/"))).toEqual(sources);
    expect(sources).not.toEqual([]);
  });

  it("have a time", () => {
    const timeless = [...tables].filter(([, columns]) => !columns.some(({ name, type }) => type === "datetime" && (name === "TimeGenerated" || name === "Timestamp")));
    expect(timeless.map(([name]) => name)).toEqual([]);
  });

  it("are all there that a connector brings", () => {
    const brought = Object.values(loadConnectors()).flatMap((connector) => connector.tables);
    expect(brought.filter((name) => !tables.has(name))).toEqual([]);
  });

  it("know a column by its documented type", () => {
    const typeOf = (table: string, column: string) => tables.get(table)?.find(({ name }) => name === column)?.type;
    expect(typeOf("OfficeActivity", "Parameters")).toBe("string");
    expect(typeOf("AuditLogs", "TargetResources")).toBe("dynamic");
    expect(typeOf("SigninLogs", "IsInteractive")).toBe("bool");
    expect(typeOf("EmailUrlInfo", "Timestamp")).toBe("datetime");
  });
});

describe("the tables and the detections", () => {
  const tables = loadTables();
  const detections = loadCatalogue();

  it.each(detections.map((detection) => [detection.id, detection] as const))("%s reads tables and tests on columns that are documented", (_, detection) => {
    expect(detection.tables.filter((table) => !tables.has(table))).toEqual([]);
    const { common = {}, fires = [], quiet = [] } = loadEvents(detection) ?? {};
    const rows = [...fires, ...quiet].flatMap((event) => Object.entries(event.rows).flatMap(([table, records]) => records.map((record) => [table, { ...common[table], ...record }] as const)));
    const strange = rows.flatMap(([table, record]) => Object.keys(record).filter((key) => !tables.get(table)?.some(({ name }) => name === key)).map((key) => `${table}.${key}`));
    expect(strange).toEqual([]);
  });
});

describe("a table's file", () => {
  const reading = (text: string) => {
    const made = folderWith({ "Mine.yaml": text });
    return { made, load: () => loadTables(made) };
  };

  it("gives its columns in their order, comments and blank lines apart", () => {
    const { load } = reading("# Ours.\nsources:\n  - https://example.com/mine\n\ncolumns:\n  B: long\n  _A: dynamic\n");
    expect([...load()]).toEqual([["Mine", [{ name: "B", type: "long" }, { name: "_A", type: "dynamic" }]]]);
  });

  it.each([
    ["columns:\n  A: strng\n", 'Mine.yaml:2 A: "strng" is none of bool, int, long, real, decimal, string, datetime, timespan, guid, dynamic; write one of them'],
    ["columns:\n  A: string\n  A: long\n", "Mine.yaml:3 A: stands here twice; keep one of them"],
    ["columns:\n  A: string\n  - B\n", 'Mine.yaml:3: "  - B" is none of its lines; under sources: write `  - https://…`, under columns: `  Name: type`'],
    ["sources:\n  - https://example.com/\n", "Mine.yaml columns: is missing; add it: one `  Name: type` a line"],
  ])("is refused for %j", (text, fault) => {
    const { made, load } = reading(text);
    expect(refusal(load, made)).toEqual([fault]);
  });

  it("is told every fault it has", () => {
    const { made, load } = reading("columns:\n  A: x\n  B: string\n  C: y\nD\n");
    expect(refusal(load, made).map((fault) => fault.split(" ")[0])).toEqual(["Mine.yaml:2", "Mine.yaml:4", "Mine.yaml:5:"]);
  });
});
