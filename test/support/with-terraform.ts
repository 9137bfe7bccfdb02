import { spawnSync } from "node:child_process";

/** `describe` where the terraform binary is there; where it is missing its tests are shown, and counted, as skipped. */
export const describeWithTerraform = spawnSync("terraform", ["version"], { env: { ...process.env, CHECKPOINT_DISABLE: "1" } }).status === 0 ? describe : describe.skip;
