/** A number in a policy that an organisation may set: where it stands, as "policy.cases.classes.crisis.answer.hours", and its value. */
export interface Clock {
  readonly at: string;
  readonly value: number;
}

const UNITS = ["hours", "days", "workingDays"];
/** What counts and is no span. */
const COUNTS = ["waitingAfter"];

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

function clocksOf(at: string, value: unknown): readonly Clock[] {
  if (!isJson(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isClock = typeof inner === "number" && (UNITS.includes(key) || COUNTS.includes(key));
    return isClock ? [{ at: `${at}.${key}`, value: inner }] : clocksOf(`${at}.${key}`, inner);
  });
}

/** Every span and count in a policy, in the order in which they stand there. None of what is no policy. */
export function clocksIn(policy: string): readonly Clock[] {
  try {
    return clocksOf("policy", JSON.parse(policy));
  } catch {
    return [];
  }
}

function changed(at: string, value: unknown, to: ReadonlyMap<string, number>): unknown {
  if (!isJson(value)) return to.get(at) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed(`${at}.${key}`, inner, to)]));
}

/** The same policy with other numbers in these places: the exact text, as it is hashed. */
export function withClocks(policy: string, to: ReadonlyMap<string, number>): string {
  return `${JSON.stringify(changed("policy", JSON.parse(policy), to))}\n`;
}

/**
 * A policy with whatever sections of `brought` it has none of: what a policy leaves out nobody can propose. As it is where it, or what is
 * brought, is none that has sections.
 */
export function completed(policy: string, brought: string): string {
  try {
    const [own, other] = [JSON.parse(policy), JSON.parse(brought)] as readonly unknown[];
    if (!isJson(own) || !isJson(other) || own["niuniu"] !== other["niuniu"]) return policy;
    const missing = Object.entries(other).filter(([name]) => !Object.hasOwn(own, name));
    return missing.length === 0 ? policy : `${JSON.stringify({ ...own, ...Object.fromEntries(missing) })}\n`;
  } catch {
    return policy;
  }
}

/** The whole number from 1 to 1,000,000 that somebody typed, or null. */
export function numberIn(typed: string): number | null {
  const text = typed.normalize("NFKC").trim();
  return /^[1-9]\d{0,6}$/.test(text) && Number(text) <= 1_000_000 ? Number(text) : null;
}
