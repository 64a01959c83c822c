import { call } from "./call.ts";

/** What this page lends to whoever looks around for it: the line, asked in nobody's name; this device's clock; and waiting. */
export const here = {
  ask: call,
  now: (): number => Date.now(),
  wait: (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms)),
} as const;
