import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** An empty folder that nobody else can enter, on the volume of this clone. Whoever asks for it takes it away. */
export function closedFolder(): string {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  return mkdtempSync(join(ROOT, ".cache", "closed-"));
}

/** Puts a clone there, made of links: a copy would be half a gigabyte. Its server is built there, as `npm start` would. */
export function cloneInto(closed: string): void {
  const parts = ["apps", "features", "kernel", "platform", "node_modules", "package.json"];
  execFileSync("cp", ["-al", ...parts.map((part) => join(ROOT, part)), closed]);
  const vite = ["node_modules/vite/bin/vite.js", "build", "--config", "apps/server/vite.config.ts"];
  execFileSync(process.execPath, [...vite, "--logLevel", "error"], { cwd: closed, stdio: ["ignore", 2, 2] });
}

/** The server as `npm start` starts it, in such a clone. */
export const builtIn = (clone: string): string => join(clone, ".cache/server/main.js");

/** What the kernel says of a process: its four user ids, its four group ids, its further groups. */
export function idsOf(pid: number): { readonly users: readonly string[]; readonly groups: readonly string[] } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const line = (name: string): readonly string[] =>
    new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1]?.trim().split(/\s+/).filter(Boolean) ?? [];
  return { users: line("Uid"), groups: [...line("Gid"), ...line("Groups")] };
}
