import type { EventsFile } from "../../catalogue/events-schema";
import { loadTables } from "../../catalogue/tables";
import { idleReasons, mutateDetection } from "../../hunt/mutate-detection";
import { detection } from "../support/community-detection";

const schema = { tables: loadTables() };
const row = (Operation: string, UserId = "ann") => ({ OfficeActivity: [{ Operation, UserId }] });
const sends: EventsFile = {
  now: "2026-11-20T12:00:00Z",
  fires: [{ name: "somebody sends", rows: row("Send") }],
  quiet: [{ name: "somebody reads", rows: row("MailItemsAccessed") }],
};
const judge = (query: string, events: EventsFile) => [...mutateDetection(detection({ query }), events, schema)];
const fates = (query: string, events: EventsFile) => Object.fromEntries(judge(query, events).map(({ mutant, fate }) => [mutant.name, fate]));

describe("mutants of a detection", () => {
  it("are noticed by the event that goes otherwise", () => {
    expect(judge('OfficeActivity | where Operation == "Send"', sends).map(({ mutant, fate, because }) => [mutant.name, fate, because])).toEqual([
      ['drop Operation == "Send"', "noticed", "somebody reads"],
      ['negate Operation == "Send"', "noticed", "somebody sends"],
      ['alter "Send" in Operation == "Send"', "noticed", "somebody sends"],
    ]);
  });

  it("survive where no event tells them from the query", () => {
    expect(fates('OfficeActivity | where Operation == "Send" and UserId != "root"', sends)).toMatchObject({ 'drop UserId != "root"': "survived", 'negate UserId != "root"': "noticed", 'alter "root" in UserId != "root"': "survived" });
  });

  it("are noticed by a row that is not the expected one, though the alert comes all the same", () => {
    const query = 'OfficeActivity | where Operation == "Send" | project Severity = iff(UserId == "root", "High", "Low")';
    const expecting: EventsFile = { ...sends, fires: [{ name: "root sends", rows: row("Send", "root"), expect: [{ Severity: "High" }] }] };
    expect(fates(query, sends)['negate UserId == "root"']).toBe("survived");
    expect(fates(query, expecting)['negate UserId == "root"']).toBe("noticed");
  });

  it("are equivalent where the file says why", () => {
    const equivalent = [{ mutant: 'drop UserId != ""', because: "every record names its user" }];
    expect(judge('OfficeActivity | where Operation == "Send" and UserId != ""', { ...sends, equivalent }).find(({ fate }) => fate === "equivalent")).toMatchObject({ mutant: { name: 'drop UserId != ""' }, because: "every record names its user" });
  });

  it("are known by the name that is printed, with its line or without", () => {
    const equivalent = [{ mutant: 'line 9: drop UserId != ""', because: "every record names its user" }];
    const judged = judge('OfficeActivity | where Operation == "Send" and UserId != ""', { ...sends, equivalent });
    expect(judged.find(({ mutant }) => mutant.name === 'drop UserId != ""')?.fate).toBe("equivalent");
    expect(idleReasons({ ...sends, equivalent }, judged)).toEqual([]);
  });

  it("are equivalent without a word where the changed query means the same", () => {
    expect(judge('OfficeActivity | where Operation == "Send" | where Operation == "Send"', sends).filter(({ fate }) => fate === "equivalent").map(({ mutant, because }) => [mutant.name, because])).toEqual([
      ['drop Operation == "Send"', "the query means the same"],
      ['drop Operation == "Send" (2)', "the query means the same"],
    ]);
  });

  it("are noticed by an event whose exceptions or values are its own", () => {
    const excepted: EventsFile = { ...sends, quiet: [...sends.quiet, { name: "excepted", rows: row("Send"), exceptions: [{ entity: "ann", value: "", expires: "2027-01-01T00:00:00Z" }] }] };
    const keys = { family: "mailbox-permissions", why: "Because.", controls: [], blindSpots: [], exceptions: [{ entity: "the sender", value: "nothing" }] } as unknown as NonNullable<ReturnType<typeof detection>["baseline"]>;
    const query = 'let accepted = exceptions | where expires > now() | project entity; OfficeActivity | where Operation == "Send" | where UserId !in (accepted)';
    const found = [...mutateDetection(detection({ query, baseline: keys }), excepted, schema)];
    expect(found.find(({ mutant }) => mutant.name === "drop UserId !in (accepted)")).toMatchObject({ fate: "noticed", because: "excepted" });
    expect(found.find(({ mutant }) => mutant.name === "drop expires > now()")).toMatchObject({ fate: "survived" });
  });

  it("are counted apart where the change makes no query", () => {
    expect(fates('OfficeActivity | where Operation matches regex "S[e]nd" and isnotempty(UserId)', sends)).toMatchObject({ 'alter "S[e]nd" in Operation matches regex "S[e]nd"': "noticed" });
    expect(fates('OfficeActivity | where Operation startswith "Send" and UserId matches regex "a["', { ...sends, fires: sends.quiet })).toMatchObject({ 'negate UserId matches regex "a["': "invalid" });
  });
});

describe("reasons why mutants are equivalent", () => {
  const query = 'OfficeActivity | where Operation == "Send"';
  const idle = (mutant: string) => {
    const events: EventsFile = { ...sends, equivalent: [{ mutant, because: "so I thought" }] };
    return idleReasons(events, judge(query, events));
  };

  it("are said to be idle where there is no such mutant", () => {
    expect(idle('drop Operation == "Sent"')).toEqual([{ mutant: 'drop Operation == "Sent"', problem: "is no mutant of the query; take the line out, or write it as it is printed" }]);
  });

  it("are said to be idle where an event does notice it", () => {
    expect(idle('drop Operation == "Send"')).toEqual([{ mutant: 'drop Operation == "Send"', problem: "is noticed: somebody reads; take the line out" }]);
  });
});
