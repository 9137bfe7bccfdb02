import { App, DefaultTokenResolver, Lazy, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import fc from "fast-check";
import { tmpdir } from "node:os";
import { PlainResolve } from "../../constructs/fast-synthesis";
import { hostileText } from "../support/hostile-text";

const STACK = new TerraformStack(new App({ outdir: tmpdir() }), "acme");
const RESOLVER = new DefaultTokenResolver(new StringConcat());
const byCdktf = (value: unknown): unknown => Tokenization.resolve(value, { scope: STACK, resolver: RESOLVER });
const late = (value: unknown) => Lazy.anyValue({ produce: () => value });

/** Tokens in each of the forms in which cdktf hides them in other values. */
const STRING = Token.asString(late("a text"));
const TOKENS = [late({ a: ["deep"] }), late(undefined), STRING, Token.asNumber(late(12)), Token.asList(late(["x", "y"])), Token.asNumberList(late([1, 2])), Token.asStringMap(late({ k: "v" })), Token.asAnyMap(late({}))];
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-123456789, -1.9e289, -1e308, Token.asNumber(late(3))));
const text = hostileText([STRING, String(Token.asNumber(late(12))), `x${Token.asNumber(late(5))}y`, "0e5"]);
const leaf = fc.oneof(text, number, fc.constantFrom(true, false, null, undefined, new Date(0), () => 1), fc.constantFrom<unknown>(...TOKENS));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("tree"), { maxLength: 4 }), fc.array(text, { maxLength: 3 }), fc.dictionary(fc.oneof(fc.string(), text), tie("tree"), { maxKeys: 4 })),
}));

function outcome(resolve: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return { resolved: JSON.stringify(resolve(value)) };
  } catch {
    return "refused";
  }
}

describe("what holds no token is copied, and", () => {
  it("the result is cdktf's for whatever values", () => {
    let refused = 0;
    fc.assert(
      fc.property(tree, (value) => {
        const theirs = outcome(byCdktf, value);
        if (theirs === "refused") refused++;
        expect(outcome((given) => new PlainResolve(byCdktf).resolve(given), value)).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeLessThan(450);
  });

  it("cdktf is asked once for a text that stands in many places", () => {
    const asked = jest.fn(byCdktf);
    expect(new PlainResolve(asked).resolve({ a: `x-${STRING}`, b: [`x-${STRING}`] })).toEqual({ a: "x-a text", b: ["x-a text"] });
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("cdktf isn't asked for what is plain, which stays the same object", () => {
    const plain = { name: "acme", days: 365, on: true, nothing: null, list: [{ a: "${azurerm_x.y.id}" }] };
    const asked = jest.fn(byCdktf);
    expect(new PlainResolve(asked).resolve(plain)).toBe(plain);
    expect(asked).not.toHaveBeenCalled();
  });

  it("a circle is refused, as by cdktf", () => {
    const circle: Record<string, unknown> = {};
    circle["again"] = { circle };
    expect(() => new PlainResolve(byCdktf).resolve(circle)).toThrow(/circular/iu);
  });
});
