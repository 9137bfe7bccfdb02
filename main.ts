import { main } from "./cli/main";
import { EXIT } from "./findings/exit-code";

/**
 * Every tenant file under `tenants/` becomes one Terraform stack: nobody lists them. This is what `npm start` and, by cdktf.json, `cdktf synth` run;
 * `mailbox-baseline synth` is the same. Findings, such as an exception that expired, are printed but don't fail it: cdktf takes any exit
 * code but 0 for a failed synthesis, and one tenant's lapsed exception must not stop the deployment of the others. `check` is what gates.
 */
void main(["synth", ...process.argv.slice(2)]).then((code) => {
  process.exitCode = code === EXIT.findings ? EXIT.clean : code;
});
