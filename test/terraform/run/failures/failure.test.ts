import type { Diagnostic } from "../../../../terraform/run/diagnostics";
import { failureOf } from "../../../../terraform/run/failures/failure";
import { Secrets } from "../../../../terraform/run/secrets";

describe("a step that failed", () => {
  const throttled: Diagnostic = { summary: "reading", detail: "unexpected status 429 (429 Too Many Requests)" };
  const forbidden: Diagnostic = { summary: "reading", detail: "unexpected status 403 (403 Forbidden)" };
  const failure = (...diagnostics: readonly Diagnostic[]) => failureOf("plan", diagnostics, new Secrets({ TF_VAR_a: "hidden. For ever", TF_VAR_b: "key-of-mine" }));

  it("failed by the first of its errors", () => expect(failure(forbidden, { summary: "No value for required variable", detail: 'variable "a" is not set' })?.failure.cause).toBe("permission"));

  it("failed by one that stays, rather than by one that heals", () => {
    expect(failure(throttled, forbidden)).toMatchObject({ heals: false, failure: { cause: "permission" } });
    expect(failure(throttled)).toMatchObject({ heals: true, failure: { cause: "throttled" } });
  });

  it("without an error isn't known", () => expect(failure()).toBeUndefined());

  it.each<[string, Diagnostic, string, string]>([
    ["a provider", { summary: "Odd.", detail: "It is odd. It is very odd.\n\nMore.", address: "a.b" }, "provider", "a.b: Odd: It is odd."],
    ["the configuration", { summary: "Unsupported argument", detail: 'An argument named "x" is not expected here.', place: "cdk.tf.json:12" }, "configuration", 'cdk.tf.json:12: Unsupported argument: An argument named "x" is not expected here.'],
    ["Terraform", { summary: "Odd", detail: "" }, "terraform", "Odd"],
    ["Terraform, in lines", { summary: "Odd", detail: "It is not\nas it was before" }, "terraform", "Odd: It is not as it was before"],
  ])("with an error of %s that nobody knows tells its beginning", (_, diagnostic, cause, message) => {
    expect(failure(diagnostic)?.failure).toMatchObject({ cause, message });
  });

  it("tells no part of a secret, also where a sentence ends in it", () => {
    expect(failure({ summary: "Odd", detail: "It is hidden. For ever." })?.failure.message).toBe("Odd: It is (sensitive).");
    expect(failure({ summary: "x", detail: "lookup key-of-mine on 1.2.3.4: no such host" })?.failure.message).toBe("the name (sensitive) can't be resolved");
    expect(failure({ summary: "x", detail: "x509: certificate of key-of-mine/x" })?.failure.message).toBe("a server's certificate is not trusted: certificate of");
  });

  it.each([
    ["Please try again after '17' seconds.", 17_000],
    ["Retry-After: 30", 30_000],
    ["Please retry after 60 seconds.", 60_000],
    ["in a while", undefined],
  ])("is tried again when the service says: %s", (said, ms) => {
    expect(failure({ summary: "reading", detail: `429 Too Many Requests. ${said}` })?.retryAfterMs).toBe(ms);
  });
});
