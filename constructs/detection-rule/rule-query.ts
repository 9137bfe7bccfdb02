import { Token } from "cdktf";
import type { TenantDetection } from "../../catalogue/baseline";
import { LONGEST_QUERY } from "../../catalogue/service-limits";
import { bind } from "../../kql/bind";
import { text } from "../terraform-text";

/** The query with the tenant's values before it, as Terraform will hand it to the service. */
export function ruleQuery({ detection, bindings }: TenantDetection): string {
  const query = bind(detection.query, bindings);
  if (query.length > LONGEST_QUERY) {
    throw new Error(`${detection.id}: with the tenant's values the query has ${query.length} characters; the service takes ${LONGEST_QUERY}`);
  }
  const escaped = text(query);
  // A token in a query would be replaced by whatever it stands for: queries are text through and through.
  if (Token.isUnresolved(escaped)) throw new Error(`${detection.id}: the query holds a token of cdktf`);
  return escaped;
}
