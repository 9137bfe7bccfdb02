import { known, type Block, type Resource, type Value } from "../terraform/resource";
import { applicationItself, applicationOfId, applicationOfPrincipal, type Application } from "./applications/application-of";
import { lifeOf } from "./applications/credential-life";
import { mailPermissionsOf } from "./applications/mail-permissions-of";
import { fail, pass, undecided, type Judgement, type PolicyContext, type ResourcePolicy } from "./policy";

/** CISA's SCuBA baseline for Entra: secrets at most 180 days (MS.AAD.5.6v1), certificates at most 365 (MS.AAD.5.7v1). */
const LONGEST_DAYS = { secret: 180, certificate: 365 } as const;

/** A minute: an end that is told from the hour of the plan is a little later than the review's own. */
const GRACE_DAYS = 1 / 1440;

type Kind = keyof typeof LONGEST_DAYS;

/** Each type of resource that gives an application a credential, and the one that may hold them as blocks. */
const CREDENTIALS: Readonly<Record<string, Kind>> = {
  azuread_application_password: "secret",
  azuread_service_principal_password: "secret",
  azuread_application_certificate: "certificate",
  azuread_service_principal_certificate: "certificate",
};
const APPLICATION = "azuread_application";

export const noLongLivedAppSecret: ResourcePolicy = {
  about: "resource",
  id: "no-long-lived-app-secret",
  title: `An application's secret lasts ${LONGEST_DAYS.secret} days at most, a certificate ${LONGEST_DAYS.certificate}`,
  why: "Whoever finds a secret, in a repository, a log, a pipeline, is the application for as long as it lasts.",
  severity: "High",
  types: [APPLICATION, ...Object.keys(CREDENTIALS)],
  check(resource, context) {
    const kind = CREDENTIALS[resource.type];
    if (kind !== undefined) return [judged(resource, kind, applicationOf(resource, context), context)];
    const blocks = resource.blocks("password");
    // Where nobody writes one, azuread only reads back what is there.
    if (!blocks.known) return blocks.leftOut === true ? [] : [undecided(`may get a secret of which nothing can be told: it ${blocks.why}`, mendOf("secret"))];
    return blocks.value.map((block) => judged(block, "secret", applicationItself(resource), context));
  },
};

/** azuread 2 has object ids where azuread 3 has ids. */
function applicationOf(resource: Resource, { resources }: PolicyContext): Application {
  if (resource.type.startsWith("azuread_service_principal")) return applicationOfPrincipal(objectIdOf(resource), resources);
  const id = resource.get("application_id");
  if (!id.known || id.value !== null) return applicationOfId(id, resources);
  const objectId = resource.get("application_object_id");
  return applicationOfId(objectId.known && typeof objectId.value === "string" ? known(`/applications/${objectId.value}`) : objectId, resources);
}

/** `/servicePrincipals/GUID` holds the object id. */
function objectIdOf(resource: Resource): Value {
  const id = resource.get("service_principal_id");
  return id.known && typeof id.value === "string" ? known(id.value.split("/").at(-1)) : id;
}

function judged(credential: Block, kind: Kind, application: Application, { now, resources }: PolicyContext): Judgement {
  const life = lifeOf(credential, now);
  const longest = LONGEST_DAYS[kind];
  const what = `gives ${application.label} a ${kind}`;
  if (!life.known) return undecided(`${what} of which can't be told how long it lasts: it ${life.why}`, `write an end_date at most ${longest} days away, or ${insteadOf(kind)}`);
  const { days, byDefault, over } = life.value;
  if (over) return pass(`${what} that can't be used any more`);
  if (days <= longest + GRACE_DAYS) return pass(`${what} that lasts ${written(days)}`);
  const held = mailPermissionsOf(application, resources);
  const opens = held.length === 0 ? "" : `; this plan has permissions on mailboxes for it: ${held.join(", ")}`;
  return fail(`${what} that lasts ${written(Math.ceil(days * 10) / 10)}${byDefault ? ", which is Entra's default where no end is given" : ""}, more than ${longest}${opens}`, mendOf(kind));
}

function written(days: number): string {
  const rounded = Math.round(days * 10) / 10;
  return `${rounded} ${rounded === 1 ? "day" : "days"}`;
}

function mendOf(kind: Kind): string {
  return `${insteadOf(kind)}; if it must be, write an end_date at most ${LONGEST_DAYS[kind]} days away`;
}

function insteadOf(kind: Kind): string {
  return `use a federated credential or a managed identity, which have no ${kind} that can be lost`;
}
