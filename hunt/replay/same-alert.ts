import type { HuntFinding } from "../finding";

/** Who and whom an alert names. An address is left out: rules that clean it of its port, or don't, mean the same. */
const NAMES = ["actor", "mailbox", "application"] as const;

/** Whether two alerts name the same who and whom, in large letters or small. */
export function sameNames(one: HuntFinding, other: HuntFinding): boolean {
  return NAMES.every((name) => one[name].toLowerCase() === other[name].toLowerCase());
}

/** The same, where a rule that names nobody contradicts none. */
export function namesAgree(one: HuntFinding, other: HuntFinding): boolean {
  return NAMES.every((name) => one[name] === "" || other[name] === "" || one[name].toLowerCase() === other[name].toLowerCase());
}

export function tellsTheSame(one: HuntFinding, other: HuntFinding): boolean {
  return one.title === other.title && one.severity === other.severity && sameNames(one, other);
}
