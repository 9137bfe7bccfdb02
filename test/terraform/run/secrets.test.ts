import fc from "fast-check";
import { Secrets } from "../../../terraform/run/secrets";

describe("a text that is shown", () => {
  const clean = (text: string, env: Record<string, string> = {}, others: readonly string[] = []): string => new Secrets(env, others).clean(text);

  it.each(["TF_VAR_anything", "ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PASSWORD", "ARM_ACCESS_KEY", "ARM_SAS_TOKEN", "TF_TOKEN_app_terraform_io", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "AZURE_STORAGE_CONNECTION_STRING", "MY_PASSPHRASE", "DB_PASS", "PGPWD_2", "MY_CREDENTIALS"])(
    "holds no value of %s",
    (name) => expect(clean("it is s3cr3t, and s3cr3t-of-some-length", { [name]: "s3cr3t-of-some-length", OTHER_KEY: "s3cr3t" })).toBe("it is (sensitive), and (sensitive)"),
  );

  it("holds values of other variables", () => expect(clean("/home/me and t-1", { HOME: "/home/me", ARM_TENANT_ID: "t-1", SSH_KEY_PATH: "/home/me" })).toBe("/home/me and t-1"));

  it("holds no part of a list or map", () => {
    expect(clean("one or another-one", { TF_VAR_hooks: '["another-one", {"a": "and-this"}]' })).toBe("one or (sensitive)");
    expect(clean("and-this-too", { TF_VAR_hooks: '{ a = "and-this-too" }' })).toBe("(sensitive)");
    expect(clean("hidden-key of access_key", { TF_CLI_ARGS_init: "-backend-config=access_key=hidden-key" })).toBe("(sensitive) of access_key");
  });

  it.each(["base64", "base64url", "hex"] as const)("holds no secret as %s", (encoding) => {
    const encoded = Buffer.from("s3cr3t?>~of length").toString(encoding);
    expect(clean(`it is ${encoded}.`, { MY_PASS: "s3cr3t?>~of length" })).toBe("it is (sensitive).");
  });

  it("leaves words alone that are hardly secrets", () => expect(clean("true is 30 of null", { TF_VAR_a: "true", TF_VAR_b: "30", TF_VAR_c: "null" })).toBe("true is 30 of null"));

  it("never holds a secret, wherever it stands and however lines are broken", () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9._+-]{4,20}$/u).filter((text) => !/^(?:true|false|null|none|auto)$/iu.test(text) && !"(sensitive)…".includes(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), word, word, fc.constantFrom(" ", "\n", "\n  "), (words, before, after, gap) => {
        fc.pre(!before.includes(words.join(" ")) && !after.includes(words.join(" ")));
        const shown = clean(`${before} "${words.join(gap)}" ${after}`, { TF_VAR_x: words.join(" ") });
        expect(shown).not.toContain(words.join(" "));
      }),
    );
  });

  it.each([
    ["a JSON web token", "got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl now", "got (sensitive) now"],
    ["a signature", "at https://acc.blob.core.windows.net/c/k?sv=2020&sig=abc%2Fdef%3D&se=1 now", "at https://acc.blob.core.windows.net now"],
    ["a signature alone", "query sv=2020&sig=abc%2Fdef&se=1", "query sv=2020&sig=(sensitive)&se=1"],
    ["a connection string", "AccountName=acc;AccountKey=Zm9vYmFy==;EndpointSuffix=core.windows.net", "AccountName=acc;AccountKey=(sensitive);EndpointSuffix=core.windows.net"],
    ["a storage key", `is ${"Ab1+".repeat(21)}Ab== ok`, "is (sensitive) ok"],
    ["a header", "Authorization: Bearer abcdefgh.12345678 sent", "Authorization: Bearer (sensitive) sent"],
    ["a field", '{"client_secret": "abc123", "x": 1}', '{"client_secret": "(sensitive)", "x": 1}'],
    ["a token of HCP Terraform", "with abcdefghij.atlasv1.klmnop it", "with (sensitive) it"],
    ["a token of GitHub", "with ghs_0123456789abcdefghij it", "with (sensitive) it"],
    ["a client secret of Entra ID", "with abc8Q~0123456789_0123456789-0123456789.01 it", "with (sensitive) it"],
    ["a command line", "Error running command 'curl -u me:pw x': exit status 1", "Error running command (sensitive): exit status 1"],
    ["a user in an address", "at https://me:pw@example.com/x", "at https://example.com"],
  ])("holds no secret by its shape: %s", (_, text, shown) => expect(clean(text)).toBe(shown));

  it("holds nothing of where the state lies", () => expect(clean("in corpstate/cont", {}, ["corpstate", "cont"])).toBe("in (sensitive)/(sensitive)"));

  it("is one line of at most 300 characters without control characters", () => {
    expect(clean("a\u001b[31m\n\n b\u202e\tc")).toBe("a\\u001b[31m b\\u202e c");
    expect(clean("x ".repeat(400))).toHaveLength(300);
  });

  it("has no half of a secret at its end", () => expect(clean(`${"x".repeat(290)} hidden-for-good`, { TF_VAR_a: "hidden-for-good" })).not.toContain("hidd"));
});
