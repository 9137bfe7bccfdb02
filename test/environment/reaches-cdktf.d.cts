export function cdktfCommandsIn(text: string): readonly string[];
export function reachesCdktf(file: string): boolean;
export function testFiles(): readonly string[];
