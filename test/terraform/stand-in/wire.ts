import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, type Method } from "protobufjs";

const PROTOCOL = parse(readFileSync(join(__dirname, "plugin.proto"), "utf8"), { keepCase: true }).root.lookupService("tfplugin6.Provider");

/** One call of the protocol: how its request is read and its answer written. */
export interface Call {
  /** `ReadResource` */
  readonly name: string;
  decode(request: Uint8Array): object;
  encode(answer: object): Uint8Array;
}

/** By its path, as gRPC names it: `/tfplugin6.Provider/ReadResource`. */
export const CALLS: ReadonlyMap<string, Call> = new Map(PROTOCOL.methodsArray.map((method) => [`/tfplugin6.Provider/${method.name}`, callOf(method)]));

function callOf(method: Method): Call {
  method.resolve();
  const { name, resolvedRequestType, resolvedResponseType } = method;
  if (resolvedRequestType === null || resolvedResponseType === null) throw new Error(`plugin.proto: ${name} has no messages`);
  return {
    name,
    decode: (request) => resolvedRequestType.decode(request),
    encode: (answer) => resolvedResponseType.encode(resolvedResponseType.fromObject(answer)).finish(),
  };
}
