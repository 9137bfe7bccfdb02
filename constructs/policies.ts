import { Annotations, App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { createColors } from "picocolors";
import type { Tenant } from "../catalogue/tenant";
import { forTerminal } from "../findings/escape";
import type { Finding } from "../findings/finding";
import { renderText } from "../findings/render-text";
import { APPLICATION_POLICIES } from "../policies/application-policies";
import { judge } from "../policies/judge";
import type { Resource } from "../terraform/resource";
import { tenantFinder } from "./tenant-of-resource";
import { TenantBaseline } from "./tenant-baseline";
import { TreeResources } from "./tree-resources";

export interface PoliciesProps {
  /**
   * The tenants whose approved applications hold. Each resource is held to the one that its azuread provider's `tenantId` names.
   * Default: the tenants of every TenantBaseline in the app.
   */
  readonly tenants?: Tenant | readonly Tenant[];
  /** The instant by which approvals are live. Default: now. */
  readonly now?: Date;
  /** What becomes of that which can't be told at synthesis. Default: a warning, on standard error and among cdktf's annotations. */
  readonly unknown?: "warning" | "error";
  /** Takes the warnings. Default: standard error. */
  readonly warn?: (text: string) => void;
}

/** Columns of a log; errors have no terminal's width to go by. */
const WIDTH = 120;
const KNOWN = new WeakMap<IConstruct, Policies>();

/**
 * Holds what a construct tree requests and grants in Entra to what its tenants have approved, when the tree is synthesized: other teams' stacks of the same app
 * too. What fails is a validation error before anything is written; what only an aspect adds, before its stack is written.
 *
 * ```ts
 * Policies.of(app, { tenants: loadTenants("tenants", loadCatalogue()) });
 * app.synth();
 * ```
 */
export class Policies {
  private readonly said = new Set<string>();
  private readonly guarded = new Set<TerraformStack>();

  private constructor(
    private readonly scope: IConstruct,
    private readonly props: PoliciesProps,
  ) {
    refuse(props);
    this.guardStacks();
    // Stacks that are made after this call are guarded when the app is synthesized, before any is written.
    const { root } = scope.node;
    if (App.isApp(root)) {
      const synth = root.synth.bind(root);
      root.synth = () => {
        this.guardStacks();
        this.refuseFailures();
        synth();
      };
    }
  }

  /**
   * The policies of an app, a stack or a construct, for everything below it, also for what is made later. Throws where they have been given other props already,
   * and where a prop can't be used.
   */
  static of(scope: IConstruct, props?: PoliciesProps): Policies {
    const before = KNOWN.get(scope);
    if (before !== undefined && props !== undefined) throw new Error(`${named(scope)} has its policies already; Policies.of(…) takes its props in the first call for a scope`);
    const policies = before ?? new Policies(scope, props ?? {});
    KNOWN.set(scope, policies);
    return policies;
  }

  /** Every judgement of everything below, passes included; prepares the stacks as synthesis would. */
  findings(): readonly Finding[] {
    this.prepare();
    return this.judge(stacksAbout(this.scope)).flatMap(({ findings }) => findings);
  }

  /** As synthesis does first: it makes the references between stacks, so of every stack of the app. */
  private prepare(): void {
    for (const stack of stacksAbout(this.scope.node.root)) stack.prepareStack();
  }

  private judge(stacks: readonly TerraformStack[]): readonly JudgedStack[] {
    const { root } = this.scope.node;
    const tree = new TreeResources(root);
    const tenants = this.tenants(root);
    return stacks.map((stack) => {
      const all = tree.of(stack);
      const below = all.filter((resource) => isBelow(resource, this.scope, stack));
      const judged = judge({ policies: APPLICATION_POLICIES, resources: below, all, tenantOf: tenantFinder(tenants), now: this.props.now ?? new Date() });
      return { stack, findings: [...judged, ...tree.modulesOf(stack).map((name) => unseenModule(stack, name))] };
    });
  }

  private tenants(root: IConstruct): readonly Tenant[] {
    const { tenants } = this.props;
    if (tenants !== undefined) return [tenants].flat();
    return [...new Set(root.node.findAll().flatMap((construct) => (construct instanceof TenantBaseline ? [construct.tenant] : [])))];
  }

  /** cdktf validates a stack right before it writes it, when its aspects have run. */
  private guardStacks(): void {
    for (const stack of stacksAbout(this.scope)) {
      if (!this.guarded.has(stack)) stack.node.addValidation({ validate: () => this.validate([stack]).map(({ error }) => error) });
      this.guarded.add(stack);
    }
  }

  /** Every fault of every stack at once, before cdktf writes the first; as it words its own. */
  private refuseFailures(): void {
    const app = this.scope.node.root;
    if (App.isApp(app) && app.skipValidation) return;
    this.prepare();
    const failures = this.validate(stacksAbout(this.scope)).map(({ stack, error }) => `[${stack.node.path}] ${error}`);
    if (failures.length > 0) throw new Error(`Validation failed with the following errors:\n  ${failures.join("\n  ")}`);
  }

  private validate(stacks: readonly TerraformStack[]): { readonly stack: TerraformStack; readonly error: string }[] {
    const judged = this.judge(stacks);
    const failed = of("fail", judged);
    const open = of("unknown", judged).map(({ stack, findings }) => ({ stack, findings: once(findings) }));
    if (this.props.unknown !== "error") this.warn(open.map(({ stack, findings }) => ({ stack, findings: findings.filter((finding) => !this.said.has(asError(finding))) })));
    return [...failed, ...(this.props.unknown === "error" ? open : [])].flatMap(({ stack, findings }) => findings.map((finding) => ({ stack, error: asError(finding) })));
  }

  /** cdktf-cli prints annotations, and only those of stacks; whoever runs the app alone reads standard error. */
  private warn(open: readonly JudgedStack[]): void {
    const findings = open.flatMap((judged) => judged.findings);
    if (findings.length === 0) return;
    for (const { stack, findings: own } of open) {
      for (const finding of own) {
        this.said.add(asError(finding));
        Annotations.of(stack).addWarning(asError(finding));
      }
    }
    const warn = this.props.warn ?? ((text) => void process.stderr.write(text));
    warn(`${renderText(findings, { colors: createColors(false), width: WIDTH })}\n`);
  }
}

interface JudgedStack {
  readonly stack: TerraformStack;
  readonly findings: readonly Finding[];
}

function of(verdict: Finding["verdict"], judged: readonly JudgedStack[]): readonly JudgedStack[] {
  return judged.map(({ stack, findings }) => ({ stack, findings: findings.filter((finding) => finding.verdict === verdict) }));
}

function asError({ rule, verdict, subject, message, mend }: Finding): string {
  const lines = [`${verdict} ${rule}: ${subject} ${message}`, ...(mend === undefined ? [] : [`mend: ${mend}`])];
  return lines.map(forTerminal).join("\n    ");
}

/** What can't be told leaves several policies open for the same reason: it is said once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const same = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.subject, finding.message]);
    const before = same.get(key);
    same.set(key, before === undefined ? finding : { ...before, rule: `${before.rule}, ${finding.rule}` });
  }
  return [...same.values()];
}

/** A module's resources are read by Terraform, not by synthesis. */
function unseenModule(stack: TerraformStack, name: string): Finding {
  return {
    rule: "no-unapproved-mail-permission",
    verdict: "unknown",
    subject: `${stack.node.path}/module.${name}`,
    message: "is a module: what it requests and grants is not known at synthesis",
    mend: "review the plan before it is applied",
  };
}

function isBelow({ place }: Resource, scope: IConstruct, stack: TerraformStack): boolean {
  // What an override adds to a stack has the stack for its construct.
  const { path } = scope.node;
  const construct = place.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/u, "");
  return stack.node.scopes.includes(scope) || construct === path || place.startsWith(`${path}/`);
}

/** The stack that a scope stands in, and those at and below it. */
function stacksAbout(scope: IConstruct): readonly TerraformStack[] {
  const around = scope.node.scopes.filter((construct): construct is TerraformStack => TerraformStack.isStack(construct)).slice(-1);
  const below = scope.node.findAll().filter((construct): construct is TerraformStack => TerraformStack.isStack(construct));
  return [...new Set([...around, ...below])];
}

/** Props that don't do what they seem to: a date that is none never expires an approval. */
function refuse({ tenants, now, unknown }: PoliciesProps): void {
  const fault = (message: string): Error => new TypeError(`Policies.of(…): ${message}`);
  if (now !== undefined && !(now instanceof Date && !Number.isNaN(now.getTime()))) throw fault("now is no valid Date; write new Date(\"2026-11-20\") or leave it out");
  if (unknown !== undefined && !["warning", "error"].includes(unknown)) throw fault('unknown is neither "warning" nor "error"');
  const given: readonly unknown[] = tenants === undefined ? [] : [tenants].flat();
  if (!given.every((tenant) => typeof tenant === "object" && tenant !== null && "tenantId" in tenant && "approvedApplications" in tenant)) throw fault("tenants holds what is no tenant; loadTenant and loadTenants read them");
  const ids = [tenants ?? []].flat().map(({ tenantId }) => tenantId);
  const twin = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twin !== undefined) throw fault(`two tenants have the tenantId ${twin}; keep one`);
}

function named(scope: IConstruct): string {
  return scope.node.path === "" ? "the app" : scope.node.path;
}
