import { loadTenant } from "../../catalogue/load-tenants";
import { refusedWith } from "../support/refusal";
import { APPROVED, COMMITTED, tenantFile, type TenantKeys } from "../support/tenant-file";

const refused = (keys: TenantKeys): string[] => refusedWith(() => loadTenant(tenantFile(keys), []));

describe("a tenant file is refused for", () => {
  it.each<[string, TenantKeys, string]>([
    ["a missing name", { name: undefined }, "name: is missing; add it: Short name of the tenant: its stack, state and resources carry it."],
    ["a missing tenant id", { tenantId: undefined }, "tenantId: is missing; add it: Entra tenant id."],
    ["a missing key below", { provider: {} }, "provider.login: is missing; add it: How Terraform logs in; never by a secret."],
    ["a name that is a number", { name: 42 }, "name: 42 is not a name that files and Azure resources can bear; write 1 to 40 lower-case letters, digits and inner hyphens"],
    ["a GUID that is none", { tenantId: "contoso.com" }, 'tenantId: "contoso.com" is not a GUID; write one such as 8f1c0f52-6f0e-4c57-9d1b-2f2f6a1e6d10'],
    ["a GUID in braces", { subscriptionId: "{0a4c9f5e-7d15-4b8e-a1de-5f7a2f2f3b11}" }, 'subscriptionId: "{0a4c9f5e-7d15-4b8e-a1de-5f7a2f2f3b11}" is not a GUID; write one such as 8f1c0f52-6f0e-4c57-9d1b-2f2f6a1e6d10'],
    ["a cloud that isn't", { cloud: "private" }, 'cloud: "private" is none of public, usgovernment, china; write one of them'],
    ["a region with a slash", { location: "west/europe" }, 'location: "west/europe" is not an Azure region; write one such as westeurope'],
    ["no domains", { acceptedDomains: [] }, "acceptedDomains: is empty; write the tenant's mail domains"],
    ["one domain that is no list", { acceptedDomains: "contoso.com" }, 'acceptedDomains: "contoso.com" is not a list; write one `- item` a line'],
    ["a domain with a wildcard", { acceptedDomains: ["contoso.com", "*.contoso.com"] }, 'acceptedDomains[1]: "*.contoso.com" is not a mail domain; write one such as contoso.com'],
    ["alerting by neither service", { alerting: "pager" }, 'alerting: "pager" is none of sentinel, azure-monitor; write one of them'],
    ["a list where a map stands", { provider: ["login"] }, "provider: a list is not a map; write `key: value` lines"],
    ["text where a map stands", { provider: "oidc" }, 'provider: "oidc" is not a map; write `key: value` lines'],
    ["a secret login", { provider: { login: "client-secret" } }, 'provider.login: "client-secret" is none of oidc, cli, managed-identity; write one of them'],
    ["a connector's unknown state", { connectors: { sentinel: "yes" } }, 'connectors.sentinel: "yes" is none of declared, existing, absent; write one of them'],
    ["a table with a blank", { arrives: ["Email Events"] }, 'arrives[0]: "Email Events" is not a table; write a Log Analytics table such as EmailEvents'],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  it.each(["../x", "A B", "Contoso", "-contoso", "contoso-", "a_b", "a/b", "a.b", "${x}", "contoso\n", "x".repeat(41), ""])("the name %j", (name) => {
    expect(refused({ name })).toEqual([`name: ${JSON.stringify(name).replace("\\n", "\\u000a")} is not a name that files and Azure resources can bear; write 1 to 40 lower-case letters, digits and inner hyphens`]);
  });

  it.each(["con", "prn", "aux", "nul", "com1", "lpt9"])("the name %s, which Windows keeps for a device", (name) => {
    expect(refused({ name })).toEqual([`name: "${name}" is a device name on Windows; write another`]);
  });

  it.each(["x", "x".repeat(40), "contoso-2", "0", "console"])("a bad name, but not for %s", (name) => {
    expect(loadTenant(tenantFile({ name }), []).name).toBe(name);
  });
});

describe("a key that is none is refused", () => {
  it.each<[string, TenantKeys, string]>([
    ["with the nearest that is one", { exeptions: [] }, "exeptions: is not a key here; did you mean exceptions?"],
    ["below the top too", { notify: { emails: ["a@b.de"], email: "x" } }, "notify.email: is not a key here; did you mean emails?"],
    ["in a list", { approvedApplications: [{ ...APPROVED, tickets: "x" }] }, "approvedApplications[0].tickets: is not a key here; did you mean ticket?"],
    ["with all keys where none is near", { provider: { login: "oidc", region: "x" } }, "provider.region: is not a key here; the keys are login, clientId, registerResourceProviders"],
    ["with its odd characters spelled out", { "a\u202e\nb": 1, connectors: {} }, '"a\\u202e\\u000ab": is not a key here; the keys are extends, name, tenantId, subscriptionId, cloud, location, acceptedDomains, workspace, alerting, notify, provider, backend, connectors, arrives, detections, policies, approvedApplications, exceptions'],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  it.each(["clientSecret", "client_secret", "password", "accessToken", "access_key", "sasUrl", "credentials"])("and, where it looks like the secret %s, with where secrets belong and never with its value", (key) => {
    const faults = refused({ provider: { login: "oidc", [key]: "hunter2-s3cr3t" } });
    expect(faults).toEqual([`provider.${key}: is not a key here; no secret stands in a file: log in by provider.login and pass secrets as Terraform variables`]);
    expect(faults.join()).not.toContain("hunter2");
  });

  it("along with every other", () => {
    expect(refused({ exeptions: [], connector: {}, zzzzzzzzzz: "s" })).toHaveLength(3);
  });
});

describe("a promise is refused", () => {
  const promised = (dates: object): string[] => refused({ exceptions: [{ check: "log-retention-kept", entity: "x", value: 90, ...COMMITTED, ...dates }] });

  it.each<[string, object, string]>([
    ["for a day that no calendar has", { expires: "2026-02-30" }, 'expires: "2026-02-30" is not a date; write YYYY-MM-DD'],
    ["for a leap day in a common year", { granted: "2026-02-29" }, 'granted: "2026-02-29" is not a date; write YYYY-MM-DD'],
    ["for a thirteenth month", { expires: "2026-13-01" }, 'expires: "2026-13-01" is not a date; write YYYY-MM-DD'],
    ["for a day written otherwise", { expires: "31.12.2026" }, 'expires: "31.12.2026" is not a date; write YYYY-MM-DD'],
    ["for an instant", { expires: "2026-12-31T00:00:00Z" }, 'expires: "2026-12-31T00:00:00Z" is not a date; write YYYY-MM-DD'],
    ["for a year alone", { expires: 2026 }, "expires: 2026 is not a date; write YYYY-MM-DD"],
    ["without an end", { expires: undefined }, "expires: is missing; add it: The last day it holds, YYYY-MM-DD (UTC); at most 366 days after it was granted."],
    ["without a reason", { reason: "" }, 'reason: "" is not a reason; say in a sentence why this is accepted'],
    ["without an owner", { owner: undefined }, "owner: is missing; add it: The person or team that answers for it."],
    ["of 367 days", { granted: "2026-01-01", expires: "2027-01-03" }, 'expires: "2027-01-03" is 367 days after 2026-01-01, the day it was granted; 366 are allowed: write 2027-01-02 or earlier'],
    ["that ends before it begins", { granted: "2026-12-31", expires: "2026-12-30" }, 'expires: "2026-12-30" is before 2026-12-31, the day it was granted; write a later day'],
    ["with a reason longer than a page", { reason: "x".repeat(5001) }, `reason: "${"x".repeat(60)}…" is longer than 5000 characters; shorten it`],
  ])("%s", (_, dates, fault) => {
    expect(promised(dates)[0]).toBe(`exceptions[0].${fault}`);
  });

  it.each(["2026-02-30", "31.12.2026", "2026-12-31T00:00:00Z"])("for the day %s once, and not a second time for what follows from it", (expires) => {
    expect(promised({ expires })).toHaveLength(1);
  });

  it("of 366 days is kept", () => {
    const dates = { granted: "2026-01-01", expires: "2027-01-02" };
    const file = tenantFile({ exceptions: [{ check: "log-retention-kept", entity: "x", value: 90, ...COMMITTED, ...dates }] });
    expect(loadTenant(file, []).exceptions[0]).toMatchObject(dates);
  });
});
