import { createHmac, timingSafeEqual } from "node:crypto";

/** What a report must prove now: `bits` of work on `challenge`, none when it is 0. */
export interface Demand {
  readonly bits: number;
  readonly challenge: string;
}

/** How busy the line is, and how much room there is. Knows how many, never who: nothing is kept per address. */
export interface Load {
  /** A report begins; call the result when it is over. */
  readonly begin: () => () => void;
  /** What a report sent now must prove; for other things at least `least` bits, however calm the line is. */
  readonly demand: (least?: number) => Demand;
  /** How many bits a challenge of ours demanded, or null if it is not ours or older than ten minutes. */
  readonly bitsOf: (challenge: string) => number | null;
  /** True where less of the disk is free than its operator wants kept. */
  readonly scarce: () => boolean;
}

/** Up to here the line is calm and asks nothing: reports a second, and reports at once. */
const CALM_RATE = 60;
const CALM_AT_ONCE = 64;
/** About a second on a slow phone; four times as much at most. */
const FEWEST_BITS = 14;
const MOST_BITS = 18;
/** Seconds over which the rate is averaged. */
const WINDOW = 5;
const MINUTES = 10;
/** More than the demands of ten minutes; what strangers make up pushes out no more than that. */
const MOST_MACS = 256;
const CHALLENGE = /^(\d{1,12})\.(\d{1,2})\.([A-Za-z0-9_-]{22})$/;

/** A gauge whose challenges are recognised by every process that holds the same `key` (32 bytes). */
export function loadGauge({
  now,
  key,
  scarcity = () => 0,
}: {
  readonly now: () => number;
  readonly key: Uint8Array;
  /** How many times less of the disk is free than there should be; 0 while there is enough. */
  readonly scarcity?: () => number;
}): Load {
  let [atOnce, recent, last] = [0, 0, now()];

  const settle = (): void => {
    const time = now();
    recent *= Math.exp(-Math.max(0, time - last) / (WINDOW * 1_000));
    last = time;
  };
  const macs = new Map<string, string>();
  /** Every report of a minute is asked with the same few; a challenge of another time is not looked at at all. */
  const mac = (minute: string, bits: string): string => {
    const text = `niuniu work v1\n${minute}\n${bits}\n`;
    let made = macs.get(text);
    if (made !== undefined) return made;
    if (macs.size >= MOST_MACS) macs.clear();
    macs.set(text, (made = createHmac("sha256", key).update(text).digest("base64url").slice(0, 22)));
    return made;
  };
  const bitsNow = (): number => {
    settle();
    const pressure = Math.max(recent / WINDOW / CALM_RATE, atOnce / CALM_AT_ONCE);
    const most = Math.max(pressure, scarcity());
    return most <= 1 ? 0 : Math.min(MOST_BITS, FEWEST_BITS + Math.floor(Math.log2(most)));
  };

  return {
    begin: () => {
      settle();
      recent++;
      atOnce++;
      let over = false;
      return () => {
        if (!over) atOnce--;
        over = true;
      };
    },
    demand: (least = 0) => {
      const [minute, bits] = [String(Math.floor(now() / 60_000)), Math.max(least, bitsNow())];
      return { bits, challenge: `${minute}.${bits}.${mac(minute, String(bits))}` };
    },
    bitsOf: (challenge) => {
      const [, minute, bits, claimed] = CHALLENGE.exec(challenge) ?? [];
      if (minute === undefined || bits === undefined || claimed === undefined) return null;
      const age = Math.floor(now() / 60_000) - Number(minute);
      if (age < 0 || age > MINUTES) return null;
      return timingSafeEqual(Buffer.from(mac(minute, bits)), Buffer.from(claimed)) ? Number(bits) : null;
    },
    scarce: () => scarcity() > 0,
  };
}
