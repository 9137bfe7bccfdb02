import { RecentQueries } from "../../../kql/language/recent-queries";

describe("what is known of recent queries", () => {
  const finder = () => {
    const found: string[] = [];
    const find = (query: string) => (): string => {
      found.push(query);
      return query.toUpperCase();
    };
    return { found, find };
  };

  it("is found once", () => {
    const { found, find } = finder();
    const recent = new RecentQueries<string>(10);
    expect(["a", "b", "a", "b"].map((query) => recent.of(query, find(query)))).toEqual(["A", "B", "A", "B"]);
    expect(found).toEqual(["a", "b"]);
  });

  it("is found anew once the characters that were asked for since are too many", () => {
    const { found, find } = finder();
    const recent = new RecentQueries<string>(10);
    for (const query of ["four", "three", "four", "two", "three", "four"]) recent.of(query, find(query));
    expect(found).toEqual(["four", "three", "two", "three", "four"]);
  });

  it("is kept however often it is asked for", () => {
    const { found, find } = finder();
    const recent = new RecentQueries<string>(10);
    for (const query of ["four", "four", "four", "three", "four", "three"]) recent.of(query, find(query));
    expect(found).toEqual(["four", "three"]);
  });

  it("is nothing of a query that is too long, or that can't be read", () => {
    const { found, find } = finder();
    const recent = new RecentQueries<string>(3);
    for (const query of ["long", "long"]) expect(recent.of(query, find(query))).toBe("LONG");
    expect(found).toEqual(["long", "long"]);
    const refused = (): never => {
      throw new Error("refused");
    };
    expect(() => recent.of("a", refused)).toThrow("refused");
    expect(recent.of("a", find("a"))).toBe("A");
  });
});
