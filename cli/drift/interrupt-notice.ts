import { atExit } from "../../terraform/run/at-exit";
import { LONGEST_STOP_MS } from "../../terraform/run/terraform-process";
import type { FleetProgress } from "./fleet-progress";

/**
 * Says what Ctrl-C does: at the first how long it may take, and, where the process ends before that is over (by a second one), whose lock may stay.
 * @returns says no more
 */
export function tellInterrupts(signal: AbortSignal, progress: FleetProgress): () => void {
  const first = (): void => {
    const { length } = progress.running.working;
    if (length > 0) progress.say(stopping(length));
  };
  const forget = atExit(() => {
    const planning = progress.running.working.filter((one) => one.progress?.step === "plan").map(({ name }) => name);
    if (planning.length > 0) progress.say(killed(planning));
  });
  signal.addEventListener("abort", first, { once: true });
  return () => {
    signal.removeEventListener("abort", first);
    forget();
  };
}

function stopping(count: number): string {
  const terraforms = count === 1 ? "1 terraform, so that it releases its lock" : `${count} terraforms, so that they release their locks`;
  return `interrupted: stopping ${terraforms}; this takes up to ${LONGEST_STOP_MS / 1000} s, and Ctrl-C again kills ${count === 1 ? "it" : "them"}`;
}

/** All of them: each is somebody's next trouble. */
function killed(tenants: readonly string[]): string {
  return `killed while planning: the state of ${tenants.join(", ")} may stay locked; where the next plan says so, run \`terraform force-unlock\` with the id that it names, in the stack's folder`;
}
