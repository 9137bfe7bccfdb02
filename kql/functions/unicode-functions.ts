import { KqlError } from "../engine/errors";
import { textOf } from "../values/text";
import { asNumber, isNumber, type Value } from "../values/value";
import { listedArguments, textArgument } from "./arguments";
import { type Call, type Compute, ofText, type ScalarFunctions } from "./call";
import { isAscii } from "./casing";
import { fromPunycode, toPunycode } from "./punycode";

const codePoints = ofText((text) => Array.from(text, (char) => BigInt(char.codePointAt(0) ?? 0)));

export const unicodeFunctions: ScalarFunctions = {
  to_utf8: codePoints,
  unicode_codepoints_from_string: codePoints,
  make_string: compileFromCodePoints,
  unicode_codepoints_to_string: compileFromCodePoints,
  punycode_from_string: (call) => bounded(call, toPunycode),
  punycode_to_string: (call) => bounded(call, (text) => fromPunycode(text) ?? ""),
  punycode_domain_to_string: (call) => bounded(call, encodedDomain),
  punycode_domain_from_string: (call) => bounded(call, decodedDomain),
};

function compileFromCodePoints(call: Call): Compute {
  const codes = listedArguments(call, 0);
  return (row) => codes(row).map(character).join("");
}

function character(code: Value): string {
  const number = code !== null && isNumber(code) ? asNumber(code) : NaN;
  if (!Number.isInteger(number) || number < 0 || number > 0x10ffff) throw new KqlError("runtime", `${textOf(code)} is no Unicode code point`);
  return String.fromCodePoint(number);
}

/** Punycode's time grows with the square of the length. */
const LONGEST = 10_000;

function bounded(call: Call, answer: (text: string) => string): Compute {
  const text = textArgument(call, 0);
  return (row) => {
    const whole = text(row);
    if (whole.length > LONGEST) throw new KqlError("limit", `${call.name} of a text of more than ${LONGEST.toLocaleString("en")} characters`);
    return answer(whole);
  };
}

const MARK = "xn--";

/** Labels are parted by any of the full stops that IDNA knows: https://www.rfc-editor.org/rfc/rfc3490#section-3.1 */
function encodedDomain(domain: string): string {
  const labels = domain.split(/[.\u3002\uff0e\uff61]/u);
  return labels.map((label) => (isAscii(label) ? label : MARK + toPunycode(label))).join(".");
}

function decodedDomain(domain: string): string {
  const labels = domain.split(".").map((label) => (label.toLowerCase().startsWith(MARK) ? fromPunycode(label.slice(MARK.length)) : label));
  return labels.includes(undefined) ? "" : labels.join(".");
}
