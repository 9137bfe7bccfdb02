import { refuseDeep } from "../../../kql/language/nesting";

describe("a query that nests", () => {
  it.each(["(", "[", "{", "({["])("is refused when it opens thousands of %s", (opening) => {
    expect(() => refuseDeep(opening.repeat(2000))).toThrow("the query nests too deep to be read");
  });

  it("is refused by its depth, not by how many brackets it has", () => {
    expect(() => refuseDeep("(1) ".repeat(10_000))).not.toThrow();
  });

  it.each(["// ", "'", '"', "@'", '@"', "```\n"])("may hold any number of brackets after %j", (opening) => {
    expect(() => refuseDeep(opening + "(".repeat(2000))).not.toThrow();
  });

  it("is read on after a string that ends, and after one that its line doesn't close", () => {
    expect(() => refuseDeep(`"\\"" 'a' @"\\" ${"(".repeat(2000)}`)).toThrow();
    expect(() => refuseDeep(`"open\n${"(".repeat(2000)}`)).toThrow();
  });
});
