import type { Value } from "../values/value";
import { ofText, type ScalarFunctions } from "./call";

export const urlFunctions: ScalarFunctions = {
  url_encode: ofText((text) => encoded(text).replace(/%20/gu, "+")),
  url_encode_component: ofText(encoded),
  url_decode: ofText(decoded),
  parse_url: ofText(parsedUrl),
  parseurl: ofText(parsedUrl),
  parse_urlquery: ofText((text) => new Map([["Query Parameters", parameters(text.replace(/^\?/u, ""))]])),
  parseurlquery: ofText((text) => new Map([["Query Parameters", parameters(text.replace(/^\?/u, ""))]])),
};

/** Everything but letters, digits and `-_.!*()`, in small hexadecimal digits: https://learn.microsoft.com/en-us/kusto/query/url-encode-component-function */
function encoded(text: string): string {
  const small = encodeURIComponent(Buffer.from(text).toString()).replace(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase());
  return small.replace(/~/gu, "%7e").replace(/'/gu, "%27");
}

/** `+` is a blank; what is no code stays as it is. */
function decoded(text: string): string {
  return text.replace(/\+/gu, " ").replace(/(?:%[0-9a-f]{2})+/giu, (codes) => Buffer.from(codes.replace(/%/gu, ""), "hex").toString("utf8"));
}

const USER = String.raw`(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?`;
const HOST = String.raw`(?<host>\[[^\]/?#]*\]|[^:/?#]*)(?::(?<port>\d*))?`;
const URL_PARTS = new RegExp(String.raw`^(?<scheme>[a-z][\w+.-]*)://${USER}${HOST}(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>[^]*))?$`, "iu");

/** A text that is no absolute URL has empty parts: https://learn.microsoft.com/en-us/kusto/query/parse-url-function */
function parsedUrl(text: string): Value {
  const parts = URL_PARTS.exec(text)?.groups ?? {};
  return new Map<string, Value>([
    ["Scheme", parts["scheme"] ?? ""],
    ["Host", parts["host"] ?? ""],
    ["Port", parts["port"] ?? ""],
    ["Path", parts["path"] ?? ""],
    ["Username", parts["user"] ?? ""],
    ["Password", parts["password"] ?? ""],
    ["Query Parameters", parameters(parts["query"] ?? "")],
    ["Fragment", parts["fragment"] ?? ""],
  ]);
}

function parameters(query: string): Value {
  const bag = new Map<string, Value>();
  for (const pair of query.split("&")) {
    const equals = pair.indexOf("=");
    if (pair !== "") bag.set(equals < 0 ? pair : pair.slice(0, equals), equals < 0 ? "" : pair.slice(equals + 1));
  }
  return bag;
}
