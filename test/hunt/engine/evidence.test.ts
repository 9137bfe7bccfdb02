import { distinctPlaces, EvidenceFinder, MOST_PLACES, type SeenRows } from "../../../hunt/engine/evidence";
import type { StoredRow } from "../../../hunt/engine/stored-rows";
import type { Column, Row } from "../../../kql/values/value";

const text = (...names: readonly string[]): Column[] => names.map((name) => ({ name, type: "string" }));
const stored = (line: number, ...row: Row): StoredRow => ({ row, ticks: BigInt(line), place: { file: "log.json", line } });
const lines = (result: readonly Column[], row: Row, ...seen: readonly SeenRows[]) => new EvidenceFinder(result, seen).of(row).places.map(({ line }) => line);

describe("EvidenceFinder", () => {
  const rows = [stored(1, "Ann", "bob"), stored(2, "ann", "carol"), stored(3, "dan", "bob"), stored(4, "ANN", "bob")];
  const seen = { columns: text("Actor", "Mailbox"), rows };

  it("finds the rows that agree with a result in most of what both name, whatever the case", () => {
    expect(lines(text("Mailbox", "Actor"), ["bob", "ann"], seen)).toEqual([1, 4]);
    expect(lines(text("Actor"), ["dan"], seen)).toEqual([3]);
  });

  it("compares what is empty with nothing", () => expect(lines(text("Actor", "Mailbox"), ["", "carol"], { ...seen, rows: [stored(1, "", "bob"), stored(2, "ann", "carol")] })).toEqual([2]));

  it("compares columns of one name and type, and only texts", () => {
    const numbers: Column[] = [{ name: "Actor", type: "long" }];
    expect(lines(numbers, [1n], { columns: numbers, rows: [stored(1, 1n), stored(2, 2n)] })).toEqual([1, 2]);
    expect(lines(text("Actor"), ["1"], { columns: numbers, rows: [stored(1, 1n), stored(2, 2n)] })).toEqual([1, 2]);
  });

  it("names all rows where none agrees", () => expect(lines(text("Actor"), ["eve"], seen)).toEqual([1, 2, 3, 4]));

  it("looks among the rows of each part of the query, and takes those that agree best", () => {
    const other = { columns: text("Actor"), rows: [stored(9, "ann")] };
    expect(lines(text("Actor", "Mailbox"), ["ann", "bob"], other, seen)).toEqual([1, 4]);
    expect(lines(text("Actor"), ["ann"], { columns: text("Other"), rows: [stored(7, "ann")] }, other)).toEqual([9]);
    expect(lines(text("Actor"), ["ann"], { columns: text("Actor"), rows: [] }, other)).toEqual([9]);
  });
});

describe("distinctPlaces", () => {
  it("counts a record once, whatever it gave, and tells records of one line apart", () => {
    const place = { file: "log.json", line: 1 };
    const of = (...places: StoredRow["place"][]) => distinctPlaces(places.map((each) => ({ row: [], ticks: 0n, place: each })));
    expect(of(place, { ...place }, { ...place, element: 2 }, { ...place, element: 3 }, { ...place, file: "other.json" })).toMatchObject({ count: 4, places: [place, { ...place, element: 2 }, { ...place, element: 3 }, { file: "other.json" }] });
  });

  it("names the first of many, and counts all", () => {
    const { places, count } = distinctPlaces(Array.from({ length: 50 }, (_, index) => stored(index + 1)));
    expect([places.length, places.at(-1)?.line, count]).toEqual([MOST_PLACES, MOST_PLACES, 50]);
  });
});
