import type { RecordedStack } from "../../../catalogue/releases";
import { compareStacks, newStack, type Comparison } from "../../../cli/upgrade/compare";

const RULE = "azurerm_sentinel_alert_rule_scheduled";
const SEARCH = "azurerm_log_analytics_saved_search";

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** An old record beside what a new version declares. */
function compared(old: RecordedStack, resource: Resources, further: object = {}): Comparison {
  const terraform = Object.keys(old).includes("terraform") ? {} : { terraform: {} };
  return compareStacks({ terraform: {}, ...old }, newStack({ resource, ...terraform, ...further }, "0.2.0"));
}

const changes = (...given: Parameters<typeof compared>) => compared(...given).changes;

describe("an upgrade", () => {
  it("changes nothing where both versions say the same", () => {
    expect(compared({ [`${RULE}.a`]: { name: "a", enabled: true } }, { [RULE]: { a: { name: "a", enabled: true } } })).toEqual({ changes: [], versioned: [] });
  });

  it("adds what is new", () => {
    expect(changes({}, { [RULE]: { a: { name: "a" } } })).toEqual([{ address: `${RULE}.a`, effect: "added", attributes: [] }]);
  });

  it("destroys what is gone, forgets what its removed block lets go, and lets a check just be gone", () => {
    const old = { [`${RULE}.a`]: { name: "a" }, [`${RULE}.b`]: { name: "b" }, [`${RULE}.c`]: { name: "c" }, "check.d": {} };
    const removed = [
      { from: `${RULE}.b`, lifecycle: [{ destroy: false }] },
      { from: `${RULE}.c`, lifecycle: [{ destroy: true }] },
    ];
    expect(changes(old, {}, { removed }).map(({ address, effect }) => [address, effect])).toEqual([
      [`${RULE}.a`, "destroyed"],
      [`${RULE}.b`, "forgotten"],
      [`${RULE}.c`, "destroyed"],
      ["check.d", "removed"],
    ]);
  });

  it("changes in place what can be, with the old value and the new", () => {
    expect(changes({ [`${RULE}.a`]: { name: "a", severity: "Low", gone: 1 } }, { [RULE]: { a: { name: "a", severity: "High", enabled: true } } })).toEqual([
      { address: `${RULE}.a`, effect: "in place", attributes: [{ attribute: "enabled", new: true }, { attribute: "gone", old: 1 }, { attribute: "severity", old: "Low", new: "High" }] },
    ]);
  });

  it("replaces what can't be changed in place", () => {
    expect(changes({ [`${RULE}.a`]: { name: "a", severity: "Low" } }, { [RULE]: { a: { name: "b", severity: "High" } } })[0]?.effect).toBe("replaced");
    expect(changes({ [`${SEARCH}.a`]: { "tags.x": "1" } }, { [SEARCH]: { a: { tags: { x: "2" } } } })[0]?.effect).toBe("replaced");
  });

  it("moves what was renamed, step by step, and says that the new one is created first", () => {
    const moved = [
      { from: `${RULE}.b`, to: `${RULE}.c` },
      { from: `${RULE}.a`, to: `${RULE}.b` },
    ];
    const now = { [RULE]: { c: { name: "c", lifecycle: { create_before_destroy: true } } } };
    expect(changes({ [`${RULE}.a`]: { name: "a" } }, now, { moved })).toEqual([{ address: `${RULE}.c`, movedFrom: `${RULE}.a`, effect: "replaced, created first", attributes: [{ attribute: "name", old: "a", new: "c" }] }]);
    expect(changes({ [`${RULE}.a`]: { name: "c" } }, now, { moved })).toEqual([{ address: `${RULE}.c`, movedFrom: `${RULE}.a`, effect: "moved", attributes: [] }]);
  });

  it("does not say of a type that it doesn't know whether it is replaced", () => {
    expect(changes({ "azurerm_new.a": { name: "a" } }, { azurerm_new: { a: { name: "b" } } })[0]?.effect).toBe("changed");
    expect(changes({ terraform: { required_version: ">= 1.7.0" } }, {}, { terraform: { required_version: ">= 1.8.0" } })[0]?.effect).toBe("changed");
  });

  it("tells apart what changes only because the version stands in it", () => {
    const old = { [`${RULE}.a`]: { "tags.baseline-version": "{version}", description: "Old, by mailbox-baseline {version}" }, [`${RULE}.b`]: { "tags.baseline-version": "{version}" } };
    const now = { [RULE]: { a: { tags: { "baseline-version": "0.2.0" }, description: "New, by mailbox-baseline 0.2.0" }, b: { tags: { "baseline-version": "0.2.0" } } } };
    const { changes: found, versioned } = compared(old, now);
    expect(found.map(({ address }) => address)).toEqual([`${RULE}.a`]);
    expect(versioned).toEqual([
      { address: `${RULE}.a`, attribute: "tags.baseline-version" },
      { address: `${RULE}.b`, attribute: "tags.baseline-version" },
    ]);
  });
});
