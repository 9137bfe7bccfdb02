import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { loadConnectors } from "./connectors";
import { triggerOperator, type Detection, type InvestigationQuery } from "./detection";
import { DETECTION_ID } from "./detection-id";
import { InputError, type Fault } from "./fault";
import { bundledCatalogueDir } from "./location";
import { queryWords, toleratesMissingTables } from "./query-words";
import { BaselineRuleShape, CommunityRuleShape, type RuleFile } from "./schema";
import { serviceLimitBreaches } from "./service-limits";
import { faultAt, validate, type Locate } from "./validate";
import { readText } from "./text-file";
import { readYaml, type YamlDocument } from "./yaml-document";

const HOUR = { minutes: 60 };
const FIVE_HOURS = { minutes: 300 };

/**
 * Every detection: ours, and those of each further catalogue folder beside them. There is no list; a folder with a `rule.yaml` is a detection.
 * Throws {@link InputError} with every fault of every file.
 */
export function loadCatalogue(furtherDirs: readonly string[] = []): readonly Detection[] {
  const faults: Fault[] = [];
  const detections: Detection[] = [];
  for (const folder of [bundledCatalogueDir(), ...furtherDirs].flatMap(detectionFolders)) {
    try {
      const detection = detectionIn(folder);
      const twin = detections.find((d) => d.id.toLowerCase() === detection.id.toLowerCase());
      if (twin === undefined) detections.push(detection);
      else faults.push({ file: detection.file, path: "", message: `has the id ${detection.id}, which ${twin.file} has already; rename the folder` });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return detections;
}

/** `DIR/detections/*` or, for a folder that is itself a collection of detections, `DIR/*`. */
function detectionFolders(catalogueDir: string): string[] {
  const dir = existsSync(join(catalogueDir, "detections")) ? join(catalogueDir, "detections") : catalogueDir;
  let folders: string[];
  try {
    folders = readdirSync(dir).sort().map((name) => join(dir, name)).filter((path) => statSync(path).isDirectory());
  } catch (error) {
    throw new InputError([{ file: dir, path: "", message: `cannot be read as a catalogue: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  }
  const found = folders.filter((folder) => existsSync(join(folder, "rule.yaml")) || existsSync(join(folder, "query.kql")));
  if (found.length === 0) throw new InputError([{ file: dir, path: "", message: "holds no detection; a detection is a folder with a rule.yaml in it" }]);
  return found;
}

/** The package's own by their folders. They stay as they are, and an app may ask for them for each of its tenants. */
const ours = new Map<string, Detection>();

function detectionIn(folder: string): Detection {
  const detection = ours.get(folder) ?? readDetection(folder);
  if (dirname(folder) === join(bundledCatalogueDir(), "detections")) ours.set(folder, detection);
  return detection;
}

/** Reads one folder as a detection; its faults name the files as they were found. */
export function readDetection(folder: string): Detection {
  const name = basename(resolve(folder));
  const document = readYaml(join(folder, "rule.yaml"), { lastKeyWins: true });
  const locate: Locate = (path) => ({ file: document.file, line: document.lineOf(path) });
  const rule = validRule(document, locate);
  // Azure-Sentinel names its files with blanks and brackets; a folder named after one gets hyphens instead.
  const id = rule.baseline === undefined && !DETECTION_ID.test(name) ? name.replace(/[^A-Za-z0-9_]+/gu, "-").replace(/^-|-$/gu, "") : name;
  if (!DETECTION_ID.test(id)) throw new InputError([{ file: folder, path: "", message: "is no detection's id; name the folder with letters, digits, hyphens and underscores, a letter first" }]);
  const detection = toDetection(id, folder, document, rule, locate);
  const breaches = serviceLimitBreaches(detection).map(({ path, message }) => faultAt(path, message, locate));
  if (breaches.length > 0) throw new InputError(breaches);
  return detection;
}

function validRule(document: YamlDocument, locate: Locate): RuleFile {
  const ours = typeof document.value === "object" && document.value !== null && "baseline" in document.value;
  const result = ours ? validate(BaselineRuleShape, document.value, locate) : validate(CommunityRuleShape, document.value, locate);
  if (!result.ok) throw new InputError(result.faults);
  return result.value;
}

function toDetection(id: string, folder: string, document: YamlDocument, rule: RuleFile, locate: Locate): Detection {
  const kind = rule.kind ?? "Scheduled";
  const query = queryOf(folder, rule, locate);
  const schedule = kind === "Scheduled" ? scheduleOf(rule, locate) : undefined;
  return {
    id,
    family: rule.baseline?.family ?? "community",
    file: document.file,
    folder,
    title: rule.name.trim(),
    // Azure-Sentinel's files keep the quotes of an older format inside the text.
    description: (rule.description ?? "").trim().replace(/^'([\s\S]*)'$/u, "$1").trim(),
    severity: rule.severity,
    kind,
    ...(schedule === undefined ? {} : { schedule }),
    query,
    tactics: [...new Set(rule.tactics ?? [])],
    techniques: [...new Set(rule.relevantTechniques ?? [])],
    entityMappings: rule.entityMappings ?? [],
    sentinelEntityColumns: (rule.sentinelEntitiesMappings ?? []).map((m) => m.columnName),
    customDetails: rule.customDetails ?? {},
    ...(rule.alertDetailsOverride ? { alertDetails: alertDetailsOf(rule.alertDetailsOverride) } : {}),
    eventGrouping: rule.eventGroupingSettings?.aggregationKind ?? "SingleAlert",
    createIncident: rule.incidentConfiguration?.createIncident ?? true,
    grouping: groupingOf(rule.incidentConfiguration?.groupingConfiguration),
    suppression: { enabled: rule.suppressionEnabled ?? false, duration: rule.suppressionDuration ?? FIVE_HOURS },
    tables: tablesOf(rule, query),
    toleratesMissingTables: toleratesMissingTables(query),
    version: rule.version ?? "unversioned",
    ...(rule.baseline === undefined ? {} : { baseline: rule.baseline }),
    investigation: (rule.baseline?.investigation ?? []).map((step): InvestigationQuery => ({ id: step.id, title: step.title, description: step.description, query: readText(join(folder, step.query)) })),
  };
}

function queryOf(folder: string, rule: RuleFile, locate: Locate): string {
  const file = join(folder, "query.kql");
  const inFile = existsSync(file);
  if (inFile && rule.query !== undefined) throw new InputError([faultAt(["query"], "stands here and in query.kql; keep one of them", locate)]);
  if (inFile) return readText(file);
  if (rule.query === undefined) throw new InputError([faultAt([], "has no query; write it in query.kql beside it, or under the key query", locate)]);
  return rule.query;
}

function scheduleOf(rule: RuleFile, locate: Locate): NonNullable<Detection["schedule"]> {
  const missing = (["queryFrequency", "queryPeriod"] as const).filter((key) => !rule[key]);
  if (missing.length > 0) throw new InputError(missing.map((key) => faultAt([key], "is missing; a rule of kind Scheduled needs it, such as 5m or 1d", locate)));
  return {
    frequency: rule.queryFrequency ?? HOUR,
    period: rule.queryPeriod ?? HOUR,
    operator: triggerOperator(rule.triggerOperator),
    threshold: rule.triggerThreshold ?? 0,
  };
}

function alertDetailsOf(file: NonNullable<RuleFile["alertDetailsOverride"]>): NonNullable<Detection["alertDetails"]> {
  return {
    ...(file.alertDisplayNameFormat ? { displayNameFormat: file.alertDisplayNameFormat } : {}),
    ...(file.alertDescriptionFormat ? { descriptionFormat: file.alertDescriptionFormat } : {}),
    ...(file.alertSeverityColumnName ? { severityColumnName: file.alertSeverityColumnName } : {}),
    ...(file.alertTacticsColumnName ? { tacticsColumnName: file.alertTacticsColumnName } : {}),
    dynamicProperties: file.alertDynamicProperties ?? [],
  };
}

type GroupingFile = NonNullable<NonNullable<RuleFile["incidentConfiguration"]>["groupingConfiguration"]>;

/** The service's own defaults, spelled out so that a change of any of them behind Terraform's back shows. */
function groupingOf(file: GroupingFile | null | undefined): Detection["grouping"] {
  return {
    enabled: file?.enabled ?? false,
    reopenClosedIncident: file?.reopenClosedIncident ?? false,
    lookback: file?.lookbackDuration ?? FIVE_HOURS,
    matchingMethod: file?.matchingMethod ?? "AllEntities",
    groupByEntities: file?.groupByEntities ?? [],
    groupByAlertDetails: file?.groupByAlertDetails ?? [],
    groupByCustomDetails: file?.groupByCustomDetails ?? [],
  };
}

let knownTables: ReadonlySet<string> | undefined;

/** Declared tables that the query does name (`OfficeActivity (Exchange)` is OfficeActivity), and tables known from the connectors. */
function tablesOf(rule: RuleFile, query: string): string[] {
  knownTables ??= new Set(Object.values(loadConnectors()).flatMap((connector) => connector.tables));
  const words = queryWords(query);
  const declared = (rule.requiredDataConnectors ?? []).flatMap((c) => [...(c.dataTypes ?? []), ...(c.datatypes ?? [])]).map((name) => name.replace(/\s*\(.*$/u, "").trim());
  return [...new Set([...declared, ...knownTables])].filter((table) => words.has(table)).sort();
}
