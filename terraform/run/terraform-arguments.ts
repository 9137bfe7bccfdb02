import type { TerraformTool } from "./find-terraform";

/** Words of the command lines. None of them holds a value of the configuration or a secret: those of other users of a machine can see them. */
export function initArguments(tool: TerraformTool): readonly string[] {
  return ["init", "-input=false", "-no-color", ...(hasJsonInit(tool) ? ["-json"] : [])];
}

/** @param file where the plan is written to */
export function planArguments(file: string, { refreshOnly, lockTimeoutSeconds }: { readonly refreshOnly: boolean; readonly lockTimeoutSeconds: number }): readonly string[] {
  const plan = ["plan", "-detailed-exitcode", "-input=false", "-no-color", "-json", `-out=${file}`, `-lock-timeout=${lockTimeoutSeconds}s`];
  return refreshOnly ? [...plan, "-refresh-only"] : plan;
}

export function showArguments(file: string): readonly string[] {
  return ["show", "-json", "-no-color", file];
}

/** Terraform from 1.9 (hashicorp/terraform#34886), OpenTofu from 1.7 (opentofu/opentofu#1460). */
function hasJsonInit({ name, version }: TerraformTool): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || minor >= (name === "OpenTofu" ? 7 : 9);
}
