import { Argument, Command, Option } from "commander";
import type { Io } from "./io";
import { catalogueOption, formatOption } from "./options";
import type { TestOptions } from "./test/test-detections";

export function testCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("test")
    .description("run detections on the events written for them, offline")
    .addArgument(new Argument("[ids...]", "only these detections (default: all)"))
    .addOption(catalogueOption())
    .addOption(new Option("--mutate", "also change each condition of each query in turn, and list the changes that no event notices"))
    .addOption(formatOption(["text", "json"]))
    .addHelpText(
      "after",
      "\nAn event fails when its detection fires and should not, does not and should, or\nreturns other rows than it expects. With --mutate every condition is dropped,\nnegated, and its literals altered: a change that no event notices is either\nuntested, or changes nothing and has a line under `equivalent` that says why. Over all\ndetections that takes some minutes.",
    )
    .action(async (ids: string[], options: TestOptions) => {
      // Microsoft's parser takes long to load, and most commands have no use for it.
      const { testDetections } = await import("./test/test-detections.js");
      exit(testDetections(ids, options, io));
    });
}
