import { readFileSync, statSync, writeFileSync } from "node:fs";
import type { Attributes } from "./values";

/** One resource as it is, by its id. Whoever edits it changes it behind Terraform's back. */
export interface CloudResource {
  readonly type: string;
  readonly attributes: Attributes;
}

/** What goes wrong, or slowly, when Terraform asks. */
export interface Trouble {
  /** `configure` is the login. */
  readonly on: "configure" | "read" | "data" | "apply" | "import";
  /** Part of the type and id of what is meant: `azurerm_log_analytics_workspace /subscriptions/…`. Default: everything. */
  readonly match?: string;
  /** How often; then it is over. Default: always. */
  readonly times?: number;
  /** Milliseconds until the answer. */
  readonly delay?: number;
  /** No answer, until Terraform is interrupted. */
  readonly hang?: true;
  /** The provider's error in place of an answer: `unexpected status 429 (429 Too Many Requests) with error: …`. */
  readonly error?: string;
}

export interface CloudState {
  resources: Record<string, CloudResource>;
  trouble?: Trouble[];
}

/** A tenant as it is: a JSON file. */
export class Cloud {
  private read: { readonly stamp: string; readonly state: CloudState } | undefined;

  constructor(readonly file: string) {}

  /** Read anew where somebody else wrote the file: a refresh asks once for each resource. */
  get state(): CloudState {
    const stamp = stampOf(this.file);
    if (this.read?.stamp !== stamp) this.read = { stamp, state: stamp === "" ? { resources: {} } : (JSON.parse(readFileSync(this.file, "utf8")) as CloudState) };
    return this.read.state;
  }

  /** Somebody changes attributes of a resource, by its type and its name in the cloud. */
  alter(type: string, name: string | undefined, attributes: Attributes): void {
    Object.assign(this.resource(type, name)[1].attributes, attributes);
    this.edit(() => undefined);
  }

  /** Somebody deletes it. */
  discard(type: string, name: string | undefined): void {
    this.remove(this.resource(type, name)[0]);
  }

  private resource(type: string, name: string | undefined): [string, CloudResource] {
    const [found, ...others] = Object.entries(this.state.resources).filter(([, resource]) => resource.type === type && (name === undefined || resource.attributes["name"] === name));
    if (found === undefined || others.length > 0) throw new Error(`${others.length + (found === undefined ? 0 : 1)} resources are ${type} ${name ?? ""}`);
    return found;
  }

  put(id: string, { type, attributes: { timeouts: _, ...attributes } }: CloudResource): void {
    this.edit(({ resources }) => (resources[id] = { type, attributes }));
  }

  remove(id: string): void {
    this.edit((state) => (state.resources = Object.fromEntries(Object.entries(state.resources).filter(([other]) => other !== id))));
  }

  edit(change: (state: CloudState) => void): void {
    const { state } = this;
    change(state);
    writeFileSync(this.file, JSON.stringify(state, undefined, 1));
    this.read = { stamp: stampOf(this.file), state };
  }
}

/** Tells one version of a file from the next; empty where there is none. */
function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.mtimeNs} ${stat.size} ${stat.ino}`;
}
