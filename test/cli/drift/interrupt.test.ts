import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROJECT } from "../../support/command-line";
import { fakeTerraform } from "../../support/fake-terraform";
import { folderWith } from "../../support/folder-with-files";
import { tenantText } from "../../support/tenant-file";

/** Plans until it is interrupted, or for good. */
const OBEYS = `echo $$ > "$HERE/self"; mv "$HERE/self" "$HERE/pid"; trap 'exit 1' INT\nwhile :; do sleep 0.1; done`;
const STAYS = OBEYS.replace("trap 'exit 1' INT", "trap '' INT TERM");

describe("drift that is asked to end while Terraform plans", () => {
  /** @param signals the second one is sent when the first has been answered */
  const ended = async (plan: string, ...signals: readonly NodeJS.Signals[]) => {
    const folder = folderWith({ "tenants/contoso.yaml": tenantText({ backend: { local: {} } }) });
    const { path } = fakeTerraform(folder, { plan }).tool;
    const args = ["drift", "--tenants", join(folder, "tenants"), "--stacks", join(folder, "out"), "--results", join(folder, "drift.json"), "--terraform", path];
    const run = spawn(process.execPath, [join(PROJECT, "dist", "cli", "main.js"), ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let err = "";
    run.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const exit = new Promise<number | null>((resolve) => run.on("close", resolve));
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo() && run.exitCode === null) await sleep(20);
    };
    await until(() => existsSync(join(folder, "pid")));
    for (const signal of signals) {
      run.kill(signal);
      await until(() => err.includes("interrupted: stopping"));
    }
    return { code: await exit, err, left: readdirSync(folder).filter((name) => name.endsWith(".lock")) };
  };

  it.each([["SIGINT", 130], ["SIGTERM", 143]] as const)("by %s ends in %i, after it has said how long that may take", async (signal, code) => {
    expect(await ended(OBEYS, signal)).toEqual({
      code,
      err: "interrupted: stopping 1 terraform, so that it releases its lock; this takes up to 25 s, and Ctrl-C again kills it\n0 of 1: contoso: interrupted\ninterrupted after 0 of 1 tenants\n",
      left: [],
    });
  });

  it("a second time says whose state may stay locked, and leaves no lock of its own", async () => {
    const { code, err, left } = await ended(STAYS, "SIGINT", "SIGINT");
    expect([code, left]).toEqual([130, []]);
    expect(err.split("\n")).toEqual([expect.stringContaining("interrupted: stopping 1 terraform"), expect.stringMatching(/^killed while planning: the state of contoso may stay locked; .*`terraform force-unlock`/u), ""]);
  });
});
