import { gunzipSync, inflateSync } from "node:zlib";
import { KqlError } from "../engine/errors";
import { textArgument } from "./arguments";
import { base64Bytes, utf8Of } from "./base64-functions";
import type { Call, Compute, ScalarFunctions } from "./call";

/** Compressing is not here: the bytes depend on the library that did it. */
export const compressionFunctions: ScalarFunctions = {
  gzip_decompress_from_base64_string: (call) => compileInflate(call, (bytes) => (hasPlainHeader(bytes) ? gunzipSync(bytes, BOUND) : undefined)),
  zlib_decompress_from_base64_string: (call) => compileInflate(call, (bytes) => inflateSync(bytes, BOUND)),
};

const BOUND = { maxOutputLength: 16_777_216 };

/** Optional header fields are not supported: https://learn.microsoft.com/en-us/kusto/query/gzip-base64-decompress */
function hasPlainHeader(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && bytes[3] === 0;
}

/** What was not compressed so gives "". */
function compileInflate(call: Call, inflate: (bytes: Buffer) => Buffer | undefined): Compute {
  const text = textArgument(call, 0);
  return (row) => {
    const bytes = base64Bytes(text(row));
    if (bytes === undefined) return "";
    try {
      return utf8Of(inflate(bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new KqlError("limit", "a compressed text of more than 16 MiB");
      return "";
    }
  };
}
