import { loadPermissions, RESOURCES } from "../../catalogue/permissions";

/** Those that CM0074 names, in its order. */
const CM0074 = ["Mail.Read", "Mail.ReadBasic", "Mail.ReadBasic.All", "Mail.ReadWrite", "Mail.Send", "MailboxSettings.Read", "MailboxSettings.ReadWrite", "Calendars.Read", "Calendars.ReadWrite", "Contacts.Read", "Contacts.ReadWrite"];

describe("the permissions", () => {
  const permissions = loadPermissions();
  const of = (resource: string, type: string) => permissions.filter((p) => p.resource === resource && p.type === type);
  const GROUPS = RESOURCES.flatMap((resource) => (["application", "delegated"] as const).map((type) => [resource, type] as const));

  it.each(CM0074)("guard %s, which CM0074 names, as an application's permission on Microsoft Graph", (name) => {
    const [permission, ...others] = of("microsoft-graph", "application").filter((p) => p.name === name && !p.secondId);
    expect(permission).toMatchObject({ guarded: true, reach: "every mailbox", resourceAppId: "00000003-0000-0000-c000-000000000000" });
    expect(others).toEqual([]);
  });

  it("have the ids that Microsoft documents", () => {
    expect(of("microsoft-graph", "application").find((p) => p.name === "Mail.Read")!.id).toBe("810c84a8-4a9e-49e6-bf7d-12d183f40d01");
    expect(of("exchange-online", "application").find((p) => p.name === "full_access_as_app")).toMatchObject({ id: "dc890d15-9560-4a4c-9b7f-a736ec74ec40", guarded: true, resourceAppId: "00000002-0000-0ff1-ce00-000000000000" });
  });

  it.each(GROUPS)("of %s, %s, are there, and no id stands twice", (resource, type) => {
    const ids = of(resource, type).map((p) => p.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(GROUPS)("of %s, %s, bear a name twice only where the second id says so", (resource, type) => {
    const names = of(resource, type).filter((p) => !p.secondId).map((p) => p.name);
    expect(new Set(names).size).toBe(names.length);
    for (const second of of(resource, type).filter((p) => p.secondId)) expect(names).toContain(second.name);
  });

  it("are told apart by resource, though both share ids", () => {
    const shared = permissions.filter((p) => p.id === "810c84a8-4a9e-49e6-bf7d-12d183f40d01");
    expect(shared.map((p) => p.resource)).toEqual(["microsoft-graph", "exchange-online"]);
  });

  it("are guarded or powerful, never both, and every one on mailboxes is guarded", () => {
    expect(permissions.filter((p) => p.guarded && p.powerful)).toEqual([]);
    expect(permissions.filter((p) => /mailbox/u.test(p.reach) && !p.guarded)).toEqual([]);
  });

  it("name no narrower one that is the same", () => {
    expect(permissions.filter((p) => p.instead === p.name)).toEqual([]);
  });
});
