import { appendFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { RecordFile } from "../../../hunt/records/record-file";
import { folderWith } from "../../support/folder-with-files";

const knowsColumns = (names: readonly string[]): boolean => names.includes("AuditData");

interface Read {
  readonly found: readonly unknown[];
  readonly damage: string | undefined;
}

async function read(content: string | Uint8Array, name = "log.json"): Promise<Read> {
  const file = await RecordFile.open(join(folderWith({ [name]: content }), name), knowsColumns);
  const found = [];
  for await (const records of file.records()) for (const record of records) found.push("skipped" in record ? `${record.place.line} ${record.skipped}` : [record.place.line, { ...record.json }]);
  return { found, damage: file.damage };
}

async function refusal(content: string | Uint8Array): Promise<string> {
  return read(content).then(
    () => "read",
    (error: unknown) => (error as Error).message.replace(/^.*log\.json: /u, ""),
  );
}

const records = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ n: index, text: "x".repeat(200) }));
const lines = (of: readonly object[]): string => of.map((record) => `${JSON.stringify(record)}\n`).join("");
const pairs = (of: readonly object[]): unknown[] => of.map((record, index) => [index + 1, record]);

describe("RecordFile", () => {
  it.each([
    ["a record a line", lines(records(3))],
    ["one list", JSON.stringify(records(3))],
    ["one list over several lines", JSON.stringify(records(3), undefined, 2)],
    ["one object with a list", JSON.stringify({ "@odata.context": "x", value: records(3) })],
    ["a record a line, after a mark of byte order", `\ufeff${lines(records(3))}`],
    ["UTF-16 with a mark, as Windows PowerShell writes", Buffer.from(`\ufeff${lines(records(3))}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(lines(records(3)), "utf16le")],
    ["UTF-16, the other byte first", Buffer.from(`\ufeff${lines(records(3))}`, "utf16le").swap16()],
    ["gzip, whatever its name", gzipSync(lines(records(3)))],
    ["gzip in two parts, as appending makes it", Buffer.concat([gzipSync(lines(records(2))), gzipSync(lines(records(3).slice(2)))])],
  ])("reads %s", async (_what, content) => {
    expect(await read(content)).toEqual({ found: pairs(records(3)), damage: undefined });
  });

  it.each([
    ["a record a line", lines(records(2000))],
    ["one list on one line", JSON.stringify(records(2000))],
    ["one object with a list, on one line", JSON.stringify({ records: records(2000) })],
  ])("reads more than it looks at first: %s", async (_what, text) => {
    expect((await read(text)).found).toEqual(pairs(records(2000)));
    expect((await read(gzipSync(text))).found).toEqual(pairs(records(2000)));
  });

  it("keeps characters of several bytes whole, wherever the file is cut into pieces", async () => {
    const record = { text: "–\u{1f4e7}".repeat(30_000) };
    expect((await read(lines([record]))).found).toEqual([[1, record]]);
  });

  it("reads one object, over one line or several, and objects over several lines one after the other", async () => {
    expect((await read('{"a":1}')).found).toEqual([[1, { a: 1 }]]);
    expect((await read('{\n  "a": 1\n}\n')).found).toEqual([[1, { a: 1 }]]);
    expect((await read('{\n  "a": 1\n}\n{\n  "a": 2\n}\n')).found).toEqual([[1, { a: 1 }], [4, { a: 2 }]]);
  });

  it("reads a record a line after a first line that was cut", async () => {
    expect((await read(`ue","b":2}\n${lines(records(2))}`)).found).toEqual(["1 is no JSON", [2, records(2)[0]], [3, records(2)[1]]]);
    expect((await read(`{"a":\n${lines(records(2))}`)).found).toEqual(["1 is no JSON", [2, records(2)[0]], [3, records(2)[1]]]);
  });

  it.each([50, 20_000])("reads a record a line after %d lines that were cut", async (cut) => {
    const { found } = await read(`${'{"cut": \n'.repeat(cut)}${lines(records(1))}`);
    expect(found).toHaveLength(cut + 1);
    expect(found.at(-1)).toEqual([cut + 1, records(1)[0]]);
  });

  it("says of a list whose broken element no other can be told behind that the rest is lost", async () => {
    expect(await read('[{"a":1},\n{"a":"x},\n{"b":2}]')).toEqual({
      found: [[1, { a: 1 }], "2 is broken, and not read with what comes before the next that could be told"],
      damage: "is broken at element 2: what comes after is lost",
    });
  });

  it("reads CSV that has columns it knows, in UTF-16 too", async () => {
    const text = 'RecordId,AuditData\r\n1,"{}"\r\n';
    expect((await read(text)).found).toEqual([[1, { RecordId: "1", AuditData: "{}" }]]);
    expect((await read(Buffer.from(`\ufeff${text}`, "utf16le"))).found).toEqual([[1, { RecordId: "1", AuditData: "{}" }]]);
  });

  it("gives what comes before the end of a gzip file that is cut, and says so", async () => {
    const packed = gzipSync(lines(records(5000)), { level: 0 });
    const { found, damage } = await read(packed.subarray(0, packed.length / 2));
    expect(damage).toBe("is packed and cut short: what came after is lost");
    const whole = found.filter((one) => Array.isArray(one));
    expect(whole.length).toBeGreaterThan(2400);
    expect(whole).toEqual(pairs(records(whole.length)));
    expect(found.slice(whole.length)).toEqual([`${whole.length + 1} is cut short`]);
  });

  it("gives what comes before the damage of a gzip file", async () => {
    const packed = Buffer.from(gzipSync(lines(records(5000)), { level: 1 }));
    packed.fill(0xff, packed.length - 2000, packed.length - 1000);
    const { found, damage } = await read(packed);
    expect(damage).toBe("is packed and does not match its checksum: what was read may be wrong, and what comes after is lost");
    expect(found.length).toBeGreaterThan(1000);
  });

  it.each([
    ["with something else behind it", (packed: Buffer) => Buffer.concat([packed, Buffer.from("garbage")]), "is packed, and what follows its packed part is not: that is not read"],
    ["with a damaged part behind it", (packed: Buffer) => Buffer.concat([packed, Buffer.from([0x1f, 0x8b, ...Array<number>(20).fill(1)])]), "is packed and damaged: what comes after is lost"],
    ["whose checksum is wrong", (packed: Buffer) => packed.fill(0, packed.length - 8, packed.length - 4), "is packed and does not match its checksum: what was read may be wrong, and what comes after is lost"],
  ])("gives a gzip file %s to its last byte, and says so", async (_what, mangle, damage) => {
    for (const number of [3, 5000]) expect(await read(mangle(gzipSync(lines(records(number)))))).toEqual({ found: pairs(records(number)), damage });
  });

  it("does not wait for ever for what follows the zeros behind a gzip file", async () => {
    const filled = Buffer.concat([gzipSync(lines(records(3))), Buffer.alloc(200_000)]);
    expect(await read(filled)).toEqual({ found: pairs(records(3)), damage: undefined });
    expect((await read(Buffer.concat([filled, Buffer.from("x")]))).damage).toBe("is packed, and what follows its packed part is not: that is not read");
  });

  it("says of a gzip file that is only its beginning that it is cut", async () => {
    expect(await read(gzipSync("x").subarray(0, 5))).toEqual({ found: [], damage: "is packed and cut short: what came after is lost" });
  });

  it("takes an empty file, and one of blanks, for no records", async () => {
    expect((await read("")).found).toEqual([]);
    expect((await read(" \r\n\n")).found).toEqual([]);
    expect((await read(gzipSync(""))).found).toEqual([]);
  });

  it("reads keys that every object has", async () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"toString":3}\n';
    expect((await read(text)).found).toEqual([[1, JSON.parse(text)]]);
  });

  it("reads a record that nests as deep as its length allows", async () => {
    expect((await read(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}\n`)).found).toHaveLength(1);
  });

  it.each([
    ["what is no text", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01, 0x01, 0x00, 0x00]), "is no text; name an exported log, as JSON or CSV, packed by gzip or not"],
    ["a workbook or a zip archive", Buffer.from("PK\u0003\u0004\u0014\u0000"), "is a zip archive or a workbook; unpack it, or save the sheet as CSV"],
    ["text that is neither JSON nor known CSV", "Nov  2 09:41:07 host sshd[1]: closed\n", "is neither JSON nor CSV with columns of a known log; name an export of the audit log, of Log Analytics or of Entra"],
  ])("refuses %s", async (_what, content, message) => expect(await refusal(content)).toBe(message));

  it("refuses a file that isn't there, and a folder", async () => {
    const folder = folderWith();
    await expect(RecordFile.open(join(folder, "none"), knowsColumns)).rejects.toThrow("does not exist; name a file of records");
    await expect(RecordFile.open(folder, knowsColumns)).rejects.toThrow("is a folder; name the files in it");
  });

  it("reads as much of a file that grows as there was when it was opened", async () => {
    const file = join(folderWith({ "log.json": lines(records(2)) }), "log.json");
    const opened = await RecordFile.open(file, knowsColumns);
    appendFileSync(file, lines(records(2)));
    expect(await count(opened)).toBe(2);
    expect(opened.damage).toBe("grew while it was read: what was added is not read");
  });

  it("reads what is left of a file that shrinks, or is exchanged, while it is read", async () => {
    const text = lines(records(5000));
    const file = join(folderWith({ "log.json": text }), "log.json");
    const opened = await RecordFile.open(file, knowsColumns);
    const reading = opened.records();
    await reading.next();
    truncateSync(file, text.length / 2);
    let rest = 0;
    for await (const records of reading) rest += records.length;
    expect(rest).toBeGreaterThan(0);
    expect(opened.damage).toBe("was changed while it was read: what came after is lost");
    writeFileSync(file, "");
    expect(await count(await RecordFile.open(file, knowsColumns))).toBe(0);
  });

  it("says how much of it has been read", async () => {
    const text = lines(records(2000));
    const file = await RecordFile.open(join(folderWith({ "log.json": text }), "log.json"), knowsColumns);
    expect([file.size, file.bytesRead]).toEqual([text.length, 0]);
    await count(file);
    expect(file.bytesRead).toBe(text.length);
  });
});

async function count(file: RecordFile): Promise<number> {
  let found = 0;
  for await (const records of file.records()) found += records.length;
  return found;
}
