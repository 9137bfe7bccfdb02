import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { InputError } from "../../../catalogue/fault";
import { findTerraform } from "../../../terraform/run/find-terraform";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the program", () => {
  const folder = temporaryFolder();
  const program = (answer: string, name = "terraform", mode = 0o755): string => {
    const path = join(mkdtempSync(join(folder(), "bin-")), name);
    writeFileSync(path, `#!/bin/sh\n${answer}\n`);
    chmodSync(path, mode);
    return path;
  };
  const env = (...programs: readonly string[]) => ({ PATH: [...programs.map((path) => join(path, "..")), process.env["PATH"]].join(":") });
  const refusal = async (path: string | undefined, given = env(), answerMs = 5000): Promise<string> => {
    try {
      await findTerraform(path, given, { answerMs });
    } catch (error) {
      if (error instanceof InputError) return error.message.replaceAll(folder(), "DIR").replace(/bin-\w+/gu, "bin");
      throw error;
    }
    return "found";
  };

  it.each([
    ["Terraform", "echo 'Terraform v1.11.4'; echo 'on linux_amd64'", "1.11.4"],
    ["Terraform", "echo 'Terraform v1.7.0'", "1.7.0"],
    ["Terraform", "echo; echo 'Terraform v2.0.0-beta1'", "2.0.0-beta1"],
    ["OpenTofu", "echo 'OpenTofu v1.8.0'; echo 'on linux_amd64'", "1.8.0"],
  ])("is %s by what it answers: %s", async (name, answer, version) => {
    const path = program(answer);
    expect(await findTerraform(path, env())).toEqual({ path, name, version });
  });

  it("is terraform on PATH, else tofu", async () => {
    const [terraform, tofu] = [program("echo 'Terraform v1.9.0'"), program("echo 'OpenTofu v1.9.0'", "tofu")];
    const only = (...programs: readonly string[]) => ({ PATH: programs.map((path) => join(path, "..")).join(":") });
    expect(await findTerraform(undefined, only(tofu, terraform))).toMatchObject({ path: terraform });
    expect(await findTerraform(undefined, only(tofu))).toMatchObject({ path: tofu, name: "OpenTofu" });
    expect(await findTerraform("tofu", only(terraform, tofu))).toMatchObject({ path: tofu });
  });

  it("is no folder of that name on PATH, and nothing that can't be run", async () => {
    const [real, unready] = [program("echo 'Terraform v1.9.0'"), program("echo", "terraform", 0o644)];
    const inTheWay = mkdtempSync(join(folder(), "path-"));
    mkdirSync(join(inTheWay, "terraform"));
    expect(await findTerraform(undefined, { PATH: `${inTheWay}:${join(unready, "..")}:${join(real, "..")}` })).toMatchObject({ path: real });
  });

  it("has an absolute path, since it is run from the stacks' folders", async () => {
    const path = program("echo 'Terraform v1.9.0'");
    expect(await findTerraform(relative(process.cwd(), path), env())).toMatchObject({ path });
  });

  it("is asked where the folder for temporary files is missing, too", async () => {
    const path = program("echo 'Terraform v1.9.0'");
    expect(await findTerraform(path, env(), { temporary: join(folder(), "no-such-folder") })).toMatchObject({ version: "1.9.0" });
  });

  it("is asked without what its configuration or a log would add", async () => {
    const path = program('[ -z "$TF_LOG$TF_CLI_ARGS" ] && [ "$CHECKPOINT_DISABLE" = 1 ] && echo "Terraform v1.9.0"');
    expect(await findTerraform(path, { ...env(), TF_LOG: "TRACE", TF_CLI_ARGS: "-x" })).toMatchObject({ version: "1.9.0" });
  });

  const install = "install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install), 1.7 or newer, or name it: --terraform PATH";
  it.each<[string, () => Promise<string>, string]>([
    ["is missing", () => refusal(undefined, { PATH: join(folder(), "none") }), `terraform: is not on PATH, nor is tofu; ${install}`],
    ["is missing, and PATH too", () => refusal(undefined, { PATH: "" }), `terraform: is not on PATH, nor is tofu; ${install}`],
    ["is not where it is said to be", () => refusal(join(folder(), "none", "terraform")), `DIR/none/terraform: cannot be found: ENOENT; ${install}`],
    ["is not on PATH by its name", () => refusal("terraform-9", { PATH: "" }), `terraform-9: is not on PATH; ${install}`],
    ["is a folder", () => refusal(folder()), "DIR: is no file; name the program terraform or tofu itself"],
    ["is not executable", () => refusal(program("echo", "terraform", 0o644)), `DIR/bin/terraform: is not executable; \`chmod +x\` it, or ${install}`],
    ["is something else", () => refusal(program("echo 'GNU bash 5'")), `DIR/bin/terraform: answers \`version\` with "GNU bash 5", so it is neither Terraform nor OpenTofu; ${install}`],
    ["fails", () => refusal(program("exit 3")), `DIR/bin/terraform: does not answer \`version\`: it ends with 3; ${install}`],
    ["hangs", () => refusal(program("exec sleep 60"), env(), 200), `DIR/bin/terraform: does not answer \`version\` within 0.2 s; ${install}`],
    ["is too old", () => refusal(program("echo 'Terraform v1.5.7'")), `DIR/bin/terraform: is Terraform 1.5.7; the stacks need 1.7 or newer: ${install}`],
    ["is far too old", () => refusal(program("echo 'Terraform v0.14.11'")), `DIR/bin/terraform: is Terraform 0.14.11; the stacks need 1.7 or newer: ${install}`],
    ["is too old, and answers in JSON as a wrapper of it does", () => refusal(program(`echo '{"terraform_version":"0.13.7"}'`)), `DIR/bin/terraform: is Terraform 0.13.7; the stacks need 1.7 or newer: ${install}`],
    ["is named by nothing", () => refusal(""), "--terraform: names nothing; name the program, or leave it out for the one on PATH"],
    ["is an old OpenTofu", () => refusal(program("echo 'OpenTofu v1.6.2'")), `DIR/bin/terraform: is OpenTofu 1.6.2; the stacks need 1.7 or newer: ${install}`],
  ])("that %s is refused with what to do", async (_, told, message) => {
    expect(await told()).toBe(message);
  });
});
