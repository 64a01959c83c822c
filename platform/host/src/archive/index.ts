export { backup, type BackupOptions, type Made, type Progress } from "./backup.ts";
export { doctor, type Checker } from "./doctor.ts";
export type { Problem, What } from "./problem.ts";
export { openDeletions } from "./deletions.ts";
export { expire } from "./folders.ts";
export type { Known, Way, WentOn } from "./go-on.ts";
export { signedCalendar } from "./signed-calendar.ts";
export { recover, restore, type Restored, type RestoreOptions } from "./restore.ts";
export { ArchiveTrouble, type ArchiveTroubleCode } from "./trouble.ts";
