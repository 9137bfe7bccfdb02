import { humanDiagnostics, streamEvent, type Diagnostic } from "./diagnostics";
import { lineReader } from "./lines";
import { runProcess, type ProcessEnd, type ProcessProps } from "./terraform-process";

/** A configuration with hundreds of errors has a first one. */
const MOST_DIAGNOSTICS = 50;
/** Of standard error; a stack trace comes after what it is about. */
const MOST_PRINTED = 64_000;

export type StepProps = Pick<ProcessProps, "path" | "args" | "cwd" | "env" | "stop" | "graceMs"> & {
  readonly onRefreshed?: () => void;
};

export interface StepEnd extends ProcessEnd {
  readonly errors: readonly Diagnostic[];
}

/** Runs a step of Terraform and reads what it says, line by line: the memory doesn't grow with it. */
export async function runStep({ onRefreshed, ...props }: StepProps): Promise<StepEnd> {
  const streamed: Diagnostic[] = [];
  const lines = lineReader((line) => {
    const event = streamEvent(line);
    if (event?.kind === "refreshed") onRefreshed?.();
    if (event?.kind === "error" && streamed.length < MOST_DIAGNOSTICS) streamed.push(event.diagnostic);
  });
  const printed = beginningOf(MOST_PRINTED);
  const end = await runProcess({ ...props, onOut: lines.add, onError: printed.add });
  lines.end();
  return { ...end, errors: [...streamed, ...humanDiagnostics(printed.text())] };
}

export interface PrintedStep extends StepEnd {
  /** Standard output. */
  readonly bytes: Buffer;
}

/** Runs a step that prints one document. */
export async function runPrintingStep(props: StepProps, mostBytes: number): Promise<PrintedStep> {
  const chunks: Buffer[] = [];
  const printed = beginningOf(MOST_PRINTED);
  const end = await runProcess({ ...props, mostBytes, onOut: (chunk) => void chunks.push(chunk), onError: printed.add });
  return { ...end, bytes: end.isTooLong ? Buffer.alloc(0) : Buffer.concat(chunks), errors: humanDiagnostics(printed.text()) };
}

function beginningOf(most: number): { readonly add: (chunk: Buffer) => void; readonly text: () => string } {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add: (chunk) => {
      if (length < most) chunks.push(chunk.subarray(0, most - length));
      length += chunk.length;
    },
    text: () => Buffer.concat(chunks).toString("utf8"),
  };
}
