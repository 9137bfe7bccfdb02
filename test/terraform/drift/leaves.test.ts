import fc from "fast-check";
import { leavesOf, type Leaf } from "../../../terraform/drift/leaves";
import { AFTER_APPLY } from "../../../terraform/drift/values";
import type { Path } from "../../../terraform/resource";

function leaves(state: unknown, live: unknown, planned: unknown = live): readonly Leaf[] {
  const node = (value: unknown) => ({ value, masks: [], path: [] });
  return leavesOf({ state: node(state), live: node(live), planned: node(planned) });
}

const told = (state: unknown, live: unknown, planned: unknown = live) => leaves(state, live, planned).map(({ path, state: s, live: l, planned: p }) => [path.join("."), s, l, ...(JSON.stringify(l) === JSON.stringify(p) ? [] : [p])]);
const entity = (type: string, column: string) => ({ entity_type: type, field_mapping: [{ identifier: "Name", column_name: column }] });
const [account, ip, host] = [entity("Account", "User"), entity("IP", "Address"), entity("Host", "Device")];

describe("blocks of a set, which Terraform sorts", () => {
  const of = (...blocks: readonly unknown[]) => ({ entity: blocks });

  it("are told alone where one of them was removed or added", () => {
    expect(told(of(account, host, ip), of(host, ip))).toEqual([["entity.0", account, null]]);
    expect(told(of(host, ip), of(account, host, ip))).toEqual([["entity.2", null, account]]);
    expect(told(of(account), of())).toEqual([["entity.0", account, null]]);
    expect(told({ entity: null }, of(ip))).toEqual([["entity.0", null, ip]]);
  });

  it("are told by what changed in one of them, wherever that put it", () => {
    const changed = { ...account, field_mapping: [{ identifier: "Name", column_name: "Zed" }] };
    expect(told(of(account, host, ip), of(host, ip, changed))).toEqual([["entity.0.field_mapping.0.column_name", "User", "Zed"]]);
    const named = (name: string, a: number, b: number) => ({ name, a, b });
    expect(told(of(named("x", 1, 1), named("y", 1, 1)), of(named("y", 2, 2), named("z", 1, 1)))).toEqual([["entity.0.name", "x", "z"], ["entity.1.a", 1, 2], ["entity.1.b", 1, 2]]);
  });

  it("are one removed and one added where they have little in common", () => {
    expect(told(of(account, ip), of(account, { entity_type: "URL", field_mapping: [], x: 1 }))).toEqual([["entity.1", ip, null], ["entity.2", null, { entity_type: "URL", field_mapping: [], x: 1 }]]);
  });

  it("are not one block because one was added outside, and one by the configuration", () => {
    const access = (id: string) => ({ id, type: "Role" });
    const [a, b, c] = [access("a"), access("b"), access("c")];
    expect(told(of(a), of(a, b), of(a, c))).toEqual([["entity.1", null, b, null], ["entity.2", null, null, c]]);
    expect(told(of(a), of(b))).toEqual([["entity.0", a, null], ["entity.1", null, b]]);
    expect(told(of(), of(b), of(c))).toEqual([["entity.0", null, b, null], ["entity.1", null, null, c]]);
    expect(told(of(account), of(account, { name: "x", v: 1, w: 1 }), of(account, { name: "x", v: 2, w: 2 }))).toEqual([["entity.1", null, { name: "x", v: 1, w: 1 }, { name: "x", v: 2, w: 2 }]]);
    expect(told(of(a, b), of({ id: "A", type: "Scope" }, b))).toEqual([["entity.0.id", "a", "A"], ["entity.0.type", "Role", "Scope"]]);
  });

  it("are the same block where there is only one", () => {
    expect(told({ criteria: [{ a: 1, b: 1 }] }, { criteria: [{ a: 2, b: 2 }] })).toEqual([["criteria.0.a", 1, 2], ["criteria.0.b", 1, 2]]);
  });

  it("are found again in what is planned, by the state or by the tenant", () => {
    expect(told(of(account, ip), of(ip), of(account, ip))).toEqual([["entity.0", account, null, account]]);
    expect(told(of(ip), of(host, ip), of(host, ip))).toEqual([["entity.1", null, host]]);
    expect(told(of(ip), of(ip), of(host, ip))).toEqual([["entity.1", null, null, host]]);
    expect(told(of(ip), of(ip), { entity: null })).toEqual([["entity.0", ip, ip, null]]);
  });
});

describe("blocks of a list, whose order means something", () => {
  it("are told where they changed places", () => {
    expect(told({ step: [{ a: 1 }, { a: 2 }] }, { step: [{ a: 2 }, { a: 1 }] })).toEqual([["step.0.a", 1, 2], ["step.1.a", 2, 1]]);
  });
});

describe("what is known only after apply", () => {
  it("is one thing where nobody changed what it replaces, and in parts where somebody did", () => {
    const [was, is] = [[{ a: 1, b: 1 }], [{ a: 2, b: 1 }]];
    expect(leaves({ incident: was }, { incident: was }, { incident: AFTER_APPLY }).map(({ path }) => path)).toEqual([["incident"]]);
    expect(leaves({ incident: was }, { incident: is }, { incident: AFTER_APPLY }).map(({ path, planned }) => [path.join("."), planned === AFTER_APPLY])).toEqual([["incident.0.a", true], ["incident.0.b", true]]);
    expect(leaves({ m: { a: 1 } }, { m: { a: 1 } }, { m: AFTER_APPLY }).map(({ path }) => path)).toEqual([["m"]]);
    expect(leaves({ b: was }, { b: was }, { b: [{ a: AFTER_APPLY, b: 1 }] }).map(({ path }) => path.join("."))).toEqual(["b.0.a"]);
  });
});

/** A body of a resource: scalars, lists of them, maps, and blocks in blocks. */
const scalar = fc.constantFrom<unknown>(null, "", "a", "b", 0, 1, true, false);
const names = fc.constantFrom("a", "b", "c", "name");
const { body: any } = fc.letrec<{ body: Record<string, unknown>; block: Record<string, unknown> }>((tie) => ({
  body: fc.dictionary(names, fc.oneof({ maxDepth: 3, depthSize: "small" }, scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(fc.constantFrom("k", "__proto__", "x y"), scalar, { maxKeys: 2 }), fc.array(tie("block"), { maxLength: 4 })), { maxKeys: 4 }),
  block: fc.dictionary(names, fc.oneof({ maxDepth: 3, depthSize: "small" }, scalar, scalar, fc.array(tie("block"), { maxLength: 2 })), { minKeys: 1, maxKeys: 3 }),
}));

/** As a plan's JSON is read. */
const body = any.map((one) => JSON.parse(JSON.stringify(one)) as unknown);
/** Where a block was taken out. */
const GONE = Symbol("gone");

/** A copy in which one place holds something else; the place -1 is behind the last one, and a block that goes leaves a hole. */
function put(at: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "string") {
    const map = typeof at === "object" && at !== null && !Array.isArray(at) ? (at as Record<string, unknown>) : {};
    return { ...map, [step]: put(Object.hasOwn(map, step) ? map[step] : null, rest, value) };
  }
  const list = Array.isArray(at) ? [...(at as unknown[])] : [];
  const place = step < 0 ? list.length : step;
  list[place] = put(list[place], rest, value);
  return list;
}

/** What isn't set is left out; blocks are in an order of their own, as those of a set. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = (value as unknown[]).filter((item) => item !== GONE);
    const blocks = items.some((item) => typeof item === "object" && item !== null);
    const kept = items.map((item) => (blocks ? plain(item) : item));
    return blocks ? kept.map((item) => JSON.stringify(item)).sort() : kept;
  }
  if (typeof value !== "object" || value === null) return value;
  const isSet = (inner: unknown) => inner !== null && inner !== "" && !(typeof inner === "object" && Object.keys(inner).length === 0);
  return Object.entries(value).map(([key, inner]) => [key, plain(inner)] as const).filter(([, inner]) => isSet(inner)).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe("any two bodies", () => {
  it("differ in what is told, and in nothing else: changed there, the one is the other", () => {
    fc.assert(
      fc.property(body, body, (state, live) => {
        const changed = leaves(state, live).reduce<unknown>((at, leaf) => put(at, leaf.at.state, leaf.live ?? (typeof leaf.path.at(-1) === "number" ? GONE : null)), state);
        expect(plain(changed)).toEqual(plain(live));
      }),
      { numRuns: 1000 },
    );
  });

  it("have each difference told once, and none inside of another", () => {
    fc.assert(
      fc.property(body, body, body, (state, live, planned) => {
        const paths = leaves(state, live, planned).map(({ path }) => JSON.stringify(path).slice(1, -1));
        expect(paths.filter((path, i) => paths.some((other, j) => i !== j && (other === path || other.startsWith(`${path},`))))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("have no difference where they are the same", () => {
    fc.assert(fc.property(body, (one) => expect(leaves(one, JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(one)))).toEqual([])));
  });
});
