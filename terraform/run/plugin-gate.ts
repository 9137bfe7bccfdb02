import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock, type LockWait } from "./cache-lock";
import { LOCK_FILE, needsProviders, sha256, textOfFile, type StackFacts } from "./stack-facts";

interface Stack {
  readonly dir: string;
  readonly facts: StackFacts;
}

export interface GatedInit<T> extends Stack {
  readonly init: () => Promise<T>;
  readonly worked: (result: T) => boolean;
}

/**
 * Lets those `init`s run side by side that only read the plugin cache, and the others one by one, between processes too.
 *
 * Terraform's plugin cache isn't made for several `init`s that write it (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache):
 * each unpacks a provider straight into the cache, over a copy that another is linking to or already runs (https://github.com/hashicorp/terraform/issues/31964).
 * It does so even where the cache has the provider, unless the stack's lock file has a checksum of that copy (from Terraform 1.4 on: internal/providercache/installer.go).
 *
 * So the first `init` of each set of required providers runs alone, and later ones of the same set get the lock file that it made, with which they find all
 * in the cache and only link to it. The lock file is kept in the cache too, for the next process: it can be trusted as much as the copies beside it. All this for
 * providers that are pinned to one version: of others an `init` may choose a newer one, so each of these runs alone.
 */
export class PluginGate {
  /** Sets of providers, with the lock file of their stacks, that are whole in the cache. */
  private readonly ready = new Set<string>();
  private readonly lockFiles = new Map<string, string>();
  private last: Promise<unknown> = Promise.resolve();

  /** @param tool Terraform and OpenTofu install from different registries */
  constructor(
    private readonly cache: string | undefined,
    private readonly tool: string,
    private readonly waiting: LockWait,
  ) {}

  async run<T>(gated: GatedInit<T>): Promise<T> {
    if (!needsProviders(gated.facts)) return gated.init();
    if (this.isReady(gated)) return gated.init();
    const turn = this.last.then(() => this.inTurn(gated));
    this.last = turn.catch(() => undefined);
    return (await turn)();
  }

  /** The whole `init` if it had to run alone; if the one before made it needless, only its start, so that the next has its turn at once. */
  private async inTurn<T>(gated: GatedInit<T>): Promise<() => Promise<T>> {
    if (this.isReady(gated)) return gated.init;
    const result = await this.locked(() => this.alone(gated));
    return () => Promise.resolve(result);
  }

  private async alone<T>(gated: GatedInit<T>): Promise<T> {
    this.addLockFile(gated);
    const result = await gated.init();
    if (gated.worked(result)) this.remember(gated);
    return result;
  }

  private isReady(stack: Stack): boolean {
    this.addLockFile(stack);
    const set = this.setOf(stack.facts);
    return set !== undefined && this.ready.has(stateOf(stack.dir, set));
  }

  private remember({ dir, facts }: Stack): void {
    const set = this.setOf(facts);
    if (set === undefined) return;
    this.ready.add(stateOf(dir, set));
    const lockFile = textOfFile(join(dir, LOCK_FILE));
    if (lockFile === undefined || this.lockFiles.has(set)) return;
    this.lockFiles.set(set, lockFile);
    if (this.cache !== undefined) writeNew(join(this.cache, nameOf(set)), lockFile);
  }

  /** Gives a stack that has none the lock file of the first that requires the same. */
  private addLockFile({ dir, facts }: Stack): void {
    const set = this.setOf(facts);
    if (set === undefined) return;
    const known = this.lockFiles.get(set) ?? (this.cache === undefined ? undefined : textOfFile(join(this.cache, nameOf(set))));
    if (known === undefined) return;
    this.lockFiles.set(set, known);
    writeNew(join(dir, LOCK_FILE), known);
  }

  /** What stacks must have in common to get the same providers; undefined where that can't be told. */
  private setOf({ providers, isPinned }: StackFacts): string | undefined {
    return providers === undefined || !isPinned ? undefined : sha256(`${this.tool} ${providers}`);
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    if (this.cache === undefined) return work();
    try {
      mkdirSync(this.cache, { recursive: true });
    } catch {
      // Terraform says what is wrong with it.
    }
    return withLock(this.cache, this.waiting, work);
  }
}

function stateOf(dir: string, set: string): string {
  return sha256(`${set} ${textOfFile(join(dir, LOCK_FILE)) ?? ""}`);
}

/** Terraform takes nothing in the cache for a provider that isn't three folders deep. */
function nameOf(set: string): string {
  return `.mailbox-baseline-${set.slice(0, 32)}.lock.hcl`;
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch {
    // One that is there counts; where none can be written, init does without.
  }
}
