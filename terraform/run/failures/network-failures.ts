import type { FailurePattern } from "./failure-pattern";

const AGAIN = "run drift again later; Terraform has changed nothing";

/** Breaks that another attempt may not meet. */
export const BROKEN_OFF: readonly FailurePattern[] = [
  {
    id: "network broke off",
    cause: "network",
    when: /(?<what>connection reset by peer|broken pipe|TLS handshake timeout|i\/o timeout|connection timed out|Client\.Timeout exceeded|context deadline exceeded|unexpected EOF|http2: server sent GOAWAY|forcibly closed by the remote host|temporary failure in name resolution|server misbehaving)/iu,
    says: "the network broke off: {what}",
    mend: AGAIN,
    heals: true,
  },
  {
    id: "gateway",
    cause: "network",
    when: /(?:status(?: ?code)?[ =:]+|\b)(?<code>50[234])\b[ (]*(?:Bad Gateway|Service Unavailable|Gateway Time-?out)|status(?: ?code)?[ =:]+(?<status>50[234])/iu,
    says: "a service was out of order (502, 503 or 504)",
    mend: AGAIN,
    heals: true,
  },
  {
    id: "connection closed",
    cause: "network",
    when: /(?:Get|Post|Put) "[^"]*": EOF/u,
    says: "the network broke off: the other side closed the connection",
    mend: AGAIN,
    heals: true,
  },
];

/** Breaks that stay until somebody mends the network. */
export const NETWORK_FAILURES: readonly FailurePattern[] = [
  {
    id: "registry out of reach",
    cause: "network",
    when: /(?:could not (?:connect to|query provider registry for)|Failed to (?:query available provider packages|install provider)).*?\b(?<host>registry\.[\w.-]+\w)/iu,
    says: "the registry {host} can't be reached",
    mend: "let this machine reach it, or name a mirror in Terraform's CLI configuration (provider_installation)",
  },
  {
    id: "name unknown",
    cause: "network",
    when: /lookup (?<host>[\w.-]+)(?: on \S+)?: no such host/iu,
    says: "the name {host} can't be resolved",
    mend: "mend this machine's DNS or network",
  },
  {
    id: "refused",
    cause: "network",
    when: /connect: connection refused|network is unreachable|no route to host|Proxy Authentication Required/iu,
    says: "a service can't be reached from this machine",
    mend: "mend its network, or HTTPS_PROXY",
  },
  {
    id: "certificate",
    cause: "network",
    when: /x509: (?<why>[\w ,-]+)/iu,
    says: "a server's certificate is not trusted: {why}",
    mend: "let this machine trust your proxy's certificates (SSL_CERT_FILE)",
  },
];
