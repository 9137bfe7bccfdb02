import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../catalogue/fault";
import { readPlan } from "../../terraform/read-plan";
import { changeJson, planJson } from "../support/plan";
import { temporaryFolder } from "../support/temporary-folder";

describe("a plan's file", () => {
  const folder = temporaryFolder();
  const file = (content: string | Uint8Array): string => {
    const path = join(folder(), "plan.json");
    writeFileSync(path, content);
    return path;
  };
  const refusal = (path: string): string => {
    try {
      readPlan(path);
    } catch (error) {
      if (error instanceof InputError) return error.message.replace(path, "FILE");
      throw error;
    }
    return "read";
  };

  it("is UTF-8, with a mark or without", () => {
    expect(readPlan(file(JSON.stringify(planJson()))).formatVersion).toBe("1.2");
    expect(readPlan(file(`\ufeff${JSON.stringify(planJson())}`)).formatVersion).toBe("1.2");
  });

  it("is UTF-16 where PowerShell wrote it", () => {
    const text = Buffer.from(`\ufeff${JSON.stringify(planJson())}`, "utf16le");
    expect(readPlan(file(text)).formatVersion).toBe("1.2");
    expect(readPlan(file(text.swap16())).formatVersion).toBe("1.2");
  });

  it.each([
    ["nothing", "", "FILE: is empty; make the JSON by `terraform show -json PLAN"],
    ["half a plan", '{"format_version":"1.2","resource_ch', "FILE: is no whole JSON (it breaks at line 1, column 37); make"],
    ["a saved plan", "PK\u0003\u0004tfplan", "FILE: is a saved plan in Terraform's own format; make the JSON by"],
    ["a packed one", new Uint8Array([0x1f, 0x8b, 8, 0]), "FILE: is compressed; unpack it first"],
    ["bytes that are no text", new Uint8Array([0x7b, 0xff, 0xff, 0x7d]), "FILE: is no text in UTF-8"],
    ["UTF-16 without a mark", Buffer.from(JSON.stringify(planJson()), "utf16le"), "FILE: holds zero bytes: it is UTF-16 without a mark"],
    ["a state", '{"version":4,"serial":1,"lineage":"x","resources":[]}', "FILE: is a state file"],
    ["a broken entry", JSON.stringify(planJson({ resource_changes: [null] })), "FILE resource_changes[0]: is no object"],
  ])("that holds %s is refused with what to do", (_, content, message) => {
    expect(refusal(file(content))).toContain(message);
  });

  it.each(['{"password": hunter2}', '{"a": "hunter2', '{\n"format_version": "1.2" hunter2}', '{"format_version": "hunter2!"}', JSON.stringify({ format_version: "1.2", resource_changes: [changeJson("a.b", { actions: ["hunter2 hunter2"] })] })])("is not quoted where it is refused: %s", (content) => {
    const message = refusal(file(content));
    expect(message).toMatch(/is no whole JSON|this version reads|allowed/u);
    expect(message).not.toContain("hunter2");
  });

  it("that is nested deeper than any plan is refused, before anything walks it", () => {
    const nested = (depth: number) => JSON.stringify(planJson({ variables: { x: { value: 0 } } })).replace('"value":0', `"value":${"[".repeat(depth)}${"]".repeat(depth)}`);
    expect(refusal(file(nested(450)))).toBe("read");
    for (const depth of [500, 2000, 200_000]) expect(refusal(file(nested(depth)))).toBe("FILE: is nested deeper than any plan; is this the right file?");
  });

  it("that is none, or not there, is refused", () => {
    expect(refusal(folder())).toContain("is no regular file");
    expect(refusal(join(folder(), "none.json"))).toContain("cannot be read: ENOENT");
  });
});
