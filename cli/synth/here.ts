import { readLayered } from "../../catalogue/extends";
import type { Tenant } from "../../catalogue/tenant";
import type { YamlDocument } from "../../catalogue/yaml-document";
import { checkFile, type CheckedFile, type CheckShared } from "./check-file";
import { Interrupted, type Crew } from "./crew";
import { synthesizeTenant, type SynthShared, type TenantOutput } from "./tenant";

/** One process's share of the work: this one's, where there are few tenants, or that of a process of `process.ts`. */
export class CrewOfOne implements Crew {
  private readonly tenants = new Map<string, Tenant>();
  private readonly bases = new Map<string, YamlDocument>();

  private shared: CheckShared | undefined;

  constructor(private readonly aborted: () => boolean) {}

  setUp(shared: CheckShared): void {
    this.shared = shared;
  }

  check(files: readonly string[], only: readonly string[] | undefined, done: (count: number) => void): Promise<readonly CheckedFile[]> {
    const { shared } = this;
    if (shared === undefined) throw new Error("asked to check before it was set up");
    return this.each(files, done, (file) => {
      const { tenant, checked } = checkFile(file, only, shared, this.bases);
      // Where it is written is read again if someone asks: a parsed file takes many times the memory of what it says.
      if (tenant !== undefined) this.tenants.set(file, { ...tenant, locate: (path) => readLayered(file).locate(path) });
      return checked;
    });
  }

  write(files: readonly string[], shared: SynthShared, done: (count: number) => void): Promise<readonly TenantOutput[]> {
    return this.each(files, done, (file) => {
      const tenant = this.tenants.get(file);
      if (tenant === undefined) throw new Error(`${file} was not checked by this process`);
      return synthesizeTenant(tenant, shared);
    });
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  private async each<T>(files: readonly string[], done: (count: number) => void, work: (file: string) => T): Promise<T[]> {
    const results: T[] = [];
    for (const file of files) {
      // Lets a pending Ctrl-C in: the work is one long stretch of computing.
      await new Promise(setImmediate);
      if (this.aborted()) throw new Interrupted();
      results.push(work(file));
      done(results.length);
    }
    return results;
  }
}
