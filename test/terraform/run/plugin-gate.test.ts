import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PluginGate } from "../../../terraform/run/plugin-gate";
import { stackFacts } from "../../../terraform/run/stack-facts";
import { temporaryFolder } from "../../support/temporary-folder";

const LOCK_FILE = ".terraform.lock.hcl";

describe("several stacks' init", () => {
  const folder = temporaryFolder();
  const { signal } = new AbortController();
  const inTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const newCache = (): string => join(mkdtempSync(join(folder(), "cache-")), "cache");
  const gateOf = (cache: string | undefined, tool = "Terraform"): PluginGate => new PluginGate(cache, tool, { signal, wait: inTurn });

  const stack = (providers: object | undefined = { azurerm: { version: "4.55.0" } }, more: object = {}): string => {
    const dir = mkdtempSync(join(folder(), "stack-"));
    writeFileSync(join(dir, "cdk.tf.json"), JSON.stringify({ terraform: { required_providers: providers }, ...more }));
    return dir;
  };

  /** Inits that say how many ran at once, and behave as Terraform's: a lock file is made where there is none. */
  class Inits {
    readonly order: string[] = [];
    private inside = 0;
    private made = 0;

    constructor(
      private readonly gate: PluginGate,
      private readonly fails: readonly string[] = [],
    ) {}

    async run(dir: string): Promise<boolean> {
      return this.gate.run({ dir, facts: stackFacts(dir), worked: (result) => result, init: () => this.init(dir) });
    }

    private async init(dir: string): Promise<boolean> {
      this.inside += 1;
      this.order.push(`${this.inside}${existsSync(join(dir, LOCK_FILE)) ? " from the cache" : " writes the cache"}`);
      for (let i = 0; i < 20; i += 1) await inTurn();
      this.inside -= 1;
      if (this.fails.includes(dir)) return false;
      if (!existsSync(join(dir, LOCK_FILE))) writeFileSync(join(dir, LOCK_FILE), `lock ${(this.made += 1)}`);
      return true;
    }
  }

  it("of the same providers run at once after the first, which had to write the cache", async () => {
    const inits = new Inits(gateOf(newCache()));
    const stacks = [stack(), stack(), stack(), stack()];
    await Promise.all(stacks.map((dir) => inits.run(dir)));
    expect(inits.order).toEqual(["1 writes the cache", "1 from the cache", "2 from the cache", "3 from the cache"]);
    expect(new Set(stacks.map((dir) => readFileSync(join(dir, LOCK_FILE), "utf8")))).toEqual(new Set(["lock 1"]));
  });

  it("of the next process only read the cache, from the first on", async () => {
    const cache = newCache();
    await new Inits(gateOf(cache)).run(stack());
    const next = new Inits(gateOf(cache));
    await Promise.all([stack(), stack()].map((dir) => next.run(dir)));
    expect(next.order).toEqual(["1 from the cache", "1 from the cache"]);
    expect(readdirSync(cache).every((name) => name.startsWith(".mailbox-baseline-"))).toBe(true);
  });

  it("of different providers, or of another program, write the cache one after the other", async () => {
    const cache = newCache();
    const inits = new Inits(gateOf(cache));
    await Promise.all([stack(), stack({ azurerm: { version: "4.56.0" } })].map((dir) => inits.run(dir)));
    expect(inits.order).toEqual(["1 writes the cache", "1 writes the cache"]);
    const tofu = new Inits(gateOf(cache, "OpenTofu"));
    await tofu.run(stack());
    expect(tofu.order).toEqual(["1 writes the cache"]);
  });

  it("that may choose another version, or have modules, run one after the other, without each other's lock file", async () => {
    const inits = new Inits(gateOf(newCache()));
    const loose = () => stack({ azurerm: { version: "~> 4.0" } });
    const modules = () => stack(undefined, { module: { m: { source: "./m" } } });
    await Promise.all([loose(), loose(), modules(), modules()].map((dir) => inits.run(dir)));
    expect(inits.order).toEqual(Array.from({ length: 4 }, () => "1 writes the cache"));
  });

  it("with a lock file of their own keep it, and run alone the first time", async () => {
    const inits = new Inits(gateOf(newCache()));
    await inits.run(stack());
    const own = [stack(), stack()];
    for (const dir of own) writeFileSync(join(dir, LOCK_FILE), "own");
    await Promise.all(own.map((dir) => inits.run(dir)));
    expect(own.map((dir) => readFileSync(join(dir, LOCK_FILE), "utf8"))).toEqual(["own", "own"]);
    expect(inits.order.slice(1)).toEqual(["1 from the cache", "1 from the cache"]);
  });

  it("don't take a failed one for the first", async () => {
    const failing = stack();
    const others = [stack(), stack()];
    const inits = new Inits(gateOf(newCache()), [failing]);
    expect(await Promise.all([failing, ...others].map((dir) => inits.run(dir)))).toEqual([false, true, true]);
    expect(inits.order).toEqual(["1 writes the cache", "1 writes the cache", "1 from the cache"]);
  });

  it("go on where one throws", async () => {
    const gate = gateOf(newCache());
    const dir = stack();
    await expect(gate.run({ dir, facts: stackFacts(dir), worked: () => true, init: () => Promise.reject(new Error("odd")) })).rejects.toThrow("odd");
    expect(await new Inits(gate).run(dir)).toBe(true);
  });

  it("without providers don't wait for anybody", async () => {
    const inits = new Inits(gateOf(newCache()));
    await Promise.all([stack({}), stack({})].map((dir) => inits.run(dir)));
    expect(inits.order.map((each) => each[0])).toEqual(["1", "2"]);
  });

  it("without a cache of ours take turns all the same, since Terraform's configuration may name one", async () => {
    const inits = new Inits(gateOf(undefined));
    await Promise.all([stack(), stack(), stack()].map((dir) => inits.run(dir)));
    expect(inits.order.map((each) => each[0])).toEqual(["1", "1", "2"]);
  });
});
