import { slowed } from "./baseline";
import { bundledChanges, type CatalogueChanges } from "./changes";
import { CONNECTOR_IDS, loadConnectors } from "./connectors";
import type { Detection } from "./detection";
import { DRIFT_CHECK, driftSubjectFault, driftValueFault } from "./drift-exception";
import { parseDuration } from "./duration";
import { shown, type Fault } from "./fault";
import { nearest } from "./nearest";
import { loadPermissions } from "./permissions";
import { POLICY_IDS } from "./policy-ids";
import { parseWorkspaceId } from "./resource-id";
import { scheduleBreaches } from "./service-limits";
import type { ParameterValue, Tenant } from "./tenant";
import { unknownDetection } from "./unknown-detection";
import { faultAt } from "./validate";
import type { Path } from "./yaml-document";

/** Checks of this project that a tenant may except, and where each is judged. */
export const CHECK_IDS = ["log-retention-kept", DRIFT_CHECK] as const;

/**
 * What a schema of one file cannot see: whether the parts of a tenant file fit each other and the catalogue.
 * @param gone what became of detections that the catalogue no longer holds
 */
export function tenantFaults(tenant: Tenant, detections: readonly Detection[], gone: CatalogueChanges = bundledChanges()): Fault[] {
  const at = (path: Path, message: string): Fault => faultAt(path, message, tenant.locate);
  return [
    ...connectorFaults(tenant, at),
    ...regionFaults(tenant, at),
    ...workspaceFaults(tenant, at),
    ...changeFaults(tenant, detections, gone, at),
    ...policyFaults(tenant, at),
    ...applicationFaults(tenant, at),
    ...exceptionFaults(tenant, detections, gone, at),
  ];
}

type At = (path: Path, message: string) => Fault;

function connectorFaults({ connectors, alerting, workspace }: Tenant, at: At): Fault[] {
  const found: Fault[] = [];
  const known = loadConnectors();
  if (alerting === "sentinel" && connectors.sentinel === "absent") {
    found.push(at(["alerting"], "sentinel needs Microsoft Sentinel on the workspace; write connectors.sentinel: declared (or existing), or alerting: azure-monitor"));
  }
  for (const id of CONNECTOR_IDS) {
    const needs = known[id].needs;
    if (needs !== undefined && connectors[id] !== "absent" && connectors[needs] === "absent") {
      found.push(at(["connectors", id], `${known[id].title} needs ${known[needs].title}; write connectors.${needs}: declared (or existing), or ${id}: absent`));
    }
    if (known[id].needs === "sentinel" || id === "sentinel") {
      if (workspace.kind === "created" && connectors[id] === "existing") found.push(at(["connectors", id], "existing can't be on a workspace that this stack creates; write declared or absent"));
    }
  }
  if (connectors.defenderForOffice365 !== "absent" && connectors.defenderXdr !== "absent") {
    found.push(at(["connectors", "defenderForOffice365"], "carries nothing once Defender XDR is connected; write absent for one of the two"));
  }
  return found;
}

/** Regions of the sovereign clouds bear their cloud's name. */
const REGION: Readonly<Record<Tenant["cloud"], RegExp>> = { public: /^(?!china|usgov|usdod)/u, usgovernment: /^(?:usgov|usdod)/u, china: /^china/u };

function regionFaults({ cloud, location }: Tenant, at: At): Fault[] {
  return REGION[cloud].test(location) ? [] : [at(["location"], `${shown(location)} is no region of the cloud ${cloud}; write one such as ${{ public: "westeurope", usgovernment: "usgovvirginia", china: "chinanorth3" }[cloud]}`)];
}

function workspaceFaults({ workspace, subscriptionId }: Tenant, at: At): Fault[] {
  if (workspace.kind === "created") return [];
  const parsed = parseWorkspaceId(workspace.id);
  if (typeof parsed === "string" || parsed.subscriptionId === subscriptionId) return [];
  return [at(["workspace", "existing"], `stands in the subscription ${parsed.subscriptionId}, not in ${subscriptionId}, where the resources go; write subscriptionId: ${parsed.subscriptionId}`)];
}

function changeFaults(tenant: Tenant, detections: readonly Detection[], gone: CatalogueChanges, at: At): Fault[] {
  return [...tenant.changes].flatMap(([id, change]) => {
    const detection = detections.find((d) => d.id === id);
    if (detection === undefined) return [at(["detections", id], unknownDetection(id, detections, gone))];
    const found: Fault[] = [];
    if (detection.schedule === undefined) {
      for (const key of ["threshold", "frequency"] as const) {
        if (change[key] !== undefined) found.push(at(["detections", id, key], `can't be changed on a ${detection.kind === "Hunting" ? "hunting query" : "near-real-time rule"}, which has none; remove it`));
      }
    } else if (change.frequency !== undefined) {
      const breach = scheduleBreaches(slowed(detection, detection.schedule, change.frequency)).find((b) => b.path[0] === "queryFrequency");
      if (breach !== undefined) found.push(at(["detections", id, "frequency"], breach.message));
    }
    return [...found, ...parameterFaults(detection, change.parameters, (path, message) => at(["detections", id, "parameters", ...path], message))];
  });
}

function parameterFaults(detection: Detection, values: Readonly<Record<string, ParameterValue>>, at: At): Fault[] {
  const own = Object.entries(detection.baseline?.parameters ?? {}).filter(([, p]) => p.from === undefined);
  return Object.entries(values).flatMap(([name, value]) => {
    const parameter = own.find(([key]) => key === name)?.[1];
    if (parameter === undefined) {
      const names = own.map(([key]) => key);
      const meant = nearest(name, names);
      return [at([name], names.length === 0 ? `${detection.id} has no parameters of its own; remove it` : meant === undefined ? `is no parameter of ${detection.id}; its parameters are ${names.join(", ")}` : `is no parameter of ${detection.id}; did you mean ${meant}?`)];
    }
    const fault = parameterFault(parameter.type ?? "string", value) ?? rangeFault(parameter, value);
    return fault === undefined ? [] : [at([name], `${shown(value)} ${fault}`)];
  });
}

function rangeFault({ minimum, maximum }: { readonly minimum?: string | number | undefined; readonly maximum?: string | number | undefined }, value: ParameterValue): string | undefined {
  const size = (v: unknown): number => (typeof v === "number" ? v : (parseDuration(String(v))?.minutes ?? Number.NaN));
  const low = minimum !== undefined && size(value) < size(minimum);
  const high = maximum !== undefined && size(value) > size(maximum);
  return low || high ? `is outside what the query can use; write ${minimum ?? "0"} to ${maximum ?? "any"}` : undefined;
}

/** What is wrong with a value for a parameter of this type, or nothing. */
export function parameterFault(type: string, value: unknown): string | undefined {
  switch (type) {
    case "timespan":
      return typeof value === "string" && parseDuration(value) !== undefined ? undefined : "is not a length of time; write 30m, 6h or 1d";
    case "long":
      return typeof value === "number" && Number.isSafeInteger(value) ? undefined : "is not a whole number; write one";
    case "bool":
      return typeof value === "boolean" ? undefined : "is neither true nor false; write one of them";
    case "strings":
      return Array.isArray(value) ? undefined : "is not a list; write one `- item` a line";
    default:
      return typeof value === "string" ? undefined : "is not text; write it in quotes";
  }
}

function policyFaults({ policies }: Tenant, at: At): Fault[] {
  return [...policies.keys()].flatMap((id) => {
    if (POLICY_IDS.some((known) => known === id)) return [];
    const meant = nearest(id, POLICY_IDS);
    return [at(["policies", id], `${shown(id)} is no policy; ${meant === undefined ? `the policies are ${POLICY_IDS.join(", ")}` : `did you mean ${meant}?`}`)];
  });
}

function applicationFaults({ approvedApplications }: Tenant, at: At): Fault[] {
  const permissions = loadPermissions();
  const seen = new Set<string>();
  return approvedApplications.flatMap((app, i) => {
    const known = permissions.filter((p) => p.resource === app.resource && p.type === app.type);
    const found = app.permissions.flatMap((name, j) => {
      if (known.some((p) => p.name === name)) return [];
      const meant = nearest(name, known.map((p) => p.name));
      return [at(["approvedApplications", i, "permissions", j], `${shown(name)} is no ${app.type} permission of ${app.resource}${meant === undefined ? "; `mailbox-baseline list --permissions` shows them" : `; did you mean ${meant}?`}`)];
    });
    const key = `${app.appId} ${app.resource} ${app.type}`;
    if (seen.has(key)) found.push(at(["approvedApplications", i], `approves ${app.appId} a second time for ${app.resource}, ${app.type}; keep one entry`));
    seen.add(key);
    if (app.managed && "managementScope" in app.mailboxScope) {
      found.push(at(["approvedApplications", i, "managed"], "grants the permission in Entra, where it reaches every mailbox whatever the management scope says; write managed: false, or mailboxScope: { everyMailbox: true }"));
    }
    if (app.managed && app.type === "delegated") found.push(at(["approvedApplications", i, "managed"], "can't be true for delegated permissions, which a consent grants; write managed: false"));
    return found;
  });
}

function exceptionFaults({ exceptions }: Tenant, detections: readonly Detection[], gone: CatalogueChanges, at: At): Fault[] {
  const seen = new Set<string>();
  return exceptions.flatMap(({ rule, entity, value }, i) => {
    const found: Fault[] = [];
    const isDrift = rule.kind === "check" && rule.id === DRIFT_CHECK;
    // An address, an attribute's name and a value of Terraform's are others in another case.
    const key = JSON.stringify([rule.id, ...[entity, value].map((text) => (isDrift ? text : text.toLowerCase()))]);
    if (seen.has(key)) found.push(at(["exceptions", i], "stands here a second time for the same entity and value; keep one"));
    seen.add(key);
    if (rule.kind === "check") {
      if (!CHECK_IDS.some((id) => id === rule.id)) found.push(at(["exceptions", i, "check"], `${shown(rule.id)} is no check; the checks are ${CHECK_IDS.join(", ")}`));
      const fault = isDrift ? driftSubjectFault(entity) : undefined;
      if (fault !== undefined) found.push(at(["exceptions", i, "entity"], `${shown(entity)} ${fault}`));
      const valueFault = isDrift ? driftValueFault(entity, value) : undefined;
      if (valueFault !== undefined) found.push(at(["exceptions", i, "value"], `${shown(value)} ${valueFault}`));
      return found;
    }
    const detection = detections.find((d) => d.id === rule.id);
    if (detection === undefined) found.push(at(["exceptions", i, "detection"], unknownDetection(rule.id, detections, gone)));
    else if (detection.baseline?.exceptions === undefined) found.push(at(["exceptions", i, "detection"], `${rule.id} takes no exceptions: its query doesn't read them; switch it off or change its threshold instead`));
    return found;
  });
}

