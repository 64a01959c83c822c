/** The day of an instant (ms since epoch) as public texts bear it, "YYYY-MM-DD". */
export type DayOf = (instant: number) => string;

/** The day in UTC: where nobody has said where the organisation is. */
export const utcDay: DayOf = (instant) => new Date(instant).toISOString().slice(0, 10);
