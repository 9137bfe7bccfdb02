import { analyze } from "../../kql/language/analyze";
import { schemaOf } from "../../kql/evaluate";
import { parseDateTime } from "../../kql/values/datetime";
import { DateTime } from "../../kql/values/value";
import { answerOf, type BatchLine, type BatchSetting } from "./batch-answer";
import { type GivenFiles, openDatabase } from "./database";

/** What the process that reads a batch says to the one that runs its queries: first its set-up, then line after line. */
export type ToEngine = { readonly files: GivenFiles; readonly now: string; readonly seconds: number } | BatchLine;

/** The other way round: that it is ready, then the answer to each line. */
export type FromEngine = { readonly ready: true } | { readonly answer: string };

/** A process of its own runs the queries of a batch: one that eats up all memory or hangs in the parser ends only this. */
function serve(send: (message: FromEngine) => void): void {
  let setting: BatchSetting | undefined;
  process.on("message", (message: ToEngine) => {
    if ("files" in message) {
      setting = { database: openDatabase(message.files), now: parseDateTime(message.now) ?? new DateTime(0n), seconds: message.seconds };
      // Loads Microsoft's parser, which no query's time is to pay for.
      analyze("print 1", schemaOf(setting.database));
      send({ ready: true });
    } else if (setting !== undefined) send({ answer: answerOf(message, setting) });
  });
  // Whoever reads the batch is gone.
  process.on("disconnect", () => process.exit());
}

if (require.main === module) serve((message) => process.send?.(message));
