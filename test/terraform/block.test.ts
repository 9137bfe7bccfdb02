import { atPath, JsonBlock } from "../../terraform/block";
import { known, unknown } from "../../terraform/resource";

describe("a block over Terraform's JSON", () => {
  const read = (raw: unknown) => (typeof raw === "string" && raw.startsWith("${") ? unknown("is open") : known(raw ?? null));
  const block = (body: Record<string, unknown>) => new JsonBlock(body, read);

  it("has null for what is not set, also for names that every object has", () => {
    expect(block({}).get("name")).toEqual(known(null));
    expect(block({}).get("constructor")).toEqual(known(null));
  });

  it("lists items, each known or not", () => {
    expect(block({ ids: ["a", "${b}"] }).list("ids")).toEqual(known([known("a"), unknown("is open")]));
  });

  it("lists nothing where nothing is set, and can't say where the list is an expression", () => {
    expect(block({}).list("ids")).toEqual(known([]));
    expect(block({ ids: "${b}" }).list("ids")).toEqual(unknown("is open"));
  });

  it("has blocks in a list, or one alone", () => {
    const names = (body: Record<string, unknown>) => {
      const blocks = block(body).blocks("access");
      return blocks.known ? blocks.value.map((b) => b.get("id")) : blocks;
    };
    expect(names({ access: [{ id: "a" }, { id: "b" }] })).toEqual([known("a"), known("b")]);
    expect(names({ access: { id: "a" } })).toEqual([known("a")]);
    expect(names({})).toEqual([]);
    expect(names({ access: "${a}" })).toEqual(unknown("is open"));
    expect(names({ access: [{ id: "a" }, "${b}"] })).toEqual(unknown("is open"));
  });

  it("can't say which blocks a dynamic one makes", () => {
    const dynamic = { for_each: "${a}", content: { id: "${b}" } };
    expect(block({ dynamic: { access: dynamic } }).blocks("access")).toMatchObject({ known: false });
    expect(block({ dynamic: [{ access: dynamic }] }).blocks("access")).toMatchObject({ known: false });
    expect(block({ dynamic: { other: dynamic } }).blocks("access")).toEqual(known([]));
  });
});

describe("a path into JSON", () => {
  const value = { a: [{ b: { "c.d": 1 } }], e: { f: 2 } };

  it.each([
    [["a", 0, "b", "c.d"], 1],
    // A block is addressed with or without its place.
    [["a", "b", "c.d"], 1],
    [["e", 0, "f"], 2],
    [["a", 1, "b"], undefined],
    [["e", "toString"], undefined],
    [[], value],
  ])("%j leads to what stands there", (path, found) => {
    expect(atPath(value, path)).toEqual(found);
  });
});
