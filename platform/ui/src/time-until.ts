const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long from `now` until `instant`, in whole days and hours, rounded down; minutes only in the last hour. */
export function timeUntil(
  instant: number,
  now: number,
): { readonly unit: "day" | "hour" | "minute"; readonly count: number }[] {
  const left = Math.max(0, instant - now);
  const [days, hours, minutes] = [
    Math.floor(left / (24 * HOUR)),
    Math.floor(left / HOUR) % 24,
    Math.floor(left / MINUTE),
  ];
  if (left < HOUR) return [{ unit: "minute", count: minutes }];
  const parts = [
    { unit: "day", count: days },
    { unit: "hour", count: hours },
  ] as const;
  return parts.filter((part) => part.count > 0);
}
