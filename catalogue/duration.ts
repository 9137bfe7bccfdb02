/** A length of time in whole minutes; nothing the services take is finer. */
export interface Duration {
  readonly minutes: number;
}

const SHORT = /^(\d{1,5})\s*([mhd])$/iu;
const ISO = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?)?$/iu;

/** Reads `5m`, `1h`, `14d` (Azure-Sentinel's files) or ISO 8601 `PT5M`, `P14D` (the services). Nothing for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const trimmed = text.trim();
  const short = SHORT.exec(trimmed);
  if (short !== null) return { minutes: Number(short[1]) * { m: 1, h: 60, d: 1440 }[short[2]?.toLowerCase() as "m" | "h" | "d"] };
  const iso = ISO.exec(trimmed);
  if (iso === null || /[PT]$/iu.test(trimmed)) return undefined;
  return { minutes: Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0) };
}

/** ISO 8601 as the services write it back (`PT5M`, `P1D`, `P1DT12H`), so that a plan finds no difference in spelling. */
export function toIso({ minutes }: Duration): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const time = `${hours > 0 ? `${hours}H` : ""}${rest > 0 ? `${rest}M` : ""}`;
  if (days === 0 && time === "") return "PT0M";
  return `P${days > 0 ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
}

/** `5 minutes`, `1 hour`, `14 days`: for people. */
export function toWords({ minutes }: Duration): string {
  const [count, unit] = minutes > 0 && minutes % 1440 === 0 ? [minutes / 1440, "day"] : minutes > 0 && minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
