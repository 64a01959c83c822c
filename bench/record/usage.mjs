/** Loaded beside a program that is measured: at its end it says, on descriptor 3, what the process took. */
import { readFileSync, writeSync } from "node:fs";

process.once("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  // Not `maxRSS`: that begins with the memory of whoever started this process.
  const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  writeSync(3, JSON.stringify({ peak: Number(peak), cpu: userCPUTime + systemCPUTime }));
});
