import { KqlError } from "../engine/errors";

export function invalidPattern(why: string): never {
  throw new KqlError("semantic", `the regular expression is not valid: ${why}`);
}

export function unsupportedPattern(what: string): never {
  throw new KqlError("unsupported", `${what} in a regular expression`);
}

export function tooLargePattern(what: string): never {
  throw new KqlError("limit", `a regular expression ${what}`);
}
