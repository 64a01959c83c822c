/** Loaded beside a program that is measured: at its end it says, on descriptor 3, what the process took. */
import { writeSync } from "node:fs";

process.once("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }));
});
