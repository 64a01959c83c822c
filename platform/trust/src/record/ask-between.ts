import { fromBase64 } from "@niuniu/note";
import { CallError, type Ask } from "@niuniu/wire";
import { consistency } from "@niuniu/wire/record";
import type { AskBetween } from "./marks.ts";

/** Asks the server that is being checked: it can only supply hashes that hold, or none. */
export const askBetween =
  (ask: Ask): AskBetween =>
  async (from, to) => {
    try {
      const { hashes } = await ask(consistency, undefined, { parameters: { from, to } });
      return hashes.map(fromBase64);
    } catch (error) {
      // A proxy that lets nobody in at the moment says nothing about the record.
      const busy = error instanceof CallError && (error.status === 408 || error.status === 429);
      if (error instanceof CallError && error.status >= 400 && error.status < 500 && !busy) return null;
      throw error;
    }
  };
