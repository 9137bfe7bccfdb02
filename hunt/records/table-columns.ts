import type { Tables } from "../../catalogue/tables";
import { emptyObject, type Json, type JsonObject } from "./json";

/** In so many tables that they tell none from another. */
const EVERYWHERE = new Set(["tenantid", "timegenerated", "timestamp", "type", "sourcesystem", "correlationid", "resourceid", "category", "operationname", "id"]);
/** What Azure adds to a row of whichever table, and exports do with columns of their own. */
const ADDED = /^(?:_|MG$|ManagementGroupName$|Internal_|TableName$|Computer$|RawData$|\$table$)/u;
/** Of tables whose columns fit equally well, those that logs are mostly exported from. */
const USUAL = ["OfficeActivity", "AuditLogs", "SigninLogs", "SecurityAlert", "CloudAppEvents", "EmailEvents", "AzureActivity"];

/** What is remembered of a log: it has a few kinds of rows, a hostile file any number, with keys of any length. */
const MOST_SIGNATURES = 1000;
const LONGEST_SIGNATURE = 10_000;

/** How many keys a record must share with a table that nothing else names. */
const ENOUGH = 3;

/** Finds the table that a row is of, and spells its columns as the table does. */
export class TableColumns {
  /** Of each table, its columns by their names in small letters. */
  private readonly bySmallName = new Map<string, ReadonlyMap<string, string>>();
  private readonly smallTableNames = new Map<string, string>();
  /** What rows with the same keys are of: a file has few kinds of them. */
  private readonly known = new Map<string, string | undefined>();

  constructor(tables: Tables) {
    for (const [table, columns] of tables) {
      this.smallTableNames.set(table.toLowerCase(), table);
      this.bySmallName.set(table, new Map(columns.map(({ name }) => [name.toLowerCase(), name])));
    }
  }

  /** A table's name as the table spells it; undefined for what is none. */
  tableNamed(name: string): string | undefined {
    return this.smallTableNames.get(name.toLowerCase());
  }

  /**
   * The table whose row has these keys; undefined where none or more than one may.
   * @param names what may name it; a name whose columns the keys aren't is something else's, as `Type` may be
   */
  tableOf(keys: readonly string[], names: readonly string[] = []): string | undefined {
    const signature = [...names, "", ...keys].join("\n");
    if (signature.length > LONGEST_SIGNATURE) return this.find(keys, names);
    if (!this.known.has(signature)) {
      if (this.known.size > MOST_SIGNATURES) this.known.clear();
      this.known.set(signature, this.find(keys, names));
    }
    return this.known.get(signature);
  }

  /** The object's values by the table's own columns; what is no column of it is left out. */
  cells(table: string, object: JsonObject): Record<string, Json> {
    const columns = this.bySmallName.get(table);
    const cells = emptyObject();
    for (const key of Object.keys(object)) {
      const name = columns?.get(key.toLowerCase());
      const value = object[key];
      if (name !== undefined && value !== undefined && (name === key || !(name in cells))) cells[name] = value;
    }
    return cells;
  }

  /** The table that one of the names names, if the keys are its columns. */
  namedTable(keys: readonly string[], names: readonly string[]): string | undefined {
    const telling = tellingKeys(keys);
    return names.map((name) => this.tableNamed(name)).find((table) => table !== undefined && this.shared(table, telling) * 2 >= telling.length);
  }

  private shared(table: string, telling: readonly string[]): number {
    return telling.filter((key) => this.bySmallName.get(table)?.has(key) === true).length;
  }

  private find(keys: readonly string[], names: readonly string[]): string | undefined {
    const named = this.namedTable(keys, names);
    if (named !== undefined) return named;
    const telling = tellingKeys(keys);
    const shared = (table: string): number => this.shared(table, telling);
    const fits = (table: string): boolean => shared(table) * 2 >= telling.length;
    const most = Math.max(ENOUGH, ...[...this.bySmallName.keys()].filter(fits).map(shared));
    const best = [...this.bySmallName.keys()].filter((table) => fits(table) && shared(table) === most);
    return USUAL.find((table) => best.includes(table)) ?? this.smallest(best);
  }

  /** The one with the fewest columns that the row lacks; undefined where several have no more. */
  private smallest(tables: readonly string[]): string | undefined {
    const size = (table: string): number => this.bySmallName.get(table)?.size ?? 0;
    const [first, second] = [...tables].sort((a, b) => size(a) - size(b));
    return first !== undefined && second !== undefined && size(first) === size(second) ? undefined : first;
  }
}

/** Those in small letters that may tell one table from another. */
function tellingKeys(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !ADDED.test(key)).map((key) => key.toLowerCase()).filter((key) => !EVERYWHERE.has(key));
}
