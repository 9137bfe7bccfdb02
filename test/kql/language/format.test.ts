import { join } from "node:path";
import type { Detection } from "../../../catalogue/detection";
import { loadEvents } from "../../../catalogue/events";
import { loadCatalogue } from "../../../catalogue/load";
import { loadTables } from "../../../catalogue/tables";
import { bind } from "../../../kql/bind";
import { formatQuery } from "../../../kql/language/format";
import { ownBindings } from "../../../hunt/bound-query";
import { sourceOfRecords } from "../../../kql/tables/rows-source";
import type { TableSource } from "../../../kql/tables/source";
import { type Ran, run } from "../support/run";

const comments = (query: string): string[] => [...query.matchAll(/(?:^|\s)(\/\/.*)$/gmu)].map(([, comment = ""]) => comment.trim());

/** All records of a detection's events at once. */
function tablesOf(detection: Detection): Map<string, TableSource> {
  const { common = {}, fires, quiet } = loadEvents(detection) ?? { fires: [], quiet: [] };
  return new Map(
    detection.tables.map((table) => {
      const records = [...fires, ...quiet].flatMap(({ rows }) => (rows[table] ?? []).map((row) => ({ ...common[table], ...row })));
      return [table, sourceOfRecords(loadTables().get(table) ?? [], records, () => ({ file: join(detection.folder, "events.yaml") }))];
    }),
  );
}

describe("a formatted query", () => {
  const detections = loadCatalogue();
  const answer = (query: string, detection: Detection): Ran => run(bind(query, ownBindings(detection)), { database: { tables: tablesOf(detection) }, now: loadEvents(detection)?.now ?? "" });
  const answers = new Map<Detection, Ran>();
  /** To run every query takes seconds. */
  const ownAnswer = (detection: Detection): Ran => {
    const answered = answers.get(detection) ?? answer(detection.query, detection);
    answers.set(detection, answered);
    return answered;
  };

  it.each(detections.map((detection) => [detection.id, detection] as const))("keeps every comment of %s, and answers the same", (_, detection) => {
    const { faults, formatted } = formatQuery(detection.query);
    expect(faults).toEqual([]);
    expect(comments(formatted)).toEqual(comments(detection.query));
    expect(answer(formatted, detection)).toEqual(ownAnswer(detection));
  });

  it("has answers to compare: most detections fire on their events without any value of a tenant", () => {
    const firing = detections.filter((detection) => ownAnswer(detection).rows.length > 0);
    expect(firing.length).toBeGreaterThan(6);
  });

  it.each([
    "T|where a==1 and(b has'x')|summarize count()by bin(t,1h),c",
    "let f=(x:long,y:string='a'){x+1};\nprint f( 1 ) // one\n// two\n",
    "T | extend s = ```several\n  lines   // no comment\n``` | project s",
    "T\n// first\n| where a in('x','y') // second\n\n\n| join kind=inner(U|take 1)on a\n",
    "datatable(a:long,b:string)[1,'x',\n2,'y']",
  ])("does not change when it is formatted again: %j", (query) => {
    const { formatted } = formatQuery(query);
    expect(formatQuery(formatted).formatted).toBe(formatted);
    expect(formatted.endsWith("\n")).toBe(true);
  });

  it("ends its lines as they were", () => {
    expect(formatQuery("T\n|take 1").formatted).toBe("T\n| take 1\n");
    expect(formatQuery("T\r\n|take 1").formatted).toBe("T\r\n| take 1\r\n");
  });

  it("is as it was where it can't be read, and says where that is", () => {
    const { faults, formatted } = formatQuery("print 1\n| where (");
    expect(faults[0]).toEqual({ line: 2, column: 10, message: "Missing expression" });
    expect(formatted).toBe("print 1\n| where (");
    expect(formatQuery(" \n")).toEqual({ faults: [], formatted: " \n" });
  });
});
