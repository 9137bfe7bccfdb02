import type { Path } from "../resource";

/** Texts that mean what they say, letter by letter: names, descriptions, and what a tenant calls and says as it likes. */
const FREE_TEXT = /^(?:tags|description|display_name|custom_details|custom_properties|query|notes|name|.+_name|.+_description)$/u;
const LENGTH_OF_TIME = /frequency|period|duration|window|interval|timeouts/u;

/** Whether an attribute holds a free text, or stands in what does. */
export function holdsFreeText(path: Path): boolean {
  return path.some((step) => typeof step === "string" && FREE_TEXT.test(step));
}

/** Whether an attribute holds a length of time, as its name says. */
export function holdsDuration(path: Path): boolean {
  return path.some((step) => typeof step === "string" && LENGTH_OF_TIME.test(step));
}

/** Whether this is one tag: Azure keeps one with nothing in it. */
export function isTag(path: Path): boolean {
  return path.at(-2) === "tags" && typeof path.at(-1) === "string";
}
