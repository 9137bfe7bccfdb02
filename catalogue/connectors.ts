import { join } from "node:path";
import * as v from "valibot";
import { bundledCatalogueDir } from "./location";
import { list, map, text } from "./shape";
import { readValid } from "./read-valid";

/** How a tenant stands to one source of logs. */
export const CONNECTOR_STATES = ["declared", "existing", "absent"] as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** In the tenant file's spelling; what each brings stands in `catalogue/connectors.yaml`. */
export const CONNECTOR_IDS = ["sentinel", "office365", "defenderForOffice365", "defenderXdr", "entraDiagnostics", "sentinelHealth", "activityLog"] as const;
export type ConnectorId = (typeof CONNECTOR_IDS)[number];

export interface Connector {
  readonly title: string;
  /** Log Analytics tables it fills. */
  readonly tables: readonly string[];
  /** The connector without which this one cannot stand. */
  readonly needs?: ConnectorId | undefined;
}

export type Connectors = Readonly<Record<ConnectorId, Connector>>;

const ConnectorShape = map({
  title: text("a title", "name it as Microsoft does"),
  tables: list(text("a table", "write a Log Analytics table")),
  needs: v.optional(v.picklist(CONNECTOR_IDS)),
});

let loaded: Connectors | undefined;

/** What each connector brings, read once. Part of the tool: a `--catalogue` does not change how Microsoft's connectors work. */
export function loadConnectors(): Connectors {
  return (loaded ??= readConnectors());
}

function readConnectors(): Connectors {
  const entries = Object.fromEntries(CONNECTOR_IDS.map((id) => [id, ConnectorShape])) as Record<ConnectorId, typeof ConnectorShape>;
  return readValid(join(bundledCatalogueDir(), "connectors.yaml"), map(entries));
}
