/** Comments and string literals of KQL, of which the leftmost wins: what stands inside them is no name. */
const NO_CODE = /\/\/[^\n]*|h?@h?"(?:[^"]|"")*"|h?@h?'(?:[^']|'')*'|```[\s\S]*?```|h?"(?:[^"\\\n]|\\.)*"|h?'(?:[^'\\\n]|\\.)*'/giu;

/** The identifiers that a query uses, without those in comments and strings: a rough reading that needs no parser. */
export function queryWords(query: string): ReadonlySet<string> {
  return new Set(codeOf(query).match(/[A-Za-z_]\w*/gu));
}

/** Whether the query says `union isfuzzy=true`, which goes on where a table is missing. */
export function toleratesMissingTables(query: string): boolean {
  return /\bisfuzzy\s*=\s*true\b/iu.test(codeOf(query));
}

/** What the services refuse in a rule's query: `search *` and `union *` read every table (facts: alert-rule-limits). */
export function readsEveryTable(query: string): boolean {
  return /\b(?:search|union)\b(?:\s+\w+\s*=\s*\w+)*\s+\*/iu.test(codeOf(query));
}

/** Whether the query may read tables that none of its words names: `search`, `find`, `table("…")`, or a wildcard. */
export function readsUnnamedTables(query: string): boolean {
  return /\b(?:search|find)\b|\btable\s*\(|\bunion\b[^|]*\*|[A-Za-z_]\w*\*/iu.test(codeOf(query));
}

/** Plugins and operators that Azure Monitor's log alerts refuse (facts: alert-rule-limits). */
export function refusedByAzureMonitor(query: string): string | undefined {
  return /\b(bag_unpack|pivot|narrow)\b/iu.exec(codeOf(query))?.[1];
}

/** Azure Monitor's log alerts document ago() for timespan literals only. */
export function computesAgo(query: string): boolean {
  return /\bago\s*\(\s*(?![\d.])/iu.test(codeOf(query));
}

function codeOf(query: string): string {
  return query.replace(NO_CODE, '""');
}
