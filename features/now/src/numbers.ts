import numbers from "./numbers.json" with { type: "json" };

/** A number to call, and whose it is. */
interface Help {
  readonly number: string;
  readonly name: Readonly<Record<"en" | "zh-CN", string>>;
}

/** Whom to call in one country or region. `zones`: time zones that tell that an organisation is there. */
export interface Place {
  readonly code: string;
  readonly name: Readonly<Record<"en" | "zh-CN", string>>;
  readonly zones: readonly string[];
  readonly police: string;
  readonly ambulance: string;
  readonly help: readonly Help[];
}

export const places: readonly Place[] = numbers;

/**
 * Where an organisation is, by the zone of its calendar; a calendar that names none is the one made for mainland China. Null where nobody
 * here knows the numbers.
 */
export const placeOf = ({ zone = "Asia/Shanghai" }: { readonly zone?: string }): Place | null =>
  places.find(({ zones }) => zones.includes(zone)) ?? null;
