import { InputError, type Fault } from "../../catalogue/fault";
import type { CheckShared } from "./check-file";
import { growHeapSlowly } from "../heap-growth";
import { HEAP_GROWTH } from "./heap-growth";
import { CrewOfOne } from "./here";
import type { SynthShared } from "./tenant";

/** What the process that runs the command asks of one that shares its work. Every request has one answer. */
export type Request =
  | { readonly kind: "set up"; readonly shared: CheckShared }
  | { readonly kind: "check"; readonly files: readonly string[]; readonly only: readonly string[] | undefined }
  | { readonly kind: "set up writing"; readonly shared: SynthShared }
  | { readonly kind: "write"; readonly files: readonly string[] };

export type Answer = { readonly results: readonly unknown[] } | { readonly faults: readonly Fault[] } | { readonly error: { readonly message: string; readonly stack: string } };

/** One share of the work, by requests: in a process of its own, or in the one that runs the command. */
export class SynthShare {
  private readonly crew: CrewOfOne;
  private writing: SynthShared | undefined;

  constructor(aborted: () => boolean) {
    this.crew = new CrewOfOne(aborted);
  }

  async ask(request: Request): Promise<readonly unknown[]> {
    switch (request.kind) {
      case "set up":
        this.crew.setUp(request.shared);
        return [];
      case "check":
        return this.crew.check(request.files, request.only, () => undefined);
      case "set up writing":
        this.writing = request.shared;
        return [];
      case "write":
        if (this.writing === undefined) throw new Error("asked to write before it was told where");
        return this.crew.write(request.files, this.writing, () => undefined);
    }
  }
}

async function answer(share: SynthShare, request: Request): Promise<Answer> {
  try {
    return { results: await share.ask(request) };
  } catch (error) {
    if (error instanceof InputError) return { faults: error.faults };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { error: { message, stack: stack ?? "" } };
  }
}

if (require.main === module) {
  growHeapSlowly(HEAP_GROWTH);
  const share = new SynthShare(() => false);
  // Nobody is there to answer any more: ended, or killed.
  process.on("disconnect", () => process.exit());
  // A terminal sends Ctrl-C to every process; what comes of it is for the one that runs the command to say.
  process.on("SIGINT", () => undefined);
  process.on("message", (request: Request) => void answer(share, request).then((said) => process.send?.(said, undefined, undefined, () => undefined)));
}
