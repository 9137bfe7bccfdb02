import { TerraformStack, Testing } from "cdktf";
import type { CatalogueChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import type { Tenant } from "../../catalogue/tenant";
import { CatalogueChangeBlocks } from "../../constructs/catalogue-change-blocks";
import { synthesizeAlone } from "../../constructs/fast-synthesis";
import { TenantBaseline } from "../../constructs/tenant-baseline";
import { TenantStack } from "../../constructs/tenant-stack";
import { detectionWith, nearRealTimeDetection } from "../support/detection";
import { folderWith } from "../support/folder-with-files";
import { resource, testApp, type Attributes } from "../support/stack";
import { connectors, NOW, tenantWith } from "../support/tenant-in-code";

const CHANGES: CatalogueChanges = {
  renamed: [
    { from: "oldest", to: "old", since: "0.2.0" },
    { from: "old", to: "mailbox-opened", since: "0.3.0" },
    { from: "once", to: "gone", since: "0.2.0" },
  ],
  retired: [{ id: "gone", since: "0.4.0", destroy: false, why: "Microsoft alerts on it itself." }],
};
const AZURE_MONITOR: Partial<Tenant> = { alerting: "azure-monitor", arrives: ["OfficeActivity"], connectors: connectors() };

interface Blocks {
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly Attributes[];
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

function stackOf(detections: readonly Detection[], { changes = CHANGES, tenant = {} }: { changes?: CatalogueChanges; tenant?: Partial<Tenant> } = {}): Blocks {
  return JSON.parse(Testing.synth(new TenantStack(testApp(), "acme", { tenant: tenantWith(tenant), detections, changes, now: NOW }))) as Blocks;
}

const SCHEDULED = "azurerm_sentinel_alert_rule_scheduled";
const NRT = "azurerm_sentinel_alert_rule_nrt";
const ALERT = "azurerm_monitor_scheduled_query_rules_alert_v2";

const moves = (type: string) => [
  { from: `${type}.old`, to: `${type}.mailbox-opened` },
  { from: `${type}.oldest`, to: `${type}.old` },
];

describe("a renamed detection", () => {
  it.each<[string, Detection, Partial<Tenant>]>([
    [SCHEDULED, detectionWith(), {}],
    [NRT, nearRealTimeDetection(), {}],
    [ALERT, detectionWith(), AZURE_MONITOR],
  ])("moves every step of the way as the %s that it is", (type, detection, tenant) => {
    expect(stackOf([detection], { tenant }).moved).toEqual(moves(type));
  });

  it("is created under its new name before the old one is destroyed, and no other rule is", () => {
    const stack = stackOf([detectionWith(), detectionWith({ id: "other" })]);
    expect(resource(stack, SCHEDULED, "mailbox-opened")["lifecycle"]).toEqual({ create_before_destroy: true });
    expect(resource(stack, SCHEDULED, "other")["lifecycle"]).toBeUndefined();
  });

  it("moves nothing where the tenant doesn't declare it", () => {
    expect(stackOf([detectionWith({ id: "other" })]).moved).toBeUndefined();
    expect(stackOf([detectionWith()], { tenant: { connectors: connectors({ sentinel: "declared" }) } }).moved).toBeUndefined();
  });

  it("moves nothing from an id that another detection has: it would have to be in two places", () => {
    expect(stackOf([detectionWith(), detectionWith({ id: "oldest" })]).moved).toEqual([moves(SCHEDULED)[0]]);
    expect(stackOf([detectionWith(), detectionWith({ id: "old" })]).moved).toEqual([{ from: `${SCHEDULED}.oldest`, to: `${SCHEDULED}.old` }]);
  });
});

describe("a retired detection", () => {
  const from = (...addresses: string[]) => addresses.map((address) => ({ from: address, lifecycle: [{ destroy: false }] }));

  it("is removed in whatever kind it may have been, also under the ids that it had before", () => {
    expect(stackOf([detectionWith({ id: "other" })]).removed).toEqual(from(`${SCHEDULED}.gone`, `${SCHEDULED}.once`, `${NRT}.gone`, `${NRT}.once`));
    expect(stackOf([detectionWith({ id: "other" })], { tenant: AZURE_MONITOR }).removed).toEqual(from(`${ALERT}.gone`, `${ALERT}.once`));
  });

  it("is destroyed where its catalogue says so", () => {
    const changes = { renamed: [], retired: [{ id: "gone", since: "0.4.0", destroy: true, why: "It was wrong." }] };
    expect(stackOf([detectionWith()], { changes }).removed?.[0]).toEqual({ from: `${SCHEDULED}.gone`, lifecycle: [{ destroy: true }] });
  });

  it("is not removed where it is declared all the same", () => {
    expect(stackOf([detectionWith({ id: "gone" })]).removed?.map((block) => block["from"])).toEqual([`${SCHEDULED}.once`, `${NRT}.gone`, `${NRT}.once`]);
  });
});

describe("the blocks", () => {
  it("are none where nothing was renamed or retired", () => {
    const stack = stackOf([detectionWith()], { changes: { renamed: [], retired: [] } });
    expect([stack.moved, stack.removed]).toEqual([undefined, undefined]);
  });

  it("are the same in a fast synthesis", () => {
    const { terraform } = synthesizeAlone(folderWith(), (app) => new TenantStack(app, "acme", { tenant: tenantWith(), detections: [detectionWith()], changes: CHANGES, now: NOW }));
    expect({ moved: terraform["moved"], removed: terraform["removed"] }).toEqual({ moved: moves(SCHEDULED), removed: stackOf([detectionWith()]).removed });
  });

  it("stand in a stack of anybody's, for the baseline below", () => {
    const stack = new TerraformStack(testApp(), "theirs");
    const baseline = new TenantBaseline(stack, "Baseline", { tenant: tenantWith(), detections: [detectionWith()], now: NOW });
    new CatalogueChangeBlocks(stack, "Changes", { rulesIn: baseline, changes: CHANGES, alerting: "sentinel" });
    expect((JSON.parse(Testing.synth(stack)) as Blocks).moved).toEqual(moves(SCHEDULED));
  });
});
