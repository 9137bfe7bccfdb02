import { createColors } from "picocolors";
import { InputError } from "../../catalogue/fault";
import { loadTables } from "../../catalogue/tables";
import type { ExitCode } from "../../findings/exit-code";
import { Hunt } from "../../hunt/hunt";
import { Recogniser } from "../../hunt/records/recognise";
import { TICKS, UNIX_EPOCH } from "../../kql/values/calendar";
import { DateTime } from "../../kql/values/value";
import type { Io } from "../io";
import { writeFile } from "../write-file";
import { chosenDetections, type DetectionOptions } from "./detections";
import { openAll, readLog } from "./log-reading";
import { ReadingProgress } from "./reading-progress";
import { renderCsv } from "./render-csv";
import { asJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";
import { exitCodeOf, type HuntReport } from "./report";

export interface TimelineOptions extends DetectionOptions {
  readonly since?: Date;
  readonly until?: Date;
  readonly format: "text" | "markdown" | "json" | "csv";
  readonly out?: string;
  readonly now?: Date;
}

/** Runs the detections over whole logs, as the service would have run them, and prints what they find in order of time. */
export async function huntTimeline(files: readonly string[], options: TimelineOptions, io: Io): Promise<ExitCode> {
  const { since, until, tenant, format, out } = options;
  if (since && until && since > until) throw new InputError([{ file: "--since", path: "", message: "is after --until; exchange them" }]);
  const { detections, off } = chosenDetections(options, options.now ?? io.now());
  const tables = loadTables();
  const recogniser = new Recogniser(tables);
  const opened = await openAll(files, recogniser);
  const hunt = new Hunt(detections, tables, { ...(since ? { since: ticksOf(since) } : {}), ...(until ? { until: ticksOf(until) } : {}) });
  io.endOnInterrupt();
  const progress = new ReadingProgress(opened, io);
  const reading = await readLog(opened, recogniser, (record, place) => hunt.take(record, place), progress.show);
  progress.clear();
  const report: HuntReport = { result: hunt.finish(), reading, off, tenant };
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
      return `${JSON.stringify(asJson(report), undefined, 2)}\n`;
    case "csv":
      return renderCsv(report);
  }
}

function ticksOf(date: Date): DateTime {
  return new DateTime(BigInt(date.getTime()) * TICKS.millisecond + UNIX_EPOCH);
}
