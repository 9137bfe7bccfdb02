import { setFlagsFromString } from "node:v8";

/**
 * Has V8 collect its garbage sooner: what each tenant, or each thousand records of a log, leaves behind is old by then, and by default V8 would let such pile up
 * to several times of what is in use.
 * @param percent by how much memory may grow beyond what was in use after the last collection
 */
export function growHeapSlowly(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
