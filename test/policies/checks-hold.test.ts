import { checksHold } from "../../policies/checks-hold";
import { judgePlan, planWith } from "../support/planned";

function judged(...checks: readonly unknown[]) {
  return judgePlan(checksHold, planWith([], { checks }));
}

const address = (to_display: string, kind = "check") => ({ kind, to_display });
const instance = (to_display: string, status: string, ...messages: string[]) => ({ address: { to_display }, status, problems: messages.map((message) => ({ message })) });

describe("Terraform's checks", () => {
  it("pass, each in one line, however many instances it has", () => {
    expect(judged({ address: address("check.a"), status: "pass", instances: [instance("check.a", "pass"), instance("check.b", "pass")] })).toEqual([{ subject: "check.a", verdict: "pass", message: "the check holds" }]);
  });

  it("fail with what they found, for each instance that does", () => {
    const check = { address: address("azurerm_a.b", "resource"), status: "fail", instances: [instance("azurerm_a.b[0]", "pass"), instance("azurerm_a.b[1]", "fail", "Too short.\nRaise it.", "And more."), instance("azurerm_a.b[2]", "unknown")] };
    expect(judged(check)).toMatchObject([
      { subject: "azurerm_a.b[1]", verdict: "fail", message: "the condition of a resource does not hold: Too short. Raise it.; And more." },
      { subject: "azurerm_a.b[2]", verdict: "unknown", message: "whether the condition of a resource holds is known only after apply" },
    ]);
  });

  it("fail where they could not be evaluated", () => {
    expect(judged({ address: address("output.x", "output_value"), status: "error", instances: [instance("output.x", "error")] })).toMatchObject([{ verdict: "fail", message: "the condition of an output could not be evaluated" }]);
  });

  it("are unknown where they have not run, whatever their kind and status", () => {
    expect(judged({ address: address("check.a"), status: "unknown" })).toMatchObject([{ subject: "check.a", verdict: "unknown", message: "whether the check holds is known only after apply" }]);
    expect(judged({ status: "something new" })).toMatchObject([{ subject: "a check", verdict: "unknown", message: "whether the condition holds is known only after apply" }]);
    expect(judged({ address: address("check.a"), status: "fail" })).toMatchObject([{ verdict: "fail" }]);
  });

  it("are nothing where there are none", () => {
    expect(judgePlan(checksHold, planWith([]))).toEqual([]);
    expect(judgePlan(checksHold, planWith([], { checks: "none" }))).toEqual([]);
  });
});
