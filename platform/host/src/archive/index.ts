export { backup, type BackupOptions, type Made, type Progress } from "./backup.ts";
export { expire } from "./folders.ts";
export { ArchiveTrouble, type ArchiveTroubleCode } from "./trouble.ts";
