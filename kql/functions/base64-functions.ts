import { convert, parseGuid } from "../values/convert";
import { textOf } from "../values/text";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { ofText, pure, type ScalarFunctions } from "./call";

export const base64Functions: ScalarFunctions = {
  base64_encode_tostring: ofText((text) => Buffer.from(text).toString("base64")),
  base64_encodestring: ofText((text) => Buffer.from(text).toString("base64")),
  base64_encode_fromarray: pure((array) => encodedArray(array ?? null)),
  base64_encode_fromguid: pure((guid) => encodedGuid(textOf(guid ?? null))),
  base64_decode_tostring: ofText((text) => utf8Of(base64Bytes(text))),
  base64_decodestring: ofText((text) => utf8Of(base64Bytes(text))),
  base64_decode_toarray: ofText((text) => {
    const bytes = base64Bytes(text);
    return bytes ? Array.from(bytes, (byte) => BigInt(byte)) : null;
  }),
  base64_decode_toguid: ofText((text) => decodedGuid(base64Bytes(text))),
};

/** Undefined for what is no Base64, padding included. */
export function base64Bytes(text: string): Buffer | undefined {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/u.test(text) ? Buffer.from(text, "base64") : undefined;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes that are no text give "": https://learn.microsoft.com/en-us/kusto/query/base64-decode-tostring-function */
export function utf8Of(bytes: Uint8Array | undefined): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return "";
  }
}

function encodedArray(array: Value): string {
  if (!isArray(array)) return "";
  const bytes = array.map((item) => (item !== null && isNumber(item) ? asNumber(item) : NaN));
  return bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255) ? Buffer.from(bytes).toString("base64") : "";
}

/** The first three parts of a GUID are numbers, which have their last byte first: https://learn.microsoft.com/en-us/dotnet/api/system.guid.tobytearray */
function swapped(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse(), bytes.subarray(8)]);
}

function encodedGuid(guid: string): string {
  const parsed = parseGuid(guid);
  return parsed === null ? "" : swapped(Buffer.from(parsed.replace(/-/gu, ""), "hex")).toString("base64");
}

function decodedGuid(bytes: Buffer | undefined): Value {
  return bytes?.length === 16 ? convert(swapped(bytes).toString("hex"), "guid") : null;
}
