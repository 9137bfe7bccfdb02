import { MOST_PLAN_BYTES } from "../plan-text";
import { attempt, type AttemptProps } from "./attempt";
import { Deadline } from "./deadline";
import { environmentFor, pluginCacheOf, type Env } from "./environment";
import type { TerraformTool } from "./find-terraform";
import type { StackPlan, StackProgress } from "./outcome";
import { PluginGate } from "./plugin-gate";
import { sweepPrivateFolders } from "./private-folder";
import { pause, pauseBefore } from "./retry";
import { GRACE_MS } from "./terraform-process";

/** Plans stacks; one for a whole fleet, since it keeps those apart that would disturb each other. */
export interface StackRunner {
  /** Plans the stack in a folder, and never applies it. Never throws for what Terraform does: that is the outcome. */
  plan(dir: string, onProgress: (progress: StackProgress) => void): Promise<StackPlan>;
}

export interface RunnerProps {
  readonly tool: TerraformTool;
  readonly env: Env;
  /** Looks only for what changed outside of Terraform. */
  readonly refreshOnly: boolean;
  /** Of all attempts and the pauses between them, in milliseconds; waiting for other stacks' `init` doesn't count. */
  readonly timeoutMs: number;
  /** How long Terraform waits for the lock of the state; within the timeout. */
  readonly lockTimeoutSeconds: number;
  /** Ends the runs: each releases its lock, and what can't be ended so is killed. */
  readonly signal: AbortSignal;
  /** Where providers are kept for all stacks, unless the environment names another place; undefined: where Terraform's configuration says, or nowhere. */
  readonly pluginCache: string | undefined;
  /** Default: real time. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long Terraform may take to end after SIGINT, in milliseconds. Default: {@link GRACE_MS}. */
  readonly graceMs?: number;
  /** Of the JSON of a plan. Default: {@link MOST_PLAN_BYTES}. */
  readonly mostPlanBytes?: number;
  /** From 0 up to 1. Default: Math.random. */
  readonly random?: () => number;
}

export function stackRunner({ wait = pause, graceMs = GRACE_MS, mostPlanBytes = MOST_PLAN_BYTES, random = Math.random, ...given }: RunnerProps): StackRunner {
  const { tool, env, signal, pluginCache, refreshOnly, timeoutMs, lockTimeoutSeconds } = given;
  sweepPrivateFolders();
  const gate = new PluginGate(pluginCacheOf(env, pluginCache), tool.name, { signal, wait });
  const props: AttemptProps = { tool, env: environmentFor(env, pluginCache), signal, graceMs, mostPlanBytes, gate, refreshOnly, timeoutMs, lockTimeoutSeconds };
  return { plan: (dir, onProgress) => planStack(dir, { props, wait, random }, onProgress) };
}

interface Retrying {
  readonly props: AttemptProps;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

async function planStack(dir: string, retrying: Retrying, onProgress: (progress: StackProgress) => void): Promise<StackPlan> {
  const { signal, timeoutMs } = retrying.props;
  const deadline = new Deadline(signal, timeoutMs);
  try {
    return await planUntil(deadline, dir, retrying, onProgress);
  } finally {
    deadline.end();
  }
}

async function planUntil(deadline: Deadline, dir: string, { props, wait, random }: Retrying, onProgress: (progress: StackProgress) => void): Promise<StackPlan> {
  for (let attempts = 1; ; attempts += 1) {
    const end = await attempt(dir, props, deadline, onProgress);
    if (end.kind === "planned") return { ...end, attempts };
    if (end.kind === "interrupted") return end;
    const { failure, heals, retryAfterMs } = end.failed;
    const inMs = heals ? pauseBefore(attempts, random(), retryAfterMs) : undefined;
    // What has failed says more than that the time was over after it.
    if (inMs === undefined || inMs >= deadline.left) return { kind: "failed", failure: { ...failure, attempts } };
    onProgress({ step: failure.step, refreshed: 0, retry: { attempts, inMs } });
    await wait(inMs, deadline.signal);
  }
}
