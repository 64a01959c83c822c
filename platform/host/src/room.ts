import { statfs } from "node:fs/promises";

/** What is left on the volume of the data folder. */
export interface Room {
  /** How many times less than what is to be kept free; 0 while there is enough. */
  readonly scarcity: () => number;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

/** ms from one look to the next, and until the operator is told again. */
const LOOK = 10_000;
const TELL_AGAIN = 3_600_000;

/**
 * Looks how much of the volume under `folder` is free. `keepFree`: bytes below which strangers are asked for work and the
 * operator is told, by `failed("host/disk-low")`, once an hour at the most. 0: never.
 */
export function roomOn(
  folder: string,
  {
    keepFree,
    now,
    failed,
  }: { readonly keepFree: number; readonly now: () => number; readonly failed: (code: string) => void },
): Room {
  let [scarcity, tellFrom] = [0, Number.NEGATIVE_INFINITY];
  let timer: NodeJS.Timeout | null = null;
  const look = async (): Promise<void> => {
    const { bavail, bsize } = await statfs(folder);
    const free = Math.max(1, bavail * bsize);
    scarcity = free < keepFree ? keepFree / free : 0;
    if (scarcity === 0 || now() < tellFrom) return;
    tellFrom = now() + TELL_AGAIN;
    failed("host/disk-low");
  };
  // A volume that cannot be asked is no full one.
  const looks = (): Promise<void> => look().catch(() => void (scarcity = 0));
  return {
    scarcity: () => scarcity,
    start: async () => {
      if (keepFree === 0) return;
      await looks();
      timer = setInterval(() => void looks(), LOOK).unref();
    },
    stop: () => clearInterval(timer ?? undefined),
  };
}
