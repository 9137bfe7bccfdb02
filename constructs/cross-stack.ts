import type { Path } from "../terraform/resource";

/** cdktf reads another stack of the same app through a remote state of this name, the other stack's path behind it. */
const INPUT = "cross-stack-reference-input-";

/** Which output of which stack a reference to a remote state means, where cdktf itself made that for a reference across stacks. */
export function crossStackOrigin(address: string, path: Path, stackPaths: readonly string[]): { readonly stackPath: string; readonly outputId: string } | undefined {
  const name = /^data\.terraform_remote_state\.(.+)$/u.exec(address)?.[1];
  const [outputs, outputId] = path;
  if (name === undefined || outputs !== "outputs" || typeof outputId !== "string") return undefined;
  const stackPath = stackPaths.find((candidate) => nameIn(candidate) === name);
  return stackPath === undefined ? undefined : { stackPath, outputId };
}

/** A construct's id has no slash, and Terraform's names have letters, digits, hyphens and underscores only. */
function nameIn(stackPath: string): string {
  return `${INPUT}${stackPath.replaceAll("/", "--")}`.replace(/[^\w-]/gu, "");
}
