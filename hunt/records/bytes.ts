import { createReadStream, statSync } from "node:fs";
import { createGunzip, constants, type Gunzip } from "node:zlib";
import { InputError } from "../../catalogue/fault";

const CHUNK = 65_536;
const NOT_PACKED = "is packed, and what follows its packed part is not: that is not read";

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
  /** In words, when the file could not be read or unpacked to its end. */
  damage?: string;
}

/** The bytes of a file, unpacked where they are gzip's, whatever its name. What a damaged one gives before its damage is given. */
export async function* bytesOf({ file, size }: OpenedFile, counts: ByteCounts): AsyncGenerator<Buffer> {
  if (size === 0) return;
  let unpacker: Unpacker | undefined;
  let first = true;
  let given = 0;
  for await (const chunk of chunksOf(file, size)) {
    counts.read += chunk.length;
    if (first && isGzip(chunk)) unpacker = new Unpacker(counts);
    first = false;
    if (unpacker === undefined) yield chunk;
    else {
      const unpacked = await unpacker.unpack(chunk);
      yield* unpacked;
      given += lengthOf(unpacked);
      if (counts.damage !== undefined) {
        yield* beforeDamage(file, counts.read - chunk.length, counts.read, given);
        return;
      }
    }
  }
  if (unpacker !== undefined) yield* await unpacker.end();
  const change = changeOf(file, size, counts.read);
  if (change !== undefined) counts.damage = change;
}

/** What happened to a file while it was read, in words; undefined where its size tells of nothing. */
function changeOf(file: string, size: number, read: number): string | undefined {
  if (read < size) return "was changed while it was read: what came after is lost";
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > size ? "grew while it was read: what was added is not read" : undefined;
}

/**
 * What zlib had unpacked of a chunk, but did not give because it failed later in the same chunk. The file is unpacked once more, the chunk from `from` on byte by
 * byte, and what was given before is left out.
 */
async function* beforeDamage(file: string, from: number, to: number, given: number): AsyncGenerator<Buffer> {
  const counts: ByteCounts = { read: 0 };
  const unpacker = new Unpacker(counts);
  let skip = given;
  for await (const chunk of chunksOf(file, to)) {
    for (const piece of counts.read < from ? [chunk] : bytewise(chunk)) {
      for (const unpacked of await unpacker.unpack(piece)) {
        if (unpacked.length > skip) yield unpacked.subarray(skip);
        skip = Math.max(0, skip - unpacked.length);
      }
      if (counts.damage !== undefined) return;
    }
    counts.read += chunk.length;
  }
}

function* bytewise(chunk: Buffer): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at++) yield chunk.subarray(at, at + 1);
}

function lengthOf(buffers: readonly Buffer[]): number {
  return buffers.reduce((length, buffer) => length + buffer.length, 0);
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
  /** Zeros came, with which a packed file may be filled up. */
  private ended = false;
  private settle: () => void = () => undefined;

  constructor(private readonly counts: ByteCounts) {
    this.gunzip.on("data", (data: Buffer) => this.unpacked.push(data));
    this.gunzip.on("end", () => {
      this.ended = true;
      this.settle();
    });
    this.gunzip.on("error", (error: NodeJS.ErrnoException) => {
      counts.damage = damageOf(error);
      this.settle();
    });
  }

  async unpack(chunk: Buffer): Promise<readonly Buffer[]> {
    // Node would wait for ever for what it is given after its end.
    if (this.ended) {
      if (chunk.some((byte) => byte !== 0)) this.counts.damage = NOT_PACKED;
      return [];
    }
    await this.step((settle) => this.gunzip.write(chunk, settle));
    return this.taken();
  }

  async end(): Promise<readonly Buffer[]> {
    if (this.ended) return [];
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

/** zlib tells its errors of data apart by their message only; a header can be wrong only behind a part that is whole, as the first was looked at. */
function damageOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "Z_BUF_ERROR") return "is packed and cut short: what came after is lost";
  if (message === "incorrect header check") return NOT_PACKED;
  if (message === "incorrect data check" || message === "incorrect length check") {
    return "is packed and does not match its checksum: what was read may be wrong, and what comes after is lost";
  }
  return "is packed and damaged: what comes after is lost";
}
