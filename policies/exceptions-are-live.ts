import { exceptionsAreLive as judgeExceptions } from "../findings/commitments";
import { notApplicable, type PlanPolicy } from "./policy";

/** What the command `check` says of a tenant file, said of the tenant that a plan is for: a plan is held to its promises. */
export const exceptionsAreLive: PlanPolicy = {
  about: "plan",
  id: "exceptions-are-live",
  title: "Every exception and approval that the plan is held to is live",
  why: "One that has lapsed covers nothing any more, and somebody believes it does.",
  severity: "Medium",
  check: (_, { tenant, now }) =>
    tenant === undefined
      ? [{ subject: "the plan", ...notApplicable("no tenant file is for this plan's tenant, so there is nothing that could lapse") }]
      : judgeExceptions(tenant, now).map(({ subject, verdict, message, mend, place }) => ({ subject, verdict, message, ...(mend === undefined ? {} : { mend }), ...(place === undefined ? {} : { place }) })),
};
