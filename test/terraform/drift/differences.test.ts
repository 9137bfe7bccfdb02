import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COUNTED_KINDS, type Difference } from "../../../terraform/drift/difference";
import { differencesOf, isRefreshOnly } from "../../../terraform/drift/differences";
import { planOf, type Plan } from "../../../terraform/plan";
import { driftPlan, refreshPlan, RULE, type Drifting } from "../../support/drift-plan";

const COMPUTED = "azurerm_log_analytics_workspace.w";

function differences(plan: Plan, refreshOnly = false): readonly Difference[] {
  return differencesOf(plan, { refreshOnly });
}

/** Kind, attribute and sides in one line, a plan's one resource left out. */
function told(drifting: Drifting | readonly Drifting[], overrides = {}): string[] {
  return differences(driftPlan(drifting, overrides)).map(line);
}

function line({ kind, attribute = "-", from, to, wanted }: Difference): string {
  return `${kind} ${attribute}: ${side(from)} -> ${side(to)}${wanted === undefined ? "" : ` wants ${side(wanted)}`}`;
}

function side(one: Difference["from"]): string {
  return "hidden" in one ? one.hidden : JSON.stringify(one.value);
}

function notesOf(drifting: Drifting): (string | undefined)[] {
  return differences(driftPlan(drifting)).map(({ note }) => note);
}

/** Plans of azurerm 4.55.0 and azuread 3.7.0 by Terraform 1.11.4. */
function realPlan(name: string): Plan {
  return planOf(JSON.parse(readFileSync(join(__dirname, "../../fixtures/plans", `${name}.json`), "utf8")));
}

describe("a real plan", () => {
  const counted = (name: string): string[] => differences(realPlan(name)).filter(({ kind }) => COUNTED_KINDS.includes(kind)).map(({ kind, address, attribute = "-" }) => `${kind} ${address} ${attribute}`);

  it("made after four changes behind Terraform's back tells those, and nothing else that counts", () => {
    expect(counted("drift")).toEqual([
      "drift azurerm_log_analytics_saved_search.sending-restrictions query",
      "drift azurerm_log_analytics_workspace.law retention_in_days",
      "drift azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change enabled",
      "drift azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change severity",
      "removed azurerm_sentinel_alert_rule_scheduled.user-restricted-from-sending -",
    ]);
  });

  it("tells what the provider writes otherwise, apart, of the resources that nobody touched too", () => {
    const normalised = (name: string) => [...new Set(differences(realPlan(name)).filter(({ kind }) => kind === "normalised").map(({ address }) => address))];
    expect(counted("noop")).toEqual([]);
    expect(normalised("noop")).toHaveLength(6);
    // The sixth is the rule that somebody deleted.
    expect(normalised("drift")).toEqual(normalised("noop").filter((address) => !address.endsWith("user-restricted-from-sending")));
  });

  it("of a changed configuration tells it as pending", () => {
    expect(counted("weaken")).toEqual(["enabled", "query", "severity", "trigger_threshold"].map((attribute) => `pending azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change ${attribute}`));
    expect(counted("create").every((one) => one.startsWith("pending "))).toBe(true);
  });

  it("that only refreshes has the same drift, without what an apply would do", () => {
    const { resource_changes: _, ...json } = realPlan("drift").json;
    const refresh = planOf(json);
    expect([isRefreshOnly(refresh), isRefreshOnly(realPlan("drift"))]).toEqual([true, false]);
    expect(differences(refresh).filter(({ kind }) => COUNTED_KINDS.includes(kind)).map(({ kind, attribute }) => `${kind} ${attribute ?? "-"}`)).toEqual(["drift query", "drift retention_in_days", "drift enabled", "drift severity", "removed -"]);
  });

  it.each(["create", "noop", "weaken", "danger", "drift"])("shows no value that it says is sensitive: %s", (name) => {
    const json = JSON.stringify(realPlan(name).json);
    const webhook = /https:\/\/[^"]*(?:webhook|hooks)[^"]*/u.exec(json)?.[0];
    expect(webhook).toBeDefined();
    expect(JSON.stringify(differences(realPlan(name)))).not.toContain(webhook);
  });
});

describe("an attribute that the tenant has otherwise than the last run left it", () => {
  it("is drift where an apply puts it back", () => {
    expect(told({ state: { enabled: true }, live: { enabled: false }, planned: { enabled: true } })).toEqual(["drift enabled: true -> false"]);
  });

  it("is drift with what is wanted where the configuration changed too", () => {
    expect(told({ state: { severity: "High" }, live: { severity: "Low" }, planned: { severity: "Medium" } })).toEqual(['drift severity: "High" -> "Low" wants "Medium"']);
    expect(told({ state: { query: "a" }, live: { query: "b" }, planned: {}, unknown: { query: true } })).toEqual(['drift query: "a" -> "b" wants known only after apply']);
    expect(told({ state: { query: "a" }, live: { query: "b" }, planned: {} })).toEqual(['drift query: "a" -> "b" wants null']);
  });

  it("is pending where the configuration says the same by now", () => {
    const adopted = { state: { severity: "High" }, live: { severity: "Low" } };
    expect(differences(driftPlan(adopted))).toMatchObject([{ kind: "pending", from: { value: "High" }, to: { value: "Low" }, note: "the configuration says the same by now; an apply only records it" }]);
    const variable = { configured: { severity: { references: ["var.severity"] } } };
    expect(told({ ...adopted, ...variable }, { variables: { severity: { value: "Low" } } })).toEqual(['pending severity: "High" -> "Low"']);
    const otherwise = differences(driftPlan({ ...adopted, ...variable }, { variables: { severity: { value: "High" } } }));
    expect(otherwise).toMatchObject([{ kind: "unrepairable", note: "an apply keeps what it finds; whether the configuration asks for it can't be told, since it is written as an expression that a plan doesn't show the value of" }]);
  });

  it("is not repaired where the configuration leaves it out", () => {
    const incident = (on: boolean) => ({ incident: [{ create_incident_enabled: on, grouping: [{ enabled: false }] }] });
    const left = { state: incident(true), live: incident(false), configured: { query: { constant_value: "T" } } };
    expect(told(left)).toEqual(["unrepairable incident[0].create_incident_enabled: true -> false"]);
    const note = ["the configuration doesn't set it, so an apply keeps what it finds"];
    expect(notesOf(left)).toEqual(note);
    expect(notesOf({ ...left, configured: { incident: [{}] } })).toEqual(note);
    expect(notesOf({ state: { query: "a" }, live: { query: "b" }, configured: { query: { constant_value: null } } })).toEqual(note);
  });

  it("is not repaired where the configuration sets it and ignores changes", () => {
    const ignored = { state: { enabled: true }, live: { enabled: false }, configured: { enabled: { constant_value: true } } };
    expect(told(ignored)).toEqual(["unrepairable enabled: true -> false"]);
    expect(notesOf(ignored)[0]).toMatch(/^the configuration sets it otherwise, and an apply keeps what it finds all the same: ignore_changes/u);
  });

  it("is not repaired where nobody can tell what the configuration says of it", () => {
    const called = { state: { query: "a" }, live: { query: "b" }, configured: { query: {} } };
    expect(notesOf(called)).toEqual(["an apply keeps what it finds; whether the configuration asks for it can't be told, since it is written as an expression that a plan doesn't show the value of"]);
    expect(notesOf({ ...called, configured: null })).toEqual(["an apply keeps what it finds; whether the configuration asks for it can't be told, since the plan doesn't show its configuration"]);
    const blocks = (name: string) => ({ entity_mapping: [{ name: "a", v: name }, { name: "b", v: "2" }] });
    const two = { ...called, state: blocks("1"), live: blocks("3"), configured: { entity_mapping: [{ v: { constant_value: "3" } }, { v: { constant_value: "2" } }] } };
    expect(notesOf(two)[0]).toContain("it is written in several blocks");
    expect(notesOf({ ...called, listed: false })).toEqual(["the plan doesn't list the resource, so an apply leaves it as it is"]);
  });

  it("is told of a block as of an attribute", () => {
    const [ip, host] = [{ entity_type: "IP", field_mapping: [{ identifier: "Address" }] }, { entity_type: "Host", field_mapping: [{ identifier: "Name" }] }];
    const of = (...blocks: readonly object[]) => ({ entity_mapping: blocks });
    const written = ({ entity_type, field_mapping }: typeof ip) => ({ entity_type: { constant_value: entity_type }, field_mapping: field_mapping.map(({ identifier }) => ({ identifier: { constant_value: identifier } })) });
    const kinds = (drifting: Drifting) => differences(driftPlan(drifting)).map(({ kind, attribute = "" }) => `${kind} ${attribute}`);
    const added = { state: of(ip), live: of(ip, host) };
    const gone = { state: of(ip, host), live: of(ip) };
    expect(kinds({ ...added, configured: of(written(ip), written(host)) })).toEqual(["pending entity_mapping[1]"]);
    expect(kinds({ ...added, configured: of(written(ip)) })).toEqual(["unrepairable entity_mapping[1]"]);
    const wider = { ...host, field_mapping: [...host.field_mapping, { identifier: "Domain" }] };
    expect(kinds({ ...added, live: of(ip, wider), configured: of(written(ip), written(host)) })).toEqual(["unrepairable entity_mapping[1]"]);
    expect(kinds({ ...added, configured: {} })).toEqual(["unrepairable entity_mapping[1]"]);
    expect(kinds({ ...gone, configured: of(written(ip)) })).toEqual(["pending entity_mapping[1]"]);
    expect(kinds({ ...gone, configured: of(written(ip), written(host)) })).toEqual(["unrepairable entity_mapping[1]"]);
    expect(notesOf({ ...gone, configured: of(written(ip), { ...written(host), entity_type: {} }) })[0]).toContain("its block is written with expressions");
    expect(kinds({ ...gone, planned: gone.state })).toEqual(["drift entity_mapping[1]"]);
  });

  it("is told of a key of a map by what the map says", () => {
    const tags = (owner: string) => ({ tags: { owner, team: "x" } });
    const adopted = { state: tags("a"), live: tags("b") };
    expect(told({ ...adopted, configured: { tags: { constant_value: tags("b").tags } } })).toEqual(['pending tags["owner"]: "a" -> "b"']);
    expect(told({ ...adopted, configured: { tags: { constant_value: { team: "x" } } } })).toEqual(['unrepairable tags["owner"]: "a" -> "b"']);
    expect(told({ ...adopted, configured: {} })).toEqual(['unrepairable tags["owner"]: "a" -> "b"']);
    const action = (k: string) => ({ action: [{ custom_properties: { k } }] });
    expect(told({ address: "azurerm_monitor_scheduled_query_rules_alert_v2.a", state: action("1"), live: action("2"), configured: { action: [{ custom_properties: { constant_value: { k: "2" } } }] } })).toEqual(['pending action[0].custom_properties["k"]: "1" -> "2"']);
  });

  it("is not repaired, and said so, where nobody knows who sets it", () => {
    const [difference] = differences(driftPlan({ address: "aws_thing.t", state: { x: 1 }, live: { x: 2 }, configured: {} }));
    expect(difference).toMatchObject({ kind: "unrepairable", note: "the configuration doesn't set it, so an apply keeps what it finds; whether only the service sets it can't be told, since no provider binding of aws_thing is installed" });
  });

  it("is nobody's change where only the service sets it", () => {
    expect(told({ address: COMPUTED, state: { id: "1", workspace_id: "a" }, live: { id: "1", workspace_id: "b" }, configured: {} })).toEqual(['computed workspace_id: "a" -> "b"']);
  });

  it("is drift by an apply that takes the resource away", () => {
    const plan = driftPlan({ state: { enabled: true, id: "i" }, live: { enabled: false, id: "i" }, planned: null });
    expect(differences(plan).map(line)).toEqual(['pending -: "i" -> absent', "drift enabled: true -> false wants absent"]);
    expect(differences(driftPlan({ state: { enabled: true }, live: { enabled: false }, planned: null, actions: ["forget"] }))[1]?.note).toBe("an apply lets go of the resource as it is");
  });

  it("is drift in every plan that only refreshes, unless it means the same", () => {
    const plan = refreshPlan([
      { state: { incident: [{ on: true }], tags: null }, live: { incident: [{ on: false }], tags: {} }, configured: {} },
      { address: COMPUTED, state: { workspace_id: "a" }, live: { workspace_id: "b" } },
    ]);
    expect(differences(plan).map(line)).toEqual(['drift workspace_id: "a" -> "b"', "drift incident[0].on: true -> false", "normalised tags: null -> {}"]);
    expect(differences(driftPlan({ state: { a: 1 }, live: { a: 2 } }), true).map(line)).toEqual(["drift a: 1 -> 2"]);
  });
});

describe("an attribute that the tenant has as the last run left it", () => {
  it("is pending where an apply changes it", () => {
    expect(told({ live: { severity: "High" }, planned: { severity: "Low" } })).toEqual(['pending severity: "High" -> "Low"']);
    expect(told({ live: { x: 1 }, planned: {}, unknown: { x: true }, configured: { x: {} } })).toEqual(["pending x: 1 -> known only after apply"]);
  });

  it("is not told where its value only follows from another change", () => {
    expect(told({ live: { x: 1, y: 1, z: [{ w: 1 }] }, planned: { y: 2 }, unknown: { x: true, z: true }, configured: { y: {} } })).toEqual(["pending y: 1 -> 2"]);
  });

  it("is normalised once, whichever of the three is written otherwise", () => {
    expect(told({ state: { tags: null }, live: { tags: {} } })).toEqual(["normalised tags: null -> {}"]);
    expect(told({ live: { tags: {} }, planned: { tags: null }, actions: ["update"] })).toEqual(["normalised tags: {} -> null"]);
    expect(told({ state: { tags: null }, live: { tags: {} }, planned: { tags: null }, actions: ["update"] })).toEqual(["normalised tags: null -> {}"]);
    expect(told({ state: { tags: null }, live: { tags: {} }, planned: { tags: { a: "b" } } })).toEqual(['pending tags: {} -> {"a":"b"}']);
  });
});

describe("a resource as a whole", () => {
  const one = { id: "/subscriptions/1/x", enabled: true };

  it("is removed where somebody deleted it, whether it is made again or not", () => {
    expect(differences(driftPlan({ state: one, live: null, planned: { enabled: true }, unknown: { id: true } }))).toEqual([{ kind: "removed", address: RULE, type: "azurerm_sentinel_alert_rule_scheduled", from: { value: one.id }, to: { hidden: "absent" } }]);
    expect(differences(driftPlan({ state: one, live: null, listed: false }))).toMatchObject([{ kind: "removed", note: "the configuration doesn't declare it any more, so an apply doesn't make it again" }]);
    expect(differences(refreshPlan({ state: one, live: null }))).toMatchObject([{ kind: "removed" }]);
  });

  it.each([
    ["is made", { live: null, planned: one }, "absent -> known only after apply", "the configuration declares it, and it was not made yet"],
    ["is deleted", { live: one, planned: null, entry: { action_reason: "delete_because_no_resource_config" } }, `"${one.id}" -> absent`, "an apply deletes it (delete_because_no_resource_config)"],
    ["is forgotten", { live: one, planned: null, actions: ["forget"] }, `"${one.id}" -> "${one.id}"`, "an apply lets go of it: it stays in the tenant, and Terraform no longer manages it"],
    ["is moved", { live: one, entry: { previous_address: "a.old" } }, `"a.old" -> "${RULE}"`, "the configuration calls it by another address; an apply records that in the state, and leaves the object as it is"],
    ["is imported", { live: one, change: { importing: { id: one.id } } }, `"${one.id}" -> "${one.id}"`, "the configuration takes it over as it is (import); an apply records it in the state"],
    ["was left behind", { live: one, planned: null, entry: { deposed: "ab12" } }, `"${one.id}" -> absent`, "an earlier object of this address that a replacement left behind (deposed ab12); an apply deletes it"],
    ["is replaced because it is tainted", { live: one, planned: { enabled: true }, unknown: { id: true }, configured: {}, actions: ["delete", "create"], entry: { action_reason: "replace_because_tainted" } }, `"${one.id}" -> known only after apply`, "an apply replaces it (replace_because_tainted)"],
    ["is updated in nothing that is shown", { live: one, actions: ["update"] }, `"${one.id}" -> "${one.id}"`, "an apply updates it, in nothing whose value this plan shows"],
  ] as const)("%s", (_, drifting, sides, note) => {
    const [difference, ...others] = differences(driftPlan(drifting));
    expect(others).toEqual([]);
    expect(difference?.note).toBe(note);
    expect(line(difference!)).toBe(`pending -: ${sides}`);
  });

  it("is told once where a replacement shows in its attributes", () => {
    const replaced = differences(driftPlan({ live: one, planned: { enabled: false }, unknown: { id: true }, configured: { enabled: {} }, actions: ["create", "delete"] }));
    expect(replaced).toMatchObject([{ kind: "pending", attribute: "enabled", note: "an apply replaces the resource" }]);
  });

  it("is told with the attributes that an import, or a move, changes", () => {
    expect(told({ live: one, planned: { ...one, enabled: false }, change: { importing: { id: one.id } } })).toEqual([`pending -: "${one.id}" -> "${one.id}"`, "pending enabled: true -> false"]);
    expect(differences(refreshPlan({ state: one, live: one, drift: { previous_address: "a.old" } })).map(line)).toEqual([`pending -: "a.old" -> "${RULE}"`]);
  });

  it("is no difference where it is a data source, or an output", () => {
    const read = { address: "data.azuread_client_config.c", live: null, planned: { x: 1 }, actions: ["read"] };
    expect(told(read, { output_changes: { o: { actions: ["update"], before: 1, after: 2 } } })).toEqual([]);
  });

  it("stands in the order of addresses", () => {
    const changed = { live: { a: 1 }, planned: { a: 2 } };
    expect(differences(driftPlan([{ address: "b.b", ...changed }, { address: "a.b", ...changed }, { address: "b.a", ...changed, state: { a: 0 } }])).map(({ address }) => address)).toEqual(["a.b", "b.a", "b.b"]);
  });
});

describe("the name of an attribute", () => {
  it("is written as Terraform writes it", () => {
    const before = { tags: { owner: "a", 'odd "key".x': "a", "": "a", ["__proto__"]: "a" }, timeouts: { create: "5m" }, action: [{ custom_properties: { k: "a" }, groups: ["a"] }] };
    const text = JSON.stringify(before);
    const after = JSON.parse(text.replaceAll('"a"', '"b"').replace("5m", "6m")) as typeof before;
    expect(told({ state: JSON.parse(text) as typeof before, live: after, planned: JSON.parse(text) as typeof before })).toEqual([
      'drift action[0].custom_properties["k"]: "a" -> "b"',
      'drift action[0].groups: ["a"] -> ["b"]',
      'drift tags[""]: "a" -> "b"',
      'drift tags["__proto__"]: "a" -> "b"',
      'drift tags["odd \\"key\\".x"]: "a" -> "b"',
      'drift tags["owner"]: "a" -> "b"',
      'drift timeouts.create: "5m" -> "6m"',
    ]);
  });

  it("is the map's where one side has none", () => {
    expect(told({ state: { tags: { a: "b" } }, live: { tags: null }, planned: { tags: { a: "b" } } })).toEqual(['drift tags: {"a":"b"} -> null']);
    expect(told({ live: { tags: { a: "b" } }, planned: { tags: null } })).toEqual(['pending tags: {"a":"b"} -> null']);
  });
});

describe("what is sensitive", () => {
  const secret = "S3cret-webhook-token";
  const hooks = (uri: string, name = "soc") => ({ webhook_receiver: [{ name, service_uri: uri }] });

  it.each([
    ["the state", { state: { webhook_receiver: [{ service_uri: true }] } }],
    ["the tenant", { live: { webhook_receiver: [{ service_uri: true }] } }],
    ["the configuration", { planned: { webhook_receiver: [{ service_uri: true }] } }],
    ["all of the resource", { state: true }],
    ["all of the blocks", { live: { webhook_receiver: true } }],
  ])("in %s is left out of every side", (_, hidden) => {
    const all = differences(driftPlan({ state: hooks(`${secret}-1`), live: hooks(`${secret}-2`), planned: hooks(`${secret}-3`), hidden }));
    expect(all).toMatchObject([{ kind: "drift", from: { hidden: "sensitive" }, to: { hidden: "sensitive" }, wanted: { hidden: "sensitive" } }]);
    expect(JSON.stringify(all)).not.toContain("S3cret");
  });

  it("is left out of other texts, and of the keys of maps", () => {
    const plan = driftPlan({ state: { query: `see ${secret}`, tags: null, key: "x" }, live: { query: "see", tags: { [secret]: secret }, key: secret }, planned: { query: "see", tags: null, key: "x" }, hidden: { live: { key: true } } });
    expect(JSON.stringify(differences(plan))).not.toContain(secret);
    expect(differences(plan)).toContainEqual(expect.objectContaining({ attribute: "tags", to: { value: { "(sensitive)": "(sensitive)" } } }));
  });

  it("hides a block that came or went as a whole, however short its secret is", () => {
    const two = { webhook_receiver: [...hooks("Zq8").webhook_receiver, { name: "other", service_uri: "Zq9" }] };
    const masks = { webhook_receiver: [{ service_uri: true }, { service_uri: true }] };
    const all = differences(driftPlan({ state: two, live: hooks("Zq8"), planned: two, hidden: { state: masks } }));
    expect(all).toMatchObject([{ kind: "drift", attribute: "webhook_receiver[1]", from: { hidden: "sensitive" }, to: { hidden: "sensitive" } }]);
  });

  it("covers the keys of a map with it", () => {
    const plan = driftPlan({ state: { tags: { [secret]: "1" } }, live: { tags: { [secret]: "2" } }, planned: { tags: { [secret]: "1" } }, hidden: { live: { tags: true } } });
    expect(differences(plan)).toMatchObject([{ attribute: "tags", from: { hidden: "sensitive" } }]);
  });
});

describe("a hostile plan", () => {
  it("that is nested deeper than any provider's is refused", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 50_000; i += 1) deep = [deep];
    expect(() => differences(driftPlan({ state: { x: 1 }, live: { x: deep as string }, planned: { x: 1 }, configured: {}, actions: ["update"] }))).toThrow("nested deeper than any provider's");
  });

  it("takes no longer than its size allows", () => {
    const blocks = (n: number, shift: number) => Array.from({ length: n }, (_, i) => ({ name: `n${(i * 7919 + shift) % n}`, v: i }));
    const long = "q".repeat(5_000_000);
    const started = process.hrtime.bigint();
    expect(told({ state: { b: blocks(3000, 0) }, live: { b: blocks(3000, 5) }, planned: { b: blocks(3000, 0) }, actions: ["update"] })).toHaveLength(3000);
    expect(differences(driftPlan({ state: { q: long }, live: { q: `${long}x` }, planned: { q: long } }))[0]?.to).toEqual({ value: `${long}x` });
    expect(Number((process.hrtime.bigint() - started) / 1_000_000n)).toBeLessThan(15_000);
  });

  it("of OpenTofu, which says less of itself, is read the same", () => {
    expect(told({ state: { a: 1 }, live: { a: 2 }, planned: { a: 1 } }, { complete: undefined, applyable: undefined, terraform_version: "1.9.0" })).toEqual(["drift a: 1 -> 2"]);
  });
});
