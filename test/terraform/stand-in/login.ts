import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud, Trouble } from "./cloud";

/** As long as a timer can wait: 24 days. */
const FOR_EVER = 2 ** 31 - 1;

/** A client that logged in to a tenant. */
export class Login {
  private readonly stopped = new AbortController();

  constructor(
    readonly cloud: Cloud,
    readonly subscription: string,
  ) {}

  /** Terraform was interrupted: what waits ends, as a real provider's requests do. */
  stop(): void {
    this.stopped.abort();
  }

  /** Goes through the first trouble that lies on the way. @param what type and id of what is asked for */
  async meet(on: Trouble["on"], what: string): Promise<void> {
    const trouble = this.cloud.state.trouble?.find((each) => each.on === on && what.includes(each.match ?? ""));
    if (trouble === undefined) return;
    if (trouble.times !== undefined) this.cloud.edit((state) => (state.trouble = spent(state.trouble ?? [], trouble)));
    if (trouble.hang === true) await this.wait(FOR_EVER);
    if (trouble.delay !== undefined) await this.wait(trouble.delay);
    if (trouble.error !== undefined) throw new Error(trouble.error);
  }

  private async wait(ms: number): Promise<void> {
    const { signal } = this.stopped;
    await sleep(ms, undefined, { signal }).catch((error: unknown) => {
      throw signal.aborted ? new Error("context canceled") : error;
    });
  }
}

function spent(all: readonly Trouble[], trouble: Trouble): Trouble[] {
  const at = all.findIndex((each) => JSON.stringify(each) === JSON.stringify(trouble));
  return all.flatMap((each, i) => (i !== at ? [each] : (each.times ?? 1) > 1 ? [{ ...each, times: (each.times ?? 1) - 1 }] : []));
}
