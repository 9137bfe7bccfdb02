import { withEdits } from "../../../terraform/drift/edits";

const body = { enabled: true, receiver: [{ name: "a" }, { name: "b", to: [{ id: 1 }, { id: 2 }] }, { name: "c" }] };

describe("a body with several edits", () => {
  it("has each made where its path says, whatever is taken out before it", () => {
    const edits = [
      { path: ["receiver", 0], value: null },
      { path: ["receiver", 1, "to", 0], value: null },
      { path: ["receiver", 2, "name"], value: "d" },
      { path: ["enabled"], value: false },
    ];
    const made = { enabled: false, receiver: [{ name: "b", to: [{ id: 2 }] }, { name: "d" }] };
    expect(withEdits(body, edits)).toEqual(made);
    expect(withEdits(body, [...edits].reverse())).toEqual(made);
  });

  it("has blocks that weren't there behind those that stay", () => {
    expect(withEdits(body, [{ path: ["receiver", 0], value: null }, { path: ["receiver", 2], value: null }, { path: ["receiver", 1], value: null }, { path: ["receiver", -1], value: { name: "x" } }, { path: ["receiver", -1], value: { name: "y" } }])).toEqual({ enabled: true, receiver: [{ name: "x" }, { name: "y" }] });
    expect(withEdits({}, [{ path: ["tags"], value: { a: "b" } }, { path: ["r", -1, "s"], value: 1 }])).toEqual({ tags: { a: "b" }, r: [{ s: 1 }] });
  });

  it("leaves the one it was made of as it was", () => {
    const before = JSON.stringify(body);
    withEdits(body, [{ path: ["receiver", 1, "to", 0, "id"], value: 3 }, { path: ["receiver", 0], value: null }]);
    expect(JSON.stringify(body)).toBe(before);
  });
});
