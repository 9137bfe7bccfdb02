const ISO = /^P(?!$)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/u;
/** Of a week, a day, an hour, a minute and a second. */
const SECONDS = [604_800, 86_400, 3600, 60, 1];

/** Whether two texts are the same length of time in ISO 8601, as PT60M and PT1H. Months and years have no length of their own. */
export function sameDuration(a: string, b: string): boolean {
  const [one, other] = [secondsOf(a), secondsOf(b)];
  return one !== undefined && one === other;
}

function secondsOf(text: string): number | undefined {
  const parts: readonly (string | undefined)[] | undefined = ISO.exec(text)?.slice(1);
  return parts?.reduce((sum, part, i) => sum + Number(part ?? 0) * (SECONDS[i] ?? 0), 0);
}
