import { toldOtherwise } from "../../../hunt/replay/told-otherwise";
import { findingAt } from "../../support/hunt-finding";

describe("an alert that both rules have", () => {
  it("is told the same where nothing of it differs but its time and records", () => {
    expect(toldOtherwise({ before: findingAt([1]), after: findingAt([1, 2], { at: "2026-11-03T00:00:00Z" }) })).toEqual([]);
  });

  it("is told otherwise by its severity, title, entities and details", () => {
    const before = findingAt([1], { details: [{ name: "Rights", value: "FullAccess" }, { name: "GivenTo", value: "carol" }] });
    const after = findingAt([1], { severity: "Low", title: "x", actor: "", mailbox: "BOB", address: "y", application: "z", details: [{ name: "GivenTo", value: "carol" }, { name: "Owner", value: "bob" }] });
    expect(toldOtherwise({ before, after })).toEqual([
      { what: "severity", before: "Medium", after: "Low" },
      { what: "title", before: before.title, after: "x" },
      { what: "actor", before: before.actor, after: "" },
      { what: "mailbox", before: "bob", after: "BOB" },
      { what: "address", before: before.address, after: "y" },
      { what: "application", before: "", after: "z" },
      { what: "detail Rights", before: "FullAccess", after: "" },
      { what: "detail Owner", before: "", after: "bob" },
    ]);
  });
});
