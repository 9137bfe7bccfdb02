import { createColors } from "picocolors";
import { EXIT, exitCode } from "../../findings/exit-code";
import { countsOf, type Finding } from "../../findings/finding";
import { forMarkdown, forTerminal } from "../../findings/escape";
import { renderMarkdown } from "../../findings/render-markdown";
import { countLine, renderText } from "../../findings/render-text";
import { hang } from "../../findings/wrap";
import { summaryLine, type PlanSummary } from "../../terraform/plan-summary";
import type { Io } from "../io";

/** A plan as it was judged; small, so that a thousand of them are. */
export interface ReviewedPlan {
  readonly file: string;
  readonly summary: PlanSummary;
  readonly terraformVersion?: string;
  /** Name of the tenant whose file it was held to. */
  readonly tenant?: string;
  readonly findings: readonly Finding[];
}

export function renderReview(plans: readonly ReviewedPlan[], format: "text" | "markdown" | "json", io: Io): string {
  return { text: () => asText(plans, io), markdown: () => asMarkdown(plans), json: () => asJson(plans) }[format]();
}

function asText(plans: readonly ReviewedPlan[], io: Io): string {
  const colors = createColors(io.color);
  const blocks = plans.map((plan) => {
    const head = [colors.bold(forTerminal(plan.file)), hang("  ", forTerminal(headOf(plan)), io.width), hang("  ", answer(plan.findings), io.width)].join("\n");
    return [head, renderText(plan.findings, { colors, width: io.width })].join("\n\n");
  });
  const total = plans.length === 1 ? [] : [`${plans.length} plans: ${countLine(plans.flatMap(({ findings }) => findings))}`];
  return `${[...blocks, ...total].join("\n\n")}\n`;
}

function asMarkdown(plans: readonly ReviewedPlan[]): string {
  const all = plans.flatMap(({ findings }) => findings);
  const total = plans.length === 1 ? [] : [`# Review of ${plans.length} plans`, `${countLine(all)}.`];
  const level = plans.length === 1 ? 1 : 2;
  return `${[...total, ...plans.map((plan) => renderMarkdown(plan.findings, plan.file, { level, lead: `**${answer(plan.findings)}** ${forMarkdown(`${headOf(plan)}.`)}` }))].join("\n\n")}\n`;
}

function asJson(plans: readonly ReviewedPlan[]): string {
  const shown = plans.map(({ file, tenant, terraformVersion, summary, findings }) => ({ plan: file, tenant, terraformVersion, summary, counts: countsOf(findings), findings }));
  return `${JSON.stringify({ formatVersion: 1, counts: countsOf(plans.flatMap(({ findings }) => findings)), plans: shown }, undefined, 2)}\n`;
}

/** The question that a reviewer was asked. */
function answer(findings: readonly Finding[]): string {
  const code = exitCode(findings);
  if (code === EXIT.findings) return "It may not go in as it is.";
  return code === EXIT.unknown ? "Whether it may go in can't be told." : "It may go in.";
}

/** `Terraform 1.11.4, tenant contoso: 5 to create, 1 to change` */
function headOf({ terraformVersion, tenant, summary }: ReviewedPlan): string {
  const by = terraformVersion === undefined ? [] : [`Terraform ${terraformVersion}`];
  return `${[...by, tenant === undefined ? "no tenant file: nothing is approved" : `tenant ${tenant}`].join(", ")}: ${summaryLine(summary)}`;
}
