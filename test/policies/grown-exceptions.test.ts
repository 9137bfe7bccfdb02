import type { Exception, Tenant } from "../../catalogue/tenant";
import { bind } from "../../kql/bind";
import { detectionNotWeakened } from "../../policies/detection-not-weakened";
import { containing } from "../support/containing";
import { monitorAlert, MONITOR, scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { judgeOne } from "../support/review-change";
import { LIVE, OVER, tenantWith } from "../support/tenant-in-code";

type Row = readonly [entity: string, value: string, ends: string];

const ENDS = "2027-01-01T00:00:00Z";
const ARCHIVE: Row = ["archive@acme.example", "FullAccess", ENDS];

/** A query as the constructs bind it. */
const excepting = (...rows: readonly Row[]) => bind("OfficeActivity | where Operation !in (exceptions)", [{ name: "exceptions", value: { type: "table", columns: { entity: "string", value: "string", expires: "datetime" }, rows } }]);
const check = (before: string | null, after: string, tenant?: Tenant) =>
  judgeOne(detectionNotWeakened, SCHEDULED, { before: before === null ? null : scheduledRule({ query: before }), after: scheduledRule({ query: after }) }, tenant);
const exception = (overrides: Partial<Exception> = {}): Exception => ({ ...LIVE, rule: { kind: "detection", id: "full-access" }, entity: ARCHIVE[0], value: ARCHIVE[1], reason: "The archive adds itself.", owner: "Messaging team", ...overrides });
const granting = (overrides: Partial<Exception> = {}) => tenantWith({ exceptions: [exception(overrides)] });

describe("an exception that a plan adds to a detection", () => {
  it("fails, naming entity, value and end, where no tenant file grants it", () => {
    expect(check(excepting(), excepting(ARCHIVE))).toEqual([
      {
        verdict: "fail",
        message: "looks past archive@acme.example with FullAccess until 2026-12-31; no tenant file says that this is granted",
        mend: "take it out, or have it granted under exceptions in the tenant's file (detection: full-access, the entity and the value), with owner, reason and end",
      },
    ]);
  });

  it("fails in a rule that is created with it, and where the query had none at all", () => {
    expect(check(null, excepting(ARCHIVE))).toMatchObject([{ verdict: "fail" }]);
    expect(check("OfficeActivity", excepting(ARCHIVE))).toMatchObject([{ verdict: "fail" }]);
  });

  it("fails in an Azure Monitor alert, whose query is in a block", () => {
    const alert = (query: string) => monitorAlert({}, { query });
    expect(judgeOne(detectionNotWeakened, MONITOR, { before: alert(excepting()), after: alert(excepting(ARCHIVE)) })).toMatchObject([{ verdict: "fail", message: containing("archive@acme.example") }]);
  });

  it("is excepted where the tenant grants it, in any case of letters", () => {
    expect(check(excepting(), excepting(ARCHIVE), granting({ entity: "Archive@ACME.example" }))).toEqual([
      {
        verdict: "excepted",
        message: "looks past archive@acme.example with FullAccess until 2026-12-31; granted until 2026-12-31 (Messaging team: The archive adds itself.)",
        place: { file: "acme.yaml", line: 2 },
      },
    ]);
  });

  it.each<[string, Partial<Exception>]>([
    ["another value", { value: "SendAs" }],
    ["another entity", { entity: "crm@acme.example" }],
    ["another detection", { rule: { kind: "detection", id: "other" } }],
    ["a check", { rule: { kind: "check", id: "full-access" } }],
    ["a shorter time", { expires: "2026-12-01" }],
    ["a time that is over", OVER],
  ])("fails where the tenant grants it for %s", (_, overrides) => {
    expect(check(excepting(), excepting(ARCHIVE), granting(overrides))).toMatchObject([{ verdict: "fail", message: containing("acme") }]);
  });

  it("for longer than before fails, for as long or shorter passes", () => {
    expect(check(excepting(ARCHIVE), excepting([ARCHIVE[0], ARCHIVE[1], "2028-01-01T00:00:00Z"]))).toMatchObject([{ verdict: "fail", message: containing("until 2027-12-31") }]);
    expect(check(excepting(ARCHIVE), excepting([ARCHIVE[0], ARCHIVE[1], "2026-12-01T00:00:00Z"]))).toMatchObject([{ verdict: "pass" }]);
  });

  it("whose time is over does nothing, and passes", () => {
    expect(check(excepting(), excepting([ARCHIVE[0], ARCHIVE[1], "2026-11-20T00:00:00Z"]))).toMatchObject([{ verdict: "pass" }]);
  });

  it("is read whatever is in it", () => {
    const odd: Row = ['a"],[\\ \n\u2028;', "FullAccess", ENDS];
    expect(check(excepting(), excepting(odd, ARCHIVE)).map(({ message }) => message)).toEqual([containing('looks past a"],[\\ \n\u2028;'), containing("looks past archive")]);
    expect(check(excepting(odd), excepting(odd, ARCHIVE))).toHaveLength(1);
  });

  it("in a sensitive query fails without being named", () => {
    const said = judgeOne(detectionNotWeakened, SCHEDULED, { before: scheduledRule({ query: excepting() }), after: scheduledRule({ query: excepting(ARCHIVE) }), sensitive: { query: true } });
    expect(said).toMatchObject([{ verdict: "fail", message: containing("looks past (sensitive)") }]);
    expect(JSON.stringify(said)).not.toContain("archive@");
  });
});

describe("exceptions", () => {
  it("taken out pass", () => {
    expect(check(excepting(ARCHIVE), excepting())).toMatchObject([{ verdict: "pass" }]);
  });

  it.each([
    ["are not a table", 'let exceptions = externaldata(entity: string)["https://example.com"];\nOfficeActivity'],
    ["hold what is computed", 'let exceptions = datatable(entity: string, value: string)[\nstrcat("a", "b"), "c"\n];\nOfficeActivity'],
    ["don't fit their columns", 'let exceptions = datatable(entity: string, value: string)["a", "b", "c"];\nOfficeActivity'],
    ["end no one knows when", 'let exceptions = datatable(entity: string, value: string, expires: datetime)["a", "b", datetime(soon)];\nOfficeActivity'],
    ["never close", 'let exceptions = datatable(entity: string, value: string)["a", "b"'],
    ["have other columns", 'let exceptions = datatable(who: string)["a"];\nOfficeActivity'],
  ])("that %s are unknown", (_, query) => {
    expect(check("OfficeActivity", query)).toMatchObject([{ verdict: "unknown", message: containing("in a form that this version can't read") }]);
  });

  it("without an end except for ever", () => {
    expect(check("OfficeActivity", 'let x = 1; let exceptions = datatable(value: string, entity: string)[\n  // the archive\n  "FullAccess", "archive@acme.example",\n];\nOfficeActivity')).toMatchObject([{ verdict: "fail", message: containing("looks past archive@acme.example with FullAccess, for ever") }]);
  });

  it("of a query that isn't known are unknown", () => {
    const { query: _, ...after } = scheduledRule();
    expect(judgeOne(detectionNotWeakened, SCHEDULED, { before: scheduledRule(), after, unknown: { query: true } })).toMatchObject([{ verdict: "unknown", message: containing("whom it excepts") }]);
  });
});
