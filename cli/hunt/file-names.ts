import { sep } from "node:path";

/** Names of files for where people read: without the folder that all of them are in. */
export class FileNames {
  /** The folder, `/` at its end; "" for none. */
  readonly folder: string;

  constructor(private readonly files: readonly string[]) {
    const [first = [], ...others] = files.map((file) => file.split(sep).slice(0, -1));
    const shared = others.reduce<readonly string[]>((folders, other) => folders.slice(0, agreeing(folders, other)), first);
    this.folder = shared.map((folder) => `${folder}${sep}`).join("");
  }

  readonly short = (file: string): string => (this.files.includes(file) ? file.slice(this.folder.length) : file);

  /** `3 files in logs/`, or the file's own name */
  inWords(): string {
    const [first = "no file"] = this.files;
    if (this.files.length <= 1) return first;
    return `${this.files.length.toLocaleString("en")} files${this.folder === "" ? "" : ` in ${this.folder}`}`;
  }
}

function agreeing(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((part, i) => part !== b[i]);
  return index < 0 ? a.length : index;
}
