import fc from "fast-check";
import { loadTables } from "../../../catalogue/tables";
import { DocumentSplitter } from "../../../hunt/records/document-splitter";
import type { Json, JsonObject } from "../../../hunt/records/json";
import { LineSplitter } from "../../../hunt/records/line-splitter";
import type { Splitter } from "../../../hunt/records/place";
import { Recogniser } from "../../../hunt/records/recognise";
import { alertRecord, entraRecord, exchangeRecord, wrapped } from "../../support/audit-record";

const recogniser = new Recogniser(loadTables());
const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const WHOLE = [exchangeRecord(), entraRecord(), alertRecord(), wrapped(exchangeRecord())] as unknown as readonly JsonObject[];

/** A whole record with some of its fields exchanged for anything. */
const mangled = fc.constantFrom(...WHOLE).chain((record) => fc.dictionary(fc.constantFrom(...Object.keys(record), "category", "properties", "time", "TimeGenerated", "__proto__", "toString"), value).map((changes) => ({ ...record, ...changes })));

function read(splitter: Splitter, texts: readonly string[]): unknown[] {
  return [...texts.flatMap((text) => splitter.feed(text)), ...splitter.end()];
}

describe("whatever a record holds", () => {
  it("it is recognised, or skipped for a reason", () => {
    fc.assert(
      fc.property(mangled, (record) => {
        const found = recogniser.recognise(record);
        expect("skipped" in found ? found.skipped : found.rows.length).toBeTruthy();
      }),
      { numRuns: 500, seed: 20_261_102 },
    );
  });

  it("it is cut out of its file whole, wherever the file is cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), value), { minLength: 1, maxLength: 5 }), fc.array(fc.nat({ max: 200 }), { maxLength: 5 }), fc.boolean(), (records, cuts, pretty) => {
        const list = JSON.stringify(records, undefined, pretty ? 1 : undefined);
        const lines = records.map((record) => JSON.stringify(record)).join("\n");
        const places = [0, ...[...cuts].sort((a, b) => a - b), Infinity];
        const pieces = (text: string): string[] => places.slice(1).map((end, index) => text.slice(places[index], end));
        const written = JSON.parse(list) as unknown[];
        expect(read(new DocumentSplitter(), pieces(list))).toEqual(written.map((json, index) => ({ place: { line: index + 1 }, json })));
        expect(read(new LineSplitter(), pieces(lines))).toEqual(read(new LineSplitter(), [lines]));
      }),
      { numRuns: 300, seed: 20_261_102 },
    );
  });

  it.each([
    ["a resource's path", { time: "2026-11-02T09:00:00Z", category: "Write", operationName: "x", resourceId: "/providers/a".repeat(400_000) }],
    ["a cmdlet's parameters", exchangeRecord({ Parameters: `-A ${'"`'.repeat(1_000_000)}` })],
    ["a changed property", entraRecord({ ModifiedProperties: [{ Name: "X", NewValue: `[${'"\\\\",'.repeat(300_000)}1]`, OldValue: `{"a":"${"\\\\".repeat(1_000_000)}` }] })],
    ["an alert's user", alertRecord({ Data: "{}", ObjectId: "@".repeat(2_000_000) })],
    ["a field's name", { ...exchangeRecord(), ["x".repeat(4_000_000)]: 1 }],
  ])("it takes no time out of proportion: %s of some megabytes", (_what, record) => {
    const began = performance.now();
    recogniser.recognise(record);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
