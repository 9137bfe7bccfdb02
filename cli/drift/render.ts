import { createColors } from "picocolors";
import type { Io } from "../io";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";
import type { DriftResults } from "./results";

export type DriftFormat = "text" | "markdown" | "json";

/** @param toFile then nothing is coloured, whatever the terminal */
export function renderDrift(results: DriftResults, format: DriftFormat, io: Pick<Io, "color" | "width">, toFile = false): string {
  return { text: () => renderText(results, createColors(io.color && !toFile), io.width), markdown: () => renderMarkdown(results), json: () => asJson(results) }[format]();
}

/** What a results file holds. */
export function asJson(results: DriftResults): string {
  return `${JSON.stringify(results, undefined, 2)}\n`;
}
