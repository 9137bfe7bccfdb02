import type { StackProgress } from "../../terraform/run/outcome";
import { secondsInWords } from "./words";

export interface RunningTenant {
  readonly name: string;
  /** Milliseconds of the clock: when it was started. */
  readonly began: number;
  /** Its last; undefined: it begins. */
  readonly progress: StackProgress | undefined;
  /** Milliseconds of the clock: no Terraform runs until then, when a step is tried again. */
  readonly pausedUntil: number | undefined;
}

/** The tenants of a fleet that are being planned, the one that was started first at the front. */
export class RunningTenants {
  private readonly byName = new Map<string, RunningTenant>();

  constructor(private readonly clock: () => number) {}

  begin(name: string): void {
    this.byName.set(name, { name, began: this.clock(), progress: undefined, pausedUntil: undefined });
  }

  moved(name: string, progress: StackProgress): void {
    const pausedUntil = progress.retry === undefined ? undefined : this.clock() + progress.retry.inMs;
    this.byName.set(name, { name, began: this.byName.get(name)?.began ?? this.clock(), progress, pausedUntil });
  }

  end(name: string): void {
    this.byName.delete(name);
  }

  /** Those of which a Terraform runs. */
  get working(): readonly RunningTenant[] {
    return [...this.byName.values()].filter(({ pausedUntil }) => pausedUntil === undefined);
  }

  /** Those that wait for another attempt. */
  get paused(): readonly RunningTenant[] {
    return [...this.byName.values()].filter(({ pausedUntil }) => pausedUntil !== undefined);
  }

  get longest(): RunningTenant | undefined {
    return [...this.byName.values()][0];
  }
}

/** Where a tenant is, what matters most at the front: `95 s, 23 of 55 refreshed`, or how long the pause is yet. */
export function runningInWords({ began, progress, pausedUntil }: RunningTenant, now: number): string {
  const since = `${Math.max(0, Math.round((now - began) / 1000))} s`;
  if (progress?.retry === undefined || pausedUntil === undefined) return `${since}, ${progress === undefined ? "begins" : progressInWords(progress)}`;
  return `${triedInWords(progress.step, progress.retry.attempts)}, again in ${Math.max(0, Math.ceil((pausedUntil - now) / 1000))} s`;
}

/** `init tried once, again in 20 s`; `23 of 55 refreshed`. */
export function progressInWords({ step, refreshed, of, retry }: StackProgress): string {
  if (retry !== undefined) return `${triedInWords(step, retry.attempts)}, again in ${secondsInWords(retry.inMs / 1000)}`;
  if (step !== "plan" || refreshed === 0) return step;
  return of === undefined ? `${refreshed.toLocaleString("en")} refreshed` : `${refreshed.toLocaleString("en")} of ${of.toLocaleString("en")} refreshed`;
}

function triedInWords(step: StackProgress["step"], attempts: number): string {
  return `${step} tried ${attempts === 1 ? "once" : `${attempts} times`}`;
}
