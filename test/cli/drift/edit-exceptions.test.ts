import fc from "fast-check";
import { parse } from "yaml";
import { withException } from "../../../cli/drift/edit-exceptions";
import { entryLines, type ExceptionEntry } from "../../../cli/drift/exception-entry";
import { refusedWith } from "../../support/refusal";

const ENTRY: ExceptionEntry = { check: "drift", entity: "azurerm_x.y#tags[\"a\"]", value: "30", owner: "Ann: \"A\" # Example", reason: "Moved, for now.", granted: "2026-11-20", expires: "2026-12-31" };
const LINES = ["check: drift", "entity: azurerm_x.y#tags[\"a\"]", 'value: "30"', `owner: 'Ann: "A" # Example'`, "reason: Moved, for now.", "granted: 2026-11-20", "expires: 2026-12-31"];
const block = (indent: string, newline = "\n"): string => LINES.map((line, i) => `${indent}${i === 0 ? "- " : "  "}${line}`).join(newline);
const edited = (text: string, entry = ENTRY): string => withException("contoso.yaml", text, entry);
const OTHER = `- check: log-retention-kept # a comment
    entity:   law      # spaced
    value: 90`;

describe("an exception that is written into a tenant file", () => {
  it.each([
    ["stands at the file's end where there is no list", "name: x # c\n\n# the end\n", `name: x # c\n\n# the end\nexceptions:\n${block("  ")}\n`],
    ["begins a line of its own", "name: x", `name: x\nexceptions:\n${block("  ")}\n`],
    ["stands before the document's end", "name: x\n...\n", `name: x\nexceptions:\n${block("  ")}\n...\n`],
    ["follows the last of the list", `exceptions:\n  ${OTHER}\n\n# next\nname: 'x'\n`, `exceptions:\n  ${OTHER}\n${block("  ")}\n\n# next\nname: 'x'\n`],
    ["follows the last at the file's end", `exceptions:\n  ${OTHER}`, `exceptions:\n  ${OTHER}\n${block("  ")}\n`],
    ["keeps a list's own indentation", "exceptions:\n- { a: 1 } # c\nname: x\n", `exceptions:\n- { a: 1 } # c\n${block("")}\nname: x\n`],
    ["fills an empty list", "exceptions: [] # none\nname: x\n", `exceptions: # none\n${block("  ")}\nname: x\n`],
    ["stays in brackets where the list does", "exceptions: [ { a: 1 } ] # c\nname: x\n", `exceptions: [ { a: 1 }, { check: drift, entity: 'azurerm_x.y#tags["a"]', value: "30", owner: 'Ann: "A" # Example', reason: "Moved, for now.", granted: 2026-11-20, expires: 2026-12-31 } ] # c\nname: x\n`],
    ["ends its lines as the file does", "name: x\r\n", `name: x\r\nexceptions:\r\n${block("  ", "\r\n")}\r\n`],
    ["stands behind a mark of UTF-8", "\uFEFFname: x\n", `\uFEFFname: x\nexceptions:\n${block("  ")}\n`],
  ])("%s", (_, before, after) => expect(edited(before)).toBe(after));

  it("takes the place of one of the same attribute, which accepts a value that is no more, and of no other", () => {
    const before = `exceptions:\n  # first\n  - check: drift\n    entity: 'azurerm_x.y#tags["a"]'\n    value: "7"\n    owner: Bob\n    reason: >\n      A long\n      story.\n    granted: 2026-01-01\n    expires: 2026-02-01\n\n  # second\n  ${OTHER}\nname: x\n`;
    expect(edited(before)).toBe(`exceptions:\n  # first\n${block("  ")}\n\n  # second\n  ${OTHER}\nname: x\n`);
  });

  it("is written with a ticket where there is one", () => {
    expect(parse(edited("name: x\n", { ...ENTRY, ticket: "CHG-1" }))).toEqual({ name: "x", exceptions: [{ ...ENTRY, ticket: "CHG-1" }] });
  });

  it.each([
    ["an alias", "base: &b [{ a: 1 }]\nexceptions: *b\n"],
    ["a map in brackets", "{ name: x }\n"],
    ["a text", "exceptions: none\n"],
    ["to stand under an indented map", "  name: x\n"],
  ])("is refused, and shown, where the list is %s", (_, text) => {
    expect(refusedWith(() => edited(text))).toEqual([expect.stringMatching(/^exceptions: is written in a way that can't be edited without changing its layout; add it by hand: \{ check: drift, entity: /u)]);
  });

  it("changes nothing else of any file, whatever it says", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    const comment = fc.constantFrom("", " # c", "\n# c", "\n\n\n");
    fc.assert(
      fc.property(text, text, text, comment, comment, fc.nat(3), (owner, reason, value, one, two, indent) => {
        const entry = { ...ENTRY, owner, reason, value };
        const before = `name: x${one}\nexceptions:${two}\n${" ".repeat(indent)}- check: drift\n${" ".repeat(indent)}  entity: a.b${one}\n`;
        const after = edited(before, entry);
        expect(parse(after)).toEqual({ name: "x", exceptions: [{ check: "drift", entity: "a.b" }, entry] });
        const added = entryLines(entry).map((row) => `${" ".repeat(indent)}${row}\n`).join("");
        expect(after.replace(added, () => "")).toBe(before);
        expect(parse(edited(after, { ...entry, value: "other" }))).toEqual({ name: "x", exceptions: [{ check: "drift", entity: "a.b" }, { ...entry, value: "other" }] });
      }),
    );
  });
});
