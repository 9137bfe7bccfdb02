import { chunksOf } from "./bytes";
import { eachLine } from "./lines";

/** Whether a file called .json has one object a line, as many have. A list is none, nor an object over several lines. */
export function isNdjson(file: string): boolean {
  let whole = false;
  if (firstCharacter(file) === "{") {
    eachLine(file, (text) => {
      whole = isJson(text);
      return false;
    });
  }
  return whole;
}

/** Blanks and a mark of byte order apart. A list may well be one line, too long to be read as one. */
function firstCharacter(file: string): string | undefined {
  for (const chunk of chunksOf(file)) {
    const [first] = chunk.toString("latin1").replace(/^(?:\u00ef\u00bb\u00bf)?\s*/u, "");
    if (first !== undefined) return first;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
