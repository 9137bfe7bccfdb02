import { LogAnalyticsQueryPack } from "@cdktf/provider-azurerm/lib/log-analytics-query-pack";
import { LogAnalyticsQueryPackQuery } from "@cdktf/provider-azurerm/lib/log-analytics-query-pack-query";
import { LogAnalyticsSavedSearch } from "@cdktf/provider-azurerm/lib/log-analytics-saved-search";
import { createHash } from "node:crypto";
import type { Construct } from "constructs";
import type { Detection, InvestigationQuery } from "../catalogue/detection";
import { DetectionRules, type DetectionRulesProps } from "./detection-rules";
import { setLogicalId } from "./logical-id";
import { provenanceTags, unversionedTags } from "./provenance";
import { text } from "./terraform-text";
import type { WorkspaceReference } from "./workspace-reference";

export interface SendingRestrictionsProps extends DetectionRulesProps {
  /** Short name of the tenant: the query pack carries it. */
  readonly tenantName: string;
}

/** Alerts on users restricted from sending, and the queries of the investigation that follows, in a query pack and as saved searches. */
export class SendingRestrictions extends DetectionRules {
  constructor(scope: Construct, id: string, { tenantName, ...props }: SendingRestrictionsProps) {
    super(scope, id, "sending-restrictions", props);
    const detections = props.rules.filter(({ detection, state }) => detection.family === "sending-restrictions" && state !== "not applicable").map(({ detection }) => detection);
    if (detections.every(({ investigation }) => investigation.length === 0)) return;
    const packName = `qp-${tenantName}-mailbox-baseline`;
    const pack = this.queryPack(packName, props.workspace);
    for (const detection of detections) {
      for (const step of detection.investigation) {
        this.packQuery(packName, pack.id, detection, step);
        this.savedSearch(detection, step, props.workspace);
      }
    }
  }

  private queryPack(name: string, workspace: WorkspaceReference): LogAnalyticsQueryPack {
    const pack = new LogAnalyticsQueryPack(this, "QueryPack", { name, resourceGroupName: workspace.resourceGroupName, location: workspace.location, tags: provenanceTags("investigation", ["Elastic.user-restricted"]) });
    return setLogicalId(pack, "azurerm_log_analytics_query_pack", "investigation");
  }

  private packQuery(packName: string, queryPackId: string, detection: Detection, step: InvestigationQuery): void {
    const query = new LogAnalyticsQueryPackQuery(this, `pack-${step.id}`, {
      // Azure wants a UUID here and would draw one; a drawn one could not be known before the first apply.
      name: nameBasedUuid(`${packName}/${step.id}`),
      queryPackId,
      displayName: text(step.title),
      description: text(step.description),
      body: text(step.query),
      categories: ["security"],
      resourceTypes: ["microsoft.operationalinsights/workspaces"],
      tags: provenanceTags(`detection ${detection.id} ${detection.version}`, detection.baseline?.controls ?? []),
    });
    setLogicalId(query, "azurerm_log_analytics_query_pack_query", step.id);
  }

  private savedSearch(detection: Detection, step: InvestigationQuery, workspace: WorkspaceReference): void {
    const search = new LogAnalyticsSavedSearch(this, `search-${step.id}`, {
      name: step.id,
      logAnalyticsWorkspaceId: workspace.id,
      category: "Mailbox baseline",
      displayName: text(step.title),
      query: text(step.query),
      tags: unversionedTags(`detection ${detection.id}`, detection.baseline?.controls ?? []),
    });
    setLogicalId(search, "azurerm_log_analytics_saved_search", step.id);
  }
}

/** A UUID of version 8 (RFC 9562: vendor's own) from a name, so that the same query has the same id in every synthesis. */
function nameBasedUuid(name: string): string {
  const hex = createHash("sha256").update(`mailbox-baseline/${name}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
