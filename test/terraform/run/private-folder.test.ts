import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inPrivateFolder, sweepPrivateFolders } from "../../../terraform/run/private-folder";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the folder of a plan", () => {
  const folder = temporaryFolder();

  it("says whose it is, and is swept only when that process is dead, and of this machine", async () => {
    const dead = String(spawnSync(process.execPath, ["-e", ""]).pid);
    await inPrivateFolder((own) => {
      const [, host = ""] = /^mailbox-baseline-plan-([0-9a-f]{8})-/u.exec(basename(own)) ?? [];
      const elsewhere = `mailbox-baseline-plan-00000000-${dead}-x`;
      const left = `mailbox-baseline-plan-${host}-${dead}-x`;
      for (const name of [elsewhere, left, `other-${dead}-x`]) mkdirSync(join(folder(), name));
      writeFileSync(join(folder(), left, "plan"), "secret");
      sweepPrivateFolders(folder());
      expect(readdirSync(folder()).sort()).toEqual([elsewhere, `other-${dead}-x`].sort());
      expect(basename(own)).toContain(`-${process.pid}-`);
      sweepPrivateFolders(join(own, ".."));
      expect(existsSync(own)).toBe(true);
      return Promise.resolve();
    });
  });

  it("of a missing folder for temporary files is nothing to sweep", () => {
    expect(() => sweepPrivateFolders(join(folder(), "nowhere"))).not.toThrow();
  });
});
