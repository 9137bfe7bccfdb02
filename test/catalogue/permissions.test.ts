import { join } from "node:path";
import { bundledCatalogueDir } from "../../catalogue/location";
import { loadPermissions, type Permission, type PermissionType, REACHES, type ResourceName, RESOURCES } from "../../catalogue/permissions";
import { readYaml } from "../../catalogue/yaml-document";

/** Those that CM0074 names, in its order. */
const CM0074 = ["Mail.Read", "Mail.ReadBasic", "Mail.ReadBasic.All", "Mail.ReadWrite", "Mail.Send", "MailboxSettings.Read", "MailboxSettings.ReadWrite", "Calendars.Read", "Calendars.ReadWrite", "Contacts.Read", "Contacts.ReadWrite"];
const GROUPS = RESOURCES.flatMap((resource) => (["application", "delegated"] as const).map((type) => [resource, type] as const));

const permissions = loadPermissions();
const of = (resource: ResourceName, type: PermissionType): readonly Permission[] => permissions.filter((p) => p.resource === resource && p.type === type);
const said = (p: Permission): string => `${p.resource} ${p.type} ${p.name}: ${p.allows}; ${p.instead ?? "-"}`;

describe("the permissions", () => {
  it.each(CM0074)("guard %s, which CM0074 names, as an application's permission on Microsoft Graph", (name) => {
    const [permission, ...others] = of("microsoft-graph", "application").filter((p) => p.name === name);
    expect(permission).toMatchObject({ guarded: true, reach: "every mailbox", resourceAppId: "00000003-0000-0000-c000-000000000000", role: expect.stringMatching(/^Application /u) as string });
    expect(others).toEqual([]);
  });

  // Mail.ReadBasic.All is none that a user can consent to.
  it.each(CM0074.filter((name) => name !== "Mail.ReadBasic.All"))("guard %s on Microsoft Graph where a user consents to it", (name) => {
    expect(of("microsoft-graph", "delegated").filter((p) => p.name === name)).toEqual([expect.objectContaining({ guarded: true, reach: "the signed-in user's mailbox" })]);
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

  it("are guarded exactly where they reach a mailbox, and never powerful as well", () => {
    expect(permissions.filter((p) => p.guarded !== p.reach.includes("mailbox")).map(said)).toEqual([]);
    expect(permissions.filter((p) => p.guarded && p.powerful).map(said)).toEqual([]);
  });

  it.each(["application", "delegated"] as const)("call it powerful, as %s, to add a way to sign in as another, but not to remove one", (type) => {
    const methods = of("microsoft-graph", type).filter(({ name }) => name.startsWith("UserAuthMethod-"));
    const called = (powerful: boolean): readonly string[] => methods.filter((p) => p.powerful === powerful).map(({ name }) => name.replace(/^UserAuthMethod-(?<way>\w+)\.ReadWrite\.All$/u, "$<way>"));
    expect(called(true)).toEqual(["Passkey", "TAP", "Password", "Phone", "Email", "QR", "HardwareOATH"]);
    expect(called(false)).toEqual(["External", "MicrosoftAuthApp", "PlatformCred", "SoftwareOATH", "WindowsHello"]);
  });

  it("say of the permissions on groups, which are neither, that they reach the groups' mail", () => {
    const groups = permissions.filter(({ name }) => /^Group\.Read(?:Write)?\.All$/u.test(name));
    expect(groups).toHaveLength(6);
    expect(groups.filter((p) => p.guarded || p.powerful || !p.allows.includes("mail conversations")).map(said)).toEqual([]);
    // Microsoft Graph opens groups' calendars to a signed-in user only.
    expect(groups.filter((p) => p.allows.includes("calendars") !== (p.type === "delegated")).map(said)).toEqual([]);
  });

  it("say of Microsoft Graph's Mail.ReadWrite until when it rewrites messages, which takes Mail-Advanced then", () => {
    const writing = permissions.filter((p) => p.resource === "microsoft-graph" && /^Mail\.ReadWrite/u.test(p.name));
    expect(writing).toHaveLength(3);
    expect(writing.filter((p) => !p.allows.includes("until 2026-12-31 rewrite received or sent mail")).map(said)).toEqual([]);
  });

  it("say of a powerful one how it leads to mail", () => {
    expect(permissions.filter((p) => p.powerful && !/\bmail\b/u.test(p.allows)).map(said)).toEqual([]);
  });
});

describe("the words of a permission", () => {
  it("are one clause, which a sentence goes on from", () => {
    expect(permissions.filter((p) => !/^[a-z][^.;:!?]*[A-Za-z0-9]$/u.test(p.allows.replace(/\b[A-Z]\w+(?:\.\w+)+/gu, "it"))).map(said)).toEqual([]);
  });

  it.each(GROUPS)("of %s, %s, are no other's, on the same data", (resource, type) => {
    const words = of(resource, type).filter((p) => !p.secondId).map((p) => `${p.allows}, on ${p.reach}`);
    expect(words.filter((each, index) => words.indexOf(each) !== index)).toEqual([]);
  });

  it("name every reach, and none for nothing", () => {
    expect(REACHES.filter((reach) => !permissions.some((p) => p.reach === reach))).toEqual([]);
  });
});

describe("what to use instead of a permission", () => {
  type Written = Readonly<Record<string, { readonly role?: string; readonly instead?: string }>>;
  type WrittenFile = Readonly<Record<ResourceName, Readonly<Record<PermissionType, Written>>>> & { readonly exchangeRoles: object };
  const file = readYaml(join(bundledCatalogueDir(), "permissions.yaml")).value as WrittenFile;
  const roles = Object.keys(file.exchangeRoles);

  it("is a permission of the same resource and type, which asks for less", () => {
    const narrower = (p: Permission): Permission | undefined => of(p.resource, p.type).find(({ name }) => name === p.instead);
    const named = permissions.filter((p) => p.instead !== undefined && p.role === undefined);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((p) => narrower(p) === undefined || narrower(p)!.name === p.name).map(said)).toEqual([]);
    // Nobody is led from a mailbox to every mailbox, or from writing to writing more.
    expect(named.filter((p) => narrower(p)!.instead === p.name || (narrower(p)!.guarded && !p.guarded && !p.powerful)).map(said)).toEqual([]);
  });

  it("is, for each permission that an Exchange role stands for, that role", () => {
    const suffixed = (name: string): readonly string[] => [`Application ${name}`, `Application ${name.replace(/\.All$/u, "")}`];
    const supported = of("microsoft-graph", "application").filter((p) => suffixed(p.name).some((role) => roles.includes(role)));
    expect(supported.filter((p) => p.role === undefined || !suffixed(p.name).includes(p.role)).map(said)).toEqual([]);
    expect(of("microsoft-graph", "application").find((p) => p.name === "MailboxItem.Export.All")!.instead).toBe('the Exchange role "Application MailboxItem.Export" in a management scope');
  });

  it("is a role that Exchange has, an application's only, and every role serves one", () => {
    const used = permissions.flatMap(({ role }) => role ?? []);
    expect(used.filter((role) => !roles.includes(role))).toEqual([]);
    expect(roles.filter((role) => !used.includes(role))).toEqual([]);
    expect(permissions.filter((p) => p.role !== undefined && p.type !== "application").map(said)).toEqual([]);
  });

  it("says where the role works through another API than the permission", () => {
    const instead = (name: string): string | undefined => of("exchange-online", "application").find((p) => p.name === name)!.instead;
    expect(instead("Mail.Read")).toBe('the Exchange role "Application Mail.Read" in a management scope, through Microsoft Graph');
  });

  it("leads to Microsoft Graph where the permission and its role end, and says in the words when", () => {
    const ending = permissions.filter((p) => p.ends !== undefined);
    expect(ending.map(({ name, ends }) => `${name} ${ends}`)).toEqual(["EWS.AccessAsUser.All 2027-04-01", "full_access_as_app 2027-04-01", "EWS.AccessAsUser.All 2027-04-01"]);
    for (const { allows } of ending) expect(allows).toMatch(/, sending included, until Microsoft switches that off on 2027-04-01$/u);
    expect(ending[1]!.instead).toBe('the Exchange roles for Microsoft Graph that it needs (until 2027-04-01 also "Application EWS.AccessAsApp"), in a management scope');
  });

  it("is said once: by a role or by a name", () => {
    const written = GROUPS.flatMap(([resource, type]) => Object.values(file[resource][type]));
    const both = written.filter(({ role, instead }) => role !== undefined && instead !== undefined);
    expect(both).toEqual([]);
  });
});
