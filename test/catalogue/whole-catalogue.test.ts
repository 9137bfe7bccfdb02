import { join } from "node:path";
import { tenantBaseline } from "../../catalogue/baseline";
import { loadControls } from "../../catalogue/controls";
import type { Detection } from "../../catalogue/detection";
import { loadEvents } from "../../catalogue/events";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import { packageDir } from "../../catalogue/location";
import { queryWords } from "../../catalogue/query-words";
import { LONGEST_QUERY } from "../../catalogue/service-limits";
import { parameterFault } from "../../catalogue/tenant-rules";
import { readYaml } from "../../catalogue/yaml-document";
import { bind } from "../../kql/bind";
import { NOW } from "../support/tenant-in-code";

/** Frozen: an id is a resource's name and address in everyone's state. */
const RELEASED = [
  "organization-mailbox-auditing-disabled", "unified-audit-log-disabled", "mailbox-audit-bypassed", "exchange-audit-silent", "mailbox-full-access-granted",
  "mailbox-folder-permission-granted", "mailbox-protocols-enabled", "user-restricted-from-sending", "app-mail-role-granted", "app-mail-consent-granted",
];

const catalogue = loadCatalogue();
const each = catalogue.map((detection) => [detection.id, detection] as const);

describe("the bundled catalogue", () => {
  it.each(RELEASED)("holds %s, which is released", (id) => {
    expect(catalogue.map((d) => d.id)).toContain(id);
  });

  it("gives every rule a GUID of its own", () => {
    const guids = catalogue.map((d) => (readYaml(d.file).value as { id: unknown }).id);
    for (const guid of guids) expect(guid).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
    expect(new Set(guids).size).toBe(guids.length);
  });

  it("gives every query for the investigation an id of its own", () => {
    const ids = catalogue.flatMap((d) => d.investigation.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(each)("%s", (_, detection) => {
  const baseline = detection.baseline!;

  it("serves controls that there are", () => {
    const controls = loadControls();
    expect(baseline.controls.length).toBeGreaterThan(0);
    expect(baseline.controls.filter((id) => !controls.has(id))).toEqual([]);
  });

  it("says why it matters, what it can't see, and where that is written", () => {
    expect(baseline.why.length).toBeGreaterThan(40);
    expect(baseline.blindSpots.length).toBeGreaterThan(0);
    expect(baseline.references?.length).toBeGreaterThan(0);
    for (const reference of baseline.references!) expect(reference).toMatch(/^https:\/\/\S+$/u);
  });

  it("has a runbook of 3 to 7 steps", () => {
    expect(baseline.runbook!.length).toBeGreaterThanOrEqual(3);
    expect(baseline.runbook!.length).toBeLessThanOrEqual(7);
  });

  it("has at least 3 events that fire and 4 near misses, each with a name of its own", () => {
    const { fires, quiet } = loadEvents(detection)!;
    expect(fires.length).toBeGreaterThanOrEqual(3);
    expect(quiet.length).toBeGreaterThanOrEqual(4);
    const names = [...fires, ...quiet].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("has events on tables that it reads", () => {
    const { fires, quiet } = loadEvents(detection)!;
    const tables = [...fires, ...quiet].flatMap(({ rows }) => Object.keys(rows));
    expect(tables.filter((table) => !detection.tables.includes(table))).toEqual([]);
  });

  it("has a default of its type for every parameter of its own", () => {
    const own = Object.entries(baseline.parameters ?? {}).filter(([, p]) => p.from === undefined);
    expect(own.filter(([, p]) => p.type === undefined || p.default === undefined || p.description === undefined)).toEqual([]);
    expect(own.map(([, p]) => parameterFault(p.type!, p.default))).toEqual(own.map(() => undefined));
  });

  it("uses every parameter, and its exceptions, in its query", () => {
    const names = [...Object.keys(baseline.parameters ?? {}), ...(baseline.exceptions === undefined ? [] : ["exceptions"])];
    expect(names.filter((name) => !queryWords(detection.query).has(name))).toEqual([]);
  });

  it("has every column that its alerts name in its query", () => {
    const words = queryWords(detection.query);
    expect(alertColumns(detection).filter((column) => !words.has(column))).toEqual([]);
  });

  it("reads tables that could be told", () => {
    expect(detection.tables).not.toEqual([]);
  });
});

function alertColumns({ entityMappings, customDetails, alertDetails }: Detection): string[] {
  const formats = [alertDetails?.displayNameFormat, alertDetails?.descriptionFormat].join(" ");
  return [
    ...entityMappings.flatMap((entity) => entity.fieldMappings.map(({ columnName }) => columnName)),
    ...Object.values(customDetails),
    ...[...formats.matchAll(/\{\{([^}]*)\}\}/gu)].map((match) => match[1]!),
    ...[alertDetails?.severityColumnName, alertDetails?.tacticsColumnName].filter((column) => column !== undefined),
    ...(alertDetails?.dynamicProperties ?? []).map(({ value }) => value),
  ];
}

describe.each(loadTenants(join(packageDir(), "tenants"), catalogue).map((tenant) => [tenant.name, tenant] as const))("in the sample tenant %s", (_, tenant) => {
  it("every query, with what it reads of the tenant, is short enough for the service", () => {
    const lengths = tenantBaseline(tenant, catalogue, NOW).map(({ detection, bindings }) => [detection.id, bind(detection.query, bindings).length] as const);
    expect(lengths).toHaveLength(catalogue.length);
    expect(lengths.filter(([, length]) => length > LONGEST_QUERY)).toEqual([]);
  });
});
