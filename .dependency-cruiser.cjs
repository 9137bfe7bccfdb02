/** The house of README's "Layout": imports go one way. `npm run layering` and test/layering.test.ts hold it. */
const ROOMS = "catalogue|findings|kql|terraform|policies|constructs|posture|hunt|cli";

/** A room may import itself and these. */
const MAY_IMPORT = {
  catalogue: [],
  findings: ["catalogue"],
  kql: ["catalogue"],
  terraform: ["catalogue", "findings"],
  policies: ["catalogue", "findings", "kql", "terraform"],
  constructs: ["catalogue", "findings", "kql", "terraform", "policies"],
  posture: ["catalogue", "findings"],
  hunt: ["catalogue", "findings", "kql"],
};

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    ...Object.entries(MAY_IMPORT).map(([room, others]) => ({
      name: `${room}-imports-one-way`,
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: `^(?:main\\.ts|(?:${ROOMS})/)`, pathNot: `^(?:${[room, ...others].join("|")})/` },
    })),
    // Of the catalogue the evaluator knows the tables, and how faults are said; bind.ts alone knows what is put before a query.
    { name: "kql-knows-no-detections", severity: "error", from: { path: "^kql/", pathNot: "^kql/bind\\.ts$" }, to: { path: "^catalogue/", pathNot: "^catalogue/(?:tables|fault|unprintable)\\.ts$" } },
    { name: "kql-values-stand-alone", severity: "error", from: { path: "^kql/values/" }, to: { path: "^kql/", pathNot: "^kql/values/" } },
    { name: "nobody-imports-main", severity: "error", from: {}, to: { path: "^main\\.ts$" } },
    { name: "catalogue-knows-nothing-of-terraform", severity: "error", from: { path: "^(?:catalogue|findings|kql)/" }, to: { path: "node_modules/(?:cdktf|constructs|@cdktf)/" } },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" }, exclude: { path: "^(?:dist|test)/" } },
};
