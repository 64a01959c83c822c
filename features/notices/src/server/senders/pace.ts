import { later, type Sender } from "./sender.ts";

/** At most so many within a while (ms). */
export interface Pace {
  readonly most: number;
  readonly per: number;
}

/** Says no more to one address than its service takes: what would be too much waits without being asked. Within this process. */
export function paced(sender: Sender, { most, per }: Pace, now: () => number): Sender {
  const said = new Map<string, readonly number[]>();
  return async (address, message) => {
    const at = now();
    for (const [of, times] of said) if ((times.at(-1) ?? 0) <= at - per) said.delete(of);
    const within = (said.get(address) ?? []).filter((time) => time > at - per && time <= at);
    const [first] = within;
    if (first !== undefined && within.length >= most) return later("too-fast", first + per - at);
    said.set(address, [...within, at]);
    return sender(address, message);
  };
}
