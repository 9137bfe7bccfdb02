import { textBlocks } from "./text-blocks";

/** Hands over each line that holds more than blanks, with its number, until `visit` answers false. */
export function eachLine(file: string, visit: (text: string, line: number) => boolean): void {
  for (const block of textBlocks(file)) {
    let { line } = block;
    for (let from = 0; from < block.text.length; line++) {
      const newline = block.text.indexOf("\n", from);
      const end = newline === -1 ? block.text.length : newline;
      const text = block.text.slice(from, end);
      if (text.trim() !== "" && !visit(text, line)) return;
      from = end + 1;
    }
  }
}
