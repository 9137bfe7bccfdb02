import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes a mirror with one packed provider, hashicorp/nothing 1.0.0, which can be installed and does nothing; answers Terraform's configuration that names the mirror.
 * @param platform as Terraform names it: `linux_amd64`
 */
export function providerMirror(folder: string, platform: string): string {
  const packages = join(folder, "registry.terraform.io", "hashicorp", "nothing");
  mkdirSync(packages, { recursive: true });
  writeFileSync(join(packages, `terraform-provider-nothing_1.0.0_${platform}.zip`), zipOf("terraform-provider-nothing_v1.0.0", "#!/bin/sh\nexit 1\n"));
  const file = join(folder, "terraform.rc");
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = "${folder}"\n  }\n}\n`);
  return file;
}

/** A zip of one executable file, uncompressed (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). */
function zipOf(name: string, content: string): Buffer {
  const [file, data] = [Buffer.from(name), Buffer.from(content)];
  const common = [u16(20), u16(0), u16(0), u16(0), u16(33), u32(crc32(data)), u32(data.length), u32(data.length), u16(file.length), u16(0)];
  const local = Buffer.concat([u32(0x04034b50), ...common, file, data]);
  const unix = 3 << 8;
  const central = Buffer.concat([u32(0x02014b50), u16(unix | 20), ...common, u16(0), u16(0), u16(0), u32((0o100755 << 16) >>> 0), u32(0), file]);
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(1), u16(1), u32(central.length), u32(local.length), u16(0)]);
  return Buffer.concat([local, central, end]);
}

function u16(value: number): Buffer {
  return Buffer.from([value & 0xff, (value >>> 8) & 0xff]);
}

function u32(value: number): Buffer {
  return Buffer.concat([u16(value & 0xffff), u16(value >>> 16)]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
