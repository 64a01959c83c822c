import type { Calendar } from "@niuniu/owe";
import { openDatabase } from "../database.ts";
import { newestNamed, storedCalendars } from "../rules/stored.ts";
import { reach, type Place } from "./reach.ts";
import { ArchiveTrouble, troubleOf } from "./trouble.ts";

/**
 * The calendar that the newest statement names, the server running or not; null before the first, and where there is no line yet. Reads
 * only. Throws ArchiveTrouble or CannotStart.
 */
export async function signedCalendar(place: Place, failed: (code: string) => void): Promise<Calendar | null> {
  try {
    const { connection, stop } = await reach(place, failed);
    const db = openDatabase(connection, failed);
    try {
      const named = await newestNamed(db);
      return (await storedCalendars(db)).get(named?.calendar ?? "") ?? null;
    } finally {
      await db.destroy();
      await stop();
    }
  } catch (error) {
    if (error instanceof ArchiveTrouble && error.code === "archive/no-data") return null;
    throw troubleOf(error, place.data);
  }
}
