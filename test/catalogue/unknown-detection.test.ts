import type { CatalogueChanges } from "../../catalogue/changes";
import { loadTenant } from "../../catalogue/load-tenants";
import { unknownDetection } from "../../catalogue/unknown-detection";
import { detectionWith } from "../support/detection";
import { refusedWith } from "../support/refusal";
import { COMMITTED, tenantFile } from "../support/tenant-file";

const CHANGES: CatalogueChanges = {
  renamed: [
    { from: "oldest", to: "old", since: "0.2.0" },
    { from: "old", to: "mailbox-opened", since: "0.3.0" },
    { from: "once", to: "gone", since: "0.2.0" },
  ],
  retired: [{ id: "gone", since: "0.4.0", destroy: true, why: "Microsoft alerts on it itself." }],
};
const DETECTIONS = [detectionWith()];

describe("a detection that isn't there", () => {
  it.each([
    ["old", '"old" was renamed to mailbox-opened in 0.3.0; write mailbox-opened'],
    ["oldest", '"oldest" was renamed to mailbox-opened in 0.3.0; write mailbox-opened'],
    ["gone", '"gone" was retired in 0.4.0: Microsoft alerts on it itself; remove it'],
    ["once", '"once" was renamed to gone in 0.2.0, which was retired in 0.4.0: Microsoft alerts on it itself; remove it'],
    ["mailbox-opend", '"mailbox-opend" is no detection; did you mean mailbox-opened?'],
    ["something-else-entirely", '"something-else-entirely" is no detection; `mailbox-baseline list` shows them'],
  ])("is told of by what became of it, or by the nearest: %s", (id, message) => {
    expect(unknownDetection(id, DETECTIONS, CHANGES)).toBe(message);
  });

  it("is told of so where a tenant file names it", () => {
    const file = tenantFile({ detections: { old: { enabled: false, ...COMMITTED } }, exceptions: [{ detection: "gone", entity: "a@contoso.com", value: "FullAccess", ...COMMITTED }] });
    expect(refusedWith(() => loadTenant(file, DETECTIONS, CHANGES))).toEqual([
      'detections.old: "old" was renamed to mailbox-opened in 0.3.0; write mailbox-opened',
      'exceptions[0].detection: "gone" was retired in 0.4.0: Microsoft alerts on it itself; remove it',
    ]);
  });
});
