import { listPermissions } from "../../cli/list-permissions";
import { loadPermissions } from "../../catalogue/permissions";
import { commandLine } from "../support/command-line";
import { refusal } from "../support/refusal";
import { silentIo } from "../support/silent-io";

function listed(permissions: string | true, { format = "text", width = 80 } = {}): string {
  let text = "";
  listPermissions({ permissions, format }, { ...silentIo(), width, out: (part) => void (text += part) });
  return text;
}

describe("mailbox-baseline list --permissions", () => {
  it("says of a permission what it allows, on what, and what to use instead", () => {
    expect(listed(true)).toContain(
      [
        "Microsoft Graph, application permissions: held by the application itself, nobody",
        "has to be signed in",
        "",
        "  guarded: made to open mailboxes, so only applications that the tenant approved",
        "  may hold it",
        "    Mail.ReadBasic",
        "      may read who wrote to whom, when and on what subject, without the text and",
        "      attachments, on every mailbox",
        '      instead: the Exchange role "Application Mail.ReadBasic" in a management',
        "               scope",
        "",
      ].join("\n"),
    );
  });

  it("groups by API and type, and there guarded before powerful before neither", () => {
    const heads = listed(true, { width: 200 }).split("\n").filter((line) => /^(?: {2})?\S/u.test(line)).map((line) => line.replace(/:.*/u, "").trim());
    const standings = ["guarded", "powerful", "neither guarded nor powerful"];
    expect(heads.slice(0, -1)).toEqual([
      "Microsoft Graph, application permissions", ...standings,
      "Microsoft Graph, delegated permissions", ...standings,
      "Office 365 Exchange Online, application permissions", "guarded", "powerful",
      "Office 365 Exchange Online, delegated permissions", ...standings,
    ]);
  });

  it("leaves none out, and counts them", () => {
    const text = listed(true);
    const names = [...text.matchAll(/^ {4}(?<name>\S+)(?: \(second id\))?$/gmu)].map(({ groups }) => groups!["name"]!);
    expect([...names].sort()).toEqual(loadPermissions().map(({ name }) => name).sort());
    const count = (of: "guarded" | "powerful"): number => loadPermissions().filter((p) => p[of]).length;
    expect(text.split("\n").at(-2)).toBe(`${names.length} permissions, ${count("guarded")} guarded, ${count("powerful")} powerful; name one to see its id`);
  });

  it("fits a terminal of 80 columns", () => {
    expect(listed(true).split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("lists those of one name, in whatever case, with their ids and whether they need approval", () => {
    const text = listed("mail.read");
    expect([...text.matchAll(/^ {4}(?<name>\S+)$/gmu)].map(({ groups }) => groups!["name"])).toEqual(["Mail.Read", "Mail.Read", "Mail.Read", "Mail.Read"]);
    expect(text).toContain("    Mail.Read\n      id 570282fd-fa5c-430d-a7fd-fc8dc98a9dca\n");
    expect(text.split("\n").at(-2)).toBe("an approval stands under approvedApplications in the tenant's file");
    expect(listed("User.Read.All").split("\n").at(-2)).toBe("it needs no approval in the tenant's file");
  });

  it("lists the one of an id, as plans and logs give it", () => {
    expect(listed("DC890D15-9560-4A4C-9B7F-A736EC74EC40")).toContain("    full_access_as_app\n      id dc890d15-9560-4a4c-9b7f-a736ec74ec40\n");
  });

  it("is JSON for programs: every field of every permission", () => {
    const { formatVersion, permissions } = JSON.parse(listed(true, { format: "json" })) as { formatVersion: number; permissions: object[] };
    expect(formatVersion).toBe(1);
    expect(permissions).toEqual(loadPermissions().map((p) => Object.fromEntries(Object.entries(p).filter(([, value]) => value !== undefined))));
    expect(permissions).toContainEqual({
      resource: "microsoft-graph", resourceAppId: "00000003-0000-0000-c000-000000000000", type: "application",
      id: "810c84a8-4a9e-49e6-bf7d-12d183f40d01", name: "Mail.Read", allows: "read every message with its text and attachments", reach: "every mailbox",
      guarded: true, powerful: false, secondId: false, role: "Application Mail.Read", instead: 'the Exchange role "Application Mail.Read" in a management scope',
    });
    expect((JSON.parse(listed("SMTP.SendAsApp", { format: "json" })) as { permissions: object[] }).permissions).toHaveLength(2);
  });

  it.each([
    ["Mial.Read", '--permissions: "Mial.Read" is no permission on mail that the catalogue knows, nor one that leads there; did you mean Mail.Read?'],
    ["Files.Read.All.Everywhere", '--permissions: "Files.Read.All.Everywhere" is no permission on mail that the catalogue knows, nor one that leads there; `mailbox-baseline list --permissions` shows all'],
  ])("says of %s that it knows none", (name, message) => {
    expect(refusal(() => listed(name))).toEqual([message]);
  });

  it("is reached by the command line, with a name and without", () => {
    expect(commandLine(["list", "--permissions"])).toEqual({ code: 0, out: listed(true), err: "" });
    expect(commandLine(["list", "--permissions", "Mail.Send"])).toEqual({ code: 0, out: listed("Mail.Send"), err: "" });
    expect(commandLine(["list", "--permissions", "Mial.Read"])).toMatchObject({ code: 2, out: "" });
  });
});
