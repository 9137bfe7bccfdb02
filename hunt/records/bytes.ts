import { createReadStream, statSync } from "node:fs";
import { createGunzip, constants, type Gunzip } from "node:zlib";
import { InputError } from "../../catalogue/fault";

const CHUNK = 65_536;

export interface OpenedFile {
  readonly file: string;
  /** As it was when it was opened: of a file that grows meanwhile the rest is not read. */
  readonly size: number;
}

/** Throws InputError for what is not there, or no regular file: a pipe would wait for ever. */
export function openFile(file: string): OpenedFile {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) fail(file, "is a folder; name the files in it");
    if (!stat.isFile()) fail(file, "is no regular file; name a file of records");
    return { file, size: stat.size };
  } catch (error) {
    return unreadable(file, error);
  }
}

export function fail(file: string, message: string): never {
  throw new InputError([{ file, path: "", message }]);
}

function unreadable(file: string, error: unknown): never {
  if (error instanceof InputError) throw error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return fail(file, code === "ENOENT" ? "does not exist; name a file of records" : `cannot be read: ${code}`);
}

export interface ByteCounts {
  /** Bytes of the file itself, packed or not. */
  read: number;
  /** In words, when what is packed could not be unpacked to its end. */
  damage?: string;
}

/** The bytes of a file, unpacked where they are gzip's, whatever its name. What a damaged one gives before its damage is given. */
export async function* bytesOf({ file, size }: OpenedFile, counts: ByteCounts): AsyncGenerator<Buffer> {
  if (size === 0) return;
  let unpacker: Unpacker | undefined;
  let first = true;
  for await (const chunk of chunksOf(file, size)) {
    counts.read += chunk.length;
    if (first && isGzip(chunk)) unpacker = new Unpacker(counts);
    first = false;
    if (unpacker === undefined) yield chunk;
    else yield* await unpacker.unpack(chunk);
    if (counts.damage !== undefined) return;
  }
  if (unpacker !== undefined) yield* await unpacker.end();
}

async function* chunksOf(file: string, size: number): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { end: size - 1, highWaterMark: CHUNK });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    unreadable(file, error);
  } finally {
    stream.destroy();
  }
}

function isGzip(chunk: Buffer): boolean {
  return chunk[0] === 0x1f && chunk[1] === 0x8b;
}

/** Unpacks chunk by chunk, so that what an earlier chunk gave is not lost with a later one: Node's own iteration of a stream drops what it holds when it fails. */
class Unpacker {
  private readonly gunzip: Gunzip = createGunzip();
  private unpacked: Buffer[] = [];
  private settle: () => void = () => undefined;

  constructor(private readonly counts: ByteCounts) {
    this.gunzip.on("data", (data: Buffer) => this.unpacked.push(data));
    this.gunzip.on("end", () => this.settle());
    this.gunzip.on("error", ({ code }: NodeJS.ErrnoException) => {
      counts.damage = code === "Z_BUF_ERROR" ? "is packed and cut short: what came after is lost" : "is packed and damaged: what comes after is lost";
      this.settle();
    });
  }

  async unpack(chunk: Buffer): Promise<readonly Buffer[]> {
    await this.step((settle) => this.gunzip.write(chunk, settle));
    return this.taken();
  }

  async end(): Promise<readonly Buffer[]> {
    await this.step((settle) => this.gunzip.flush(constants.Z_SYNC_FLUSH, settle));
    if (this.counts.damage === undefined) await this.step(() => this.gunzip.end());
    return this.taken();
  }

  /** Over when it is done, or has failed. */
  private async step(begin: (settle: () => void) => void): Promise<void> {
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      begin(resolve);
    });
  }

  private taken(): readonly Buffer[] {
    const taken = this.unpacked;
    this.unpacked = [];
    return taken;
  }
}
