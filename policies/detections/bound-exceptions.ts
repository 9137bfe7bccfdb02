/** One row of the table of exceptions that stands before a query: this entity with this value, until it ends. */
export interface BoundException {
  readonly entity: string;
  readonly value: string;
  /** Milliseconds since 1970 at which it lapses; Infinity where the row doesn't say. */
  readonly ends: number;
}

const DECLARED = /(?:^|;)[^\S\n]*let\s+exceptions\s*=\s*/mu;
const HEAD = /datatable\s*\(([^()]*)\)\s*\[/uy;
const BLANK = /(?:\s+|\/\/[^\n]*)/uy;
const CELL = /"((?:[^"\\\n]|\\.)*)"|datetime\(\s*([^()\s]*(?:[ T][^()]*)?)\s*\)/uy;

/** The exceptions bound to a query; none where it declares none, undefined where they stand there in a form that this can't read. */
export function boundExceptions(query: string): readonly BoundException[] | undefined {
  const declared = DECLARED.exec(query);
  if (declared === null) return [];
  HEAD.lastIndex = declared.index + declared[0].length;
  const head = HEAD.exec(query);
  if (head === null) return undefined;
  const columns = (head[1] ?? "").split(",").map((column) => (column.split(":")[0] ?? "").trim());
  const cells = cellsFrom(query, HEAD.lastIndex);
  if (cells === undefined || columns.length === 0 || cells.length % columns.length !== 0) return undefined;
  const [entity, value, expires] = ["entity", "value", "expires"].map((name) => columns.indexOf(name));
  if (entity === undefined || value === undefined || expires === undefined || entity < 0 || value < 0) return undefined;
  const rows: BoundException[] = [];
  for (let at = 0; at < cells.length; at += columns.length) {
    const ends = expires < 0 ? Infinity : instant(cells[at + expires] ?? "");
    if (Number.isNaN(ends)) return undefined;
    rows.push({ entity: cells[at + entity] ?? "", value: cells[at + value] ?? "", ends });
  }
  return rows;
}

/** A day, or an instant in UTC, as Kusto writes it; NaN for anything else. */
function instant(text: string): number {
  return /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+Z?)?$/u.test(text) ? Date.parse(/^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T00:00:00Z` : text.endsWith("Z") ? text.replace(" ", "T") : `${text.replace(" ", "T")}Z`) : NaN;
}

/** Cells up to the bracket that closes the table; undefined where anything but texts and datetimes stands there. */
function cellsFrom(query: string, from: number): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = from; at < query.length; ) {
    const char = query.charAt(at);
    if (char === "]") return cells;
    BLANK.lastIndex = at;
    CELL.lastIndex = at;
    if (char === ",") at += 1;
    else if (BLANK.test(query)) at = BLANK.lastIndex;
    else {
      const cell = CELL.exec(query);
      if (cell === null) return undefined;
      const text = cell[1] === undefined ? cell[2] : unescaped(cell[1]);
      if (text === undefined) return undefined;
      cells.push(text);
      at = CELL.lastIndex;
    }
  }
  return undefined;
}

/** A Kusto string as kql/literal writes it, whose escapes are JSON's. */
function unescaped(inner: string): string | undefined {
  try {
    return JSON.parse(`"${inner.replace(/\t/gu, "\\t").replace(/\\'/gu, "'")}"`) as string;
  } catch {
    // An escape of Kusto's that JSON doesn't have.
    return undefined;
  }
}
