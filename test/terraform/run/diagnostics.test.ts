import { humanDiagnostics, streamEvent } from "../../../terraform/run/diagnostics";

describe("a line of the stream", () => {
  const line = (diagnostic: object): string => JSON.stringify({ "@level": "error", type: "diagnostic", diagnostic });

  it("is an error, without the snippet and its values", () => {
    const snippet = { code: 'password = "hunter2"', values: [{ traversal: "var.b", statement: 'is "hunter2"' }] };
    expect(streamEvent(line({ severity: "error", summary: "S", detail: "D", address: "a.b", range: { filename: "cdk.tf.json", start: { line: 12 } }, snippet }))).toEqual({
      kind: "error",
      diagnostic: { summary: "S", detail: "D", address: "a.b", place: "cdk.tf.json:12" },
    });
  });

  it("is a refreshed resource", () => expect(streamEvent(JSON.stringify({ type: "refresh_complete", hook: {} }))).toEqual({ kind: "refreshed" }));

  it.each(["", "text", "{", "[1]", "null", '{"type":"diagnostic"}', line({ severity: "warning", summary: "S" }), '{"type":"refresh_start"}'])("says nothing that we need: %s", (text) => {
    expect(streamEvent(text)).toBeUndefined();
  });

  it("that is cut at a summary's megabytes is kept in part", () => {
    const event = streamEvent(line({ severity: "error", summary: "S".repeat(1_000_000), detail: 7 }));
    expect(event?.kind === "error" && [event.diagnostic.summary.length, event.diagnostic.detail]).toEqual([8_000, ""]);
  });
});

describe("errors printed for people", () => {
  const box = "\u001b[31m╷\u001b[0m\n\u001b[31m│\u001b[0m \u001b[1m\u001b[31mError: \u001b[0m\u001b[1mFailed to query\u001b[0m\n\u001b[31m│\u001b[0m \n\u001b[31m│\u001b[0m Could not connect to\n\u001b[31m│\u001b[0m registry.terraform.io\n\u001b[31m╵\u001b[0m\n";

  it("are read in a box and in colour", () => {
    expect(humanDiagnostics(box)).toEqual([{ summary: "Failed to query", detail: "Could not connect to\nregistry.terraform.io" }]);
  });

  it("are read without, several of them, and warnings are not", () => {
    const text = "\nWarning: Old\n\nIt is old.\n\nError: First\n\nIt is\nbad.\n\nMore.\n\nWarning: Odd\n\nIt is odd.\n\nError: Second\nthing\n";
    expect(humanDiagnostics(text)).toEqual([
      { summary: "First", detail: "It is\nbad.\n\nMore." },
      { summary: "Second\nthing", detail: "" },
    ]);
  });

  it("are none in other text", () => expect(humanDiagnostics("Initializing the backend...\nNo Error: here\n")).toEqual([]));
});
