import { packageVersion } from "../../catalogue/location";
import { provenanceDescription, provenanceTags } from "../../constructs/provenance";
import { baselineKeys, detectionWith, runs } from "../support/detection";
import { LIVE } from "../support/tenant-in-code";

const change = { ...LIVE, enabled: false, parameters: {}, owner: "SOC", reason: "Too loud.", state: "live" } as const;

describe("the tags of a resource", () => {
  it("say who manages it, of which version, what part it is, and which controls it serves", () => {
    expect(provenanceTags("logs", ["NIST.AU-11", "CM0074.audit"])).toEqual({
      "managed-by": "mailbox-baseline",
      "baseline-version": packageVersion(),
      "baseline-part": "logs",
      "baseline-controls": "NIST.AU-11 CM0074.audit",
    });
  });

  it("say nothing of controls where it serves none", () => {
    expect(Object.keys(provenanceTags("logs", []))).toEqual(["managed-by", "baseline-version", "baseline-part"]);
  });

  it("end at the 256 characters that Azure takes", () => {
    const tags = provenanceTags("p".repeat(300), ["c".repeat(300)]);
    expect([tags["baseline-part"], tags["baseline-controls"]]).toEqual(["p".repeat(256), "c".repeat(256)]);
  });

  it("are text to Terraform", () => {
    expect(provenanceTags("detection ${x}", ["%{y}"])).toMatchObject({ "baseline-part": "detection $${x}", "baseline-controls": "%%{y}" });
  });
});

describe("the description of a rule", () => {
  const origin = `Detection mailbox-opened, version 1.2.3, mailbox-baseline ${packageVersion()}.`;

  it("says what it finds, and which detection and version it is", () => {
    expect(provenanceDescription(runs(detectionWith()))).toBe(`Finds who was let in.\n\n${origin}`);
  });

  it("names its controls and its techniques, the sub-techniques with them", () => {
    const detection = detectionWith({ baseline: baselineKeys(["CM0074.alert", "NIST.SI-4(5)"]), techniques: ["T1098.002", "T1114"] });
    expect(provenanceDescription(runs(detection))).toBe(`Finds who was let in.\n\n${origin} Controls: CM0074.alert, NIST.SI-4(5). ATT&CK: T1098.002, T1114.`);
  });

  it("falls back to the title where the detection describes nothing", () => {
    expect(provenanceDescription(runs(detectionWith({ description: "" })))).toBe(`A mailbox was opened to someone\n\n${origin}`);
  });

  it("begins with who switched the rule off, why, and until when", () => {
    expect(provenanceDescription(runs(detectionWith(), { state: "off", change }))).toBe(`Switched off until 2027-01-01T00:00:00Z by SOC: Too loud.\n\nFinds who was let in.\n\n${origin}`);
  });

  it("says nothing of a change that has lapsed", () => {
    expect(provenanceDescription(runs(detectionWith(), { state: "on", change: { ...change, state: "expired" } }))).toBe(`Finds who was let in.\n\n${origin}`);
  });

  it("is cut to the 5000 characters that Sentinel takes, and still says where it comes from", () => {
    const description = provenanceDescription(runs(detectionWith({ description: "d".repeat(6000) })));
    expect(description).toHaveLength(5000);
    expect(description.endsWith(`ddd\n\n${origin}`)).toBe(true);
  });
});
