import { createColors } from "picocolors";
import type { ExitCode } from "../../findings/exit-code";
import type { Io } from "../io";
import { writeFile } from "../write-file";
import { chosenDetections, type DetectionOptions } from "./detections";
import { checkOut } from "./check-out";
import { huntFiles, type RangeOptions } from "./hunt-files";
import { indentedJson } from "./json-line";
import { renderCsv } from "./render-csv";
import { asJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";
import { exitCodeOf, type HuntReport } from "./report";

export interface TimelineOptions extends DetectionOptions, RangeOptions {
  readonly format: "text" | "markdown" | "json" | "csv";
  readonly out?: string;
  readonly now?: Date;
}

/** Runs the detections over whole logs, as the service would have run them, and prints what they find in order of time. */
export async function huntTimeline(files: readonly string[], options: TimelineOptions, io: Io): Promise<ExitCode> {
  const { tenant, format, out } = options;
  if (out !== undefined) checkOut(out, files);
  const { detections, off } = chosenDetections(options, options.now ?? io.now());
  const { result, reading } = await huntFiles(files, detections, options, io);
  const report: HuntReport = { result, reading, off, tenant };
  if (out === undefined) io.stream(rendered(report, format, io));
  else {
    writeFile(out, rendered(report, format, { color: false, width: 120 }));
    io.out(`${out}: ${report.result.findings.length.toLocaleString("en")} findings\n`);
  }
  return exitCodeOf(report);
}

function rendered(report: HuntReport, format: TimelineOptions["format"], { color, width }: Pick<Io, "color" | "width">): string {
  switch (format) {
    case "text":
      return renderText(report, createColors(color), width);
    case "markdown":
      return renderMarkdown(report);
    case "json":
      return indentedJson(asJson(report));
    case "csv":
      return renderCsv(report);
  }
}
