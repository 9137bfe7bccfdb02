import { stackRunner, type RunnerProps } from "../../terraform/run/plan-stack";
import { findTerraform, type TerraformTool } from "../../terraform/run/find-terraform";
import { writeStacks, type StackOptions, type WrittenStacks } from "../synth/write-stacks";
import type { Io } from "../io";
import type { StackRunner } from "./fleet";
import { judgePlan, type JudgePlanProps } from "./judge-plan";
import type { Plan } from "../../terraform/plan";
import type { GradedDifference } from "../../policies/drift-grade";

/** What a run of `drift` does to the world beyond files of its own, so that tests do it otherwise. */
export interface DriftWorld {
  readonly writeStacks: (options: StackOptions, now: Date, io: Io) => Promise<WrittenStacks | undefined>;
  readonly findTerraform: (path: string | undefined, env: Io["env"]) => Promise<TerraformTool>;
  readonly stackRunner: (props: RunnerProps) => StackRunner;
  readonly judgePlan: (plan: Plan, props: JudgePlanProps) => Promise<readonly GradedDifference[]>;
  /** Milliseconds, for durations and rates. */
  readonly clock: () => number;
}

export const realWorld: DriftWorld = { writeStacks, findTerraform, stackRunner, judgePlan, clock: () => performance.now() };
