import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Provider } from "./provider";
import type { ProviderName } from "./bindings";
import { grpcServer } from "./grpc";
import { CALLS } from "./wire";

/**
 * The stand-in's process: `serve.ts FOLDER` serves the tenants of a folder until its standard input closes, so that it doesn't outlive who started it. Its first line
 * on standard output is what TF_REATTACH_PROVIDERS must be.
 */
async function serve(folder: string): Promise<void> {
  const sockets = mkdtempSync(join(tmpdir(), "mailbox-baseline-"));
  process.once("exit", () => rmSync(sockets, { recursive: true, force: true }));
  process.stdin.once("close", () => process.exit()).resume();
  const names = ["azurerm", "azuread"] as const;
  for (const name of names) await listen(name, folder, join(sockets, name));
  const at = (name: ProviderName): object => ({ Protocol: "grpc", ProtocolVersion: 6, Pid: process.pid, Test: true, Addr: { Network: "unix", String: join(sockets, name) } });
  const reattach = names.map((name) => [`registry.terraform.io/hashicorp/${name}`, at(name)]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(reattach))}\n`);
}

async function listen(name: ProviderName, folder: string, socket: string): Promise<void> {
  const provider = new Provider(name, folder);
  const server = grpcServer((method, connection) => {
    const call = CALLS.get(method);
    return call && (async (request) => call.encode(await provider.answer(call.name, call.decode(request), connection)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(socket, resolve);
  });
}

void serve(process.argv[2] ?? "");
