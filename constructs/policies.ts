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
 * too. What fails is a validation error, and nothing is written of the stack it stands in.
 *
 * ```ts
 * Policies.of(app, { tenants: loadTenants("tenants", loadCatalogue()) });
 * app.synth();
 * ```
 */
export class Policies {
  private readonly said = new Set<string>();
  /** Stacks that were judged together with the one that cdktf validated first, and are yet to be validated themselves. */
  private readonly judged = new Set<TerraformStack>();

  private constructor(
    private readonly scope: IConstruct,
    private readonly props: PoliciesProps,
  ) {
    const guarded = stacksAbout(scope);
    for (const stack of guarded) stack.node.addValidation({ validate: () => this.validateEarly(stack, guarded) });
    // cdktf validates a stack before it writes it, and the app after everything: that catches stacks that are made after this call.
    if (App.isApp(scope)) scope.node.addValidation({ validate: () => this.validate(stacksAbout(scope).filter((stack) => !guarded.includes(stack))) });
  }

  /**
   * The policies of an app, a stack or a construct, for everything below it. Call it last, right before `app.synth()`.
   * Throws where they have been given other props already.
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
    const stacks = stacksAbout(this.scope);
    for (const stack of stacks) stack.prepareStack();
    return this.judge(stacks).flatMap(({ findings }) => findings);
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

  /**
   * The first stack that cdktf validates answers for all, so that every fault is told at once and nothing is written yet. Each answers for itself once more:
   * its aspects run right before, and may have added something.
   */
  private validateEarly(stack: TerraformStack, guarded: readonly TerraformStack[]): string[] {
    if (this.judged.delete(stack)) return this.validate([stack]);
    for (const other of guarded) if (other !== stack) this.judged.add(other);
    return this.validate(guarded);
  }

  private validate(stacks: readonly TerraformStack[]): string[] {
    const judged = this.judge(stacks);
    const failed = of("fail", judged).flatMap(({ findings }) => findings);
    const open = of("unknown", judged).map(({ stack, findings }) => ({ stack, findings: once(findings) }));
    if (this.props.unknown === "error") return [...failed, ...open.flatMap(({ findings }) => findings)].map(asError);
    this.warn(open.map(({ stack, findings }) => ({ stack, findings: findings.filter((finding) => !this.said.has(asError(finding))) })));
    return failed.map(asError);
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
  return stack.node.scopes.includes(scope) || place === path || place.startsWith(`${path}/`) || place.startsWith(`${path}[`);
}

/** The stacks at and below a scope, or the one that it stands in. */
function stacksAbout(scope: IConstruct): readonly TerraformStack[] {
  const below = scope.node.findAll().filter((construct): construct is TerraformStack => TerraformStack.isStack(construct));
  return below.length > 0 || App.isApp(scope) ? below : [TerraformStack.of(scope)];
}

function named(scope: IConstruct): string {
  return scope.node.path === "" ? "the app" : scope.node.path;
}
