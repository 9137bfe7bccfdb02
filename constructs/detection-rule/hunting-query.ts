import { LogAnalyticsSavedSearch } from "@cdktf/provider-azurerm/lib/log-analytics-saved-search";
import type { Construct } from "constructs";
import { cut, unversionedTags } from "../provenance";
import { text } from "../terraform-text";
import type { DetectionRuleProps } from "./rule-props";
import { ruleQuery } from "./rule-query";

/** Sentinel lists the saved searches of this category under Hunting, and reads what they are from their tags (Azure-Sentinel's own templates). */
const CATEGORY = "Hunting Queries";
/** Longest value of a tag in Azure. */
const TAG_LENGTH = 256;

/** A query that nobody runs but a person: a saved search, which Sentinel shows among its hunting queries. */
export function huntingQuery(scope: Construct, { rule, workspace, dependsOn = [] }: DetectionRuleProps): LogAnalyticsSavedSearch {
  const { id, title, description, tactics, techniques, baseline } = rule.detection;
  const described = { description: description.replace(/\s+/gu, " "), tactics: tactics.join(","), techniques: techniques.join(",") };
  return new LogAnalyticsSavedSearch(scope, "Resource", {
    name: id,
    logAnalyticsWorkspaceId: workspace.id,
    category: CATEGORY,
    displayName: text(title),
    query: ruleQuery(rule),
    tags: {
      ...unversionedTags(`detection ${id}`, baseline?.controls ?? []),
      ...Object.fromEntries(Object.entries(described).flatMap(([name, value]) => (value === "" ? [] : [[name, text(cut(value, TAG_LENGTH))]]))),
    },
    dependsOn: [...dependsOn],
  });
}
