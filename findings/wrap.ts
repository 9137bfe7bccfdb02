/** Breaks text at blanks into lines of at most `width` columns; a longer word stands alone on its line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).filter((w) => w !== "")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** Wraps text so that its first line begins after `head` and the others below its first letter. */
export function hang(head: string, text: string, width: number): string {
  const [first = "", ...rest] = wrap(text, Math.max(20, width - head.length));
  return [`${head}${first}`, ...rest.map((line) => " ".repeat(head.length) + line)].join("\n");
}
