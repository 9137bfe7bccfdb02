/** Any text with this in it, typed as the text it stands for. */
export function containing(part: string): string {
  return expect.stringContaining(part) as string;
}
