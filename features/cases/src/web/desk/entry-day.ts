import { isDay, type Day } from "@niuniu/owe";

/** The day an entry says, before anything about it has been checked; null if it says none. */
export function readEntryDay(text: string): Day | null {
  try {
    const { date } = JSON.parse(text.slice(0, text.indexOf("\n"))) as Record<string, unknown>;
    return isDay(date) ? date : null;
  } catch {
    return null;
  }
}
