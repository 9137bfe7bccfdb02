/** The records of a text with one sign between cells. A cell may stand in quotes, doubled where it holds one: https://datatracker.ietf.org/doc/html/rfc4180 */
export function delimitedRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
    record.push(cell);
    at = end;
    if (text[at] === delimiter) {
      at++;
      // A delimiter at the text's end has an empty cell behind it.
      if (at === text.length) record.push("");
    } else {
      if (text[at] === "\r") at++;
      if (text[at] === "\n") at++;
      if (record.length > 1 || record[0] !== "") records.push(record);
      record = [];
    }
  }
  if (record.length > 0) records.push(record);
  return records;
}

interface Cell {
  readonly cell: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): Cell {
  const begin = start + 1;
  for (let quote = text.indexOf('"', begin); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] === '"') continue;
    return { cell: text.slice(begin, quote).replaceAll('""', '"'), end: quote + 1 };
  }
  return { cell: text.slice(begin).replaceAll('""', '"'), end: text.length };
}

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return { cell: text.slice(start, end), end };
}

/** JSON documents that stand one after another, on one line or several. */
export function* jsonDocuments(text: string): Generator<string> {
  let [start, depth] = [0, 0];
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") {
      if (depth++ === 0) start = at;
    } else if ((char === "}" || char === "]") && --depth === 0) {
      yield text.slice(start, at + 1);
      start = at + 1;
    }
  }
  const rest = text.slice(start).trim();
  if (rest !== "") yield rest;
}
