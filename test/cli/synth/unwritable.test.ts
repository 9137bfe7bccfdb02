import { join } from "node:path";
import { InputError } from "../../../catalogue/fault";
import type { CheckShared } from "../../../cli/synth/check-file";
import type { Sharer } from "../../../cli/synth/pool";
import { SynthShare } from "../../../cli/synth/process";
import { SynthWorker } from "../../../cli/synth/worker";
import { PROJECT } from "../../support/command-line";
import { folderWith } from "../../support/folder-with-files";
import { tenantText } from "../../support/tenant-file";

const SHARED: CheckShared = { detections: [], changes: { renamed: [], retired: [] }, now: new Date(0) };

describe("a disk that refuses a stack", () => {
  it.each([
    ["this one", (): Sharer => new SynthShare(() => false)],
    ["another one", (): Sharer & { stop(): Promise<void> } => new SynthWorker(join(PROJECT, "dist", "cli", "synth", "process.js"))],
  ])("is a fault of the output folder, whichever process meets it: %s", async (_which, make) => {
    const folder = folderWith({ "t1.yaml": tenantText({ name: "t1" }), "out/.staging-1/stacks": "a file where a folder belongs, as good as a full disk" });
    const sharer = make();
    const file = join(folder, "t1.yaml");
    await sharer.ask({ kind: "set up", shared: SHARED });
    await sharer.ask({ kind: "check", files: [file], only: undefined });
    await sharer.ask({ kind: "set up writing", shared: { ...SHARED, outdir: join(folder, "out", ".staging-1") } });
    const error: unknown = await sharer.ask({ kind: "write", files: [file] }).catch((thrown: unknown) => thrown);
    if (sharer instanceof SynthWorker) await sharer.stop();
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toMatch(new RegExp(`^${join(folder, "out")}: cannot be written: E[A-Z]+; --out names another folder$`, "u"));
  });
});
