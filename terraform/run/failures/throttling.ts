import type { FailurePattern } from "./failure-pattern";

/** Services that refuse requests for a while. */
export const THROTTLED: readonly FailurePattern[] = [
  {
    id: "Azure throttles",
    cause: "throttled",
    when: /(?<code>(?:Subscription|Tenant|Resource)RequestsThrottled|OperationThrottled|OperationNotAllowed_TooManyRequests)/u,
    says: "Azure Resource Manager refuses requests for now ({code})",
    mend: "run fewer tenants at once (--concurrency), or later",
    heals: true,
  },
  {
    id: "Graph throttles",
    cause: "throttled",
    when: /Too many requests from Identifier|ApplicationThrottled|Request_ThrottledTemporarily|This request is throttled|too many (?:requests|retries).*?graph/iu,
    says: "Microsoft Graph refuses requests for now",
    mend: "run fewer tenants at once (--concurrency), or later",
    heals: true,
  },
  {
    id: "storage busy",
    cause: "throttled",
    when: /\bServerBusy\b|Ingress is over the account limit|Egress is over the account limit/u,
    says: "a storage account is too busy to answer (ServerBusy)",
    mend: "run fewer tenants at once (--concurrency), or later",
    heals: true,
  },
  {
    id: "throttled",
    cause: "throttled",
    when: /status(?: ?code)?[ =:]+429|\b429\b[ (]*Too Many|TooManyRequests|Too Many Requests/iu,
    says: "a service refuses requests for now (429)",
    mend: "run fewer tenants at once (--concurrency), or later",
    heals: true,
  },
];
