import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPrevious } from "../../../cli/drift/read-previous";
import { failure, results, tenantResult, told } from "../../support/drift";
import { folderWith } from "../../support/folder-with-files";
import { refusedWith } from "../../support/refusal";
import { silentIo } from "../../support/silent-io";
import { NOW } from "../../support/tenant-in-code";

const WHOLE = results([
  tenantResult({ tenant: "a", differences: [told({ note: "n", wanted: { hidden: "sensitive" }, accepted: { owner: "o", reason: "r", expires: "2026-12-01", place: { file: "f", line: 1 } } })], gone: [{ address: "x.y", kind: "removed", firstSeen: NOW.toISOString() }] }),
  tenantResult({ tenant: "b", state: "failed", failure: { ...failure(), since: NOW.toISOString() }, stale: { since: NOW.toISOString(), ageDays: 0 }, seconds: 2 }),
]);

function read(content: string | Uint8Array | undefined, named = false) {
  const folder = folderWith(content === undefined ? {} : { "drift.json": content });
  let err = "";
  const file = join(folder, "drift.json");
  const previous = readPrevious({ file, named, now: NOW }, { ...silentIo(), err: (text) => void (err += text) });
  return { previous, err: err.replaceAll(folder, "DIR"), names: readdirSync(folder), folder, file };
}

describe("the results of the run before", () => {
  it("are read whole", () => {
    expect(read(JSON.stringify(WHOLE))).toMatchObject({ previous: JSON.parse(JSON.stringify(WHOLE)) as object, err: "", names: ["drift.json"] });
  });

  it("are none where there are none yet, unless they were named", () => {
    expect(read(undefined).previous).toBeUndefined();
    expect(refusedWith(() => read(undefined, true))).toEqual([expect.stringContaining("does not exist; leave --previous out")]);
  });

  it.each([
    ["is cut off", JSON.stringify(WHOLE).slice(0, -40)],
    ["is empty", ""],
    ["is cut off at its very beginning", '{\n  "form'],
    ["is cut off and filled up", new Uint8Array([...Buffer.from(JSON.stringify(WHOLE).slice(0, 99)), 0xff, 0xfe, 0, 0xd8])],
    ["is of zero bytes", new Uint8Array(64)],
    ["has a tenant twice", JSON.stringify({ ...WHOLE, tenants: [WHOLE.tenants[0], WHOLE.tenants[0]] })],
    ["has a difference without a value", JSON.stringify({ ...WHOLE, tenants: [{ ...WHOLE.tenants[0], differences: [{ ...told(), to: {} }] }] })],
    ["has a day that is none", JSON.stringify({ ...WHOLE, tenants: [{ ...WHOLE.tenants[0], checked: "yesterday" }] })],
  ])("are kept aside where the file %s, and said to be", (_, content) => {
    const { previous, err, names, folder } = read(content);
    expect(previous).toBeUndefined();
    expect(names).toEqual(["drift.json.corrupt-2026-11-20T09-00-00-000Z"]);
    expect(err).toBe("DIR/drift.json is damaged: it was moved to DIR/drift.json.corrupt-2026-11-20T09-00-00-000Z, and this run is compared with none before it\n");
    expect(Buffer.from(readFileSync(join(folder, names[0] ?? "")))).toEqual(Buffer.from(content));
  });

  it("never replace what was kept aside before", () => {
    const folder = folderWith({ "drift.json": "", "drift.json.corrupt-2026-11-20T09-00-00-000Z": "older" });
    readPrevious({ file: join(folder, "drift.json"), named: false, now: NOW }, silentIo());
    expect(readdirSync(folder)).toEqual(["drift.json.corrupt-2026-11-20T09-00-00-000Z", "drift.json.corrupt-2026-11-20T09-00-00-000Z-2"]);
  });

  it.each([
    ["of a newer version", JSON.stringify({ formatVersion: 2, anything: [] }), "is of format 2, which a newer version of mailbox-baseline wrote; this one reads 1: upgrade, or name another file"],
    ["of another tool's results", JSON.stringify({ formatVersion: 1, plans: [] }), "is JSON of something else than results of `drift`; name another file"],
    ["an empty map", "{}", "is JSON of something else than results of `drift`; name another file"],
    ["a list", "[]", "is something else than results of `drift`; name another file"],
    ["notes", "what I wanted to do", "is something else than results of `drift`; name another file"],
    ["no text", new Uint8Array([0xff, 0xfe, 0, 0xd8]), "is something else than results of `drift`; name another file"],
    ["of something else", JSON.stringify({ name: "mailbox-baseline", version: "1" }), "is JSON of something else than results of `drift`; name another file"],
  ])("are refused where the file is %s, and it stays", (_, content, message) => {
    const folder = folderWith({ "drift.json": content });
    expect(refusedWith(() => readPrevious({ file: join(folder, "drift.json"), named: false, now: NOW }, silentIo()))).toEqual([message]);
    expect(existsSync(join(folder, "drift.json"))).toBe(true);
  });

  it.each([["cut off", JSON.stringify(WHOLE).slice(0, -40)], ["empty", ""], ["without a tenant's name", JSON.stringify({ ...WHOLE, tenants: [{}] })]])("are only read where they were named: a file that is %s stays", (_, content) => {
    const folder = folderWith({ "drift.json": content });
    expect(refusedWith(() => readPrevious({ file: join(folder, "drift.json"), named: true, now: NOW }, silentIo()))).toEqual(["is damaged, or no results of `drift`; name other results, or leave --previous out"]);
    expect([readdirSync(folder), readFileSync(join(folder, "drift.json"), "utf8")]).toEqual([["drift.json"], content]);
  });
});
