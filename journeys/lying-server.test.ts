import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/*
 * Every lie that a host can tell, by name, and who finds it: the reporter in a browser, a handler at the desk, or an outsider
 * with a command line or as a witness. `npm test -- journeys -t "rollback"` runs all of one. They assume genuine client code: a
 * host that serves altered code is found by those who compare (altered.test.ts, `niuniu verify-site`).
 */
const LIES: Readonly<Record<string, readonly ("reporter" | "desk" | "outsider")[]>> = {
  "dropped event": ["reporter", "desk", "outsider"],
  "edited event": ["reporter", "desk", "outsider"],
  "back-dated event": ["reporter", "outsider"],
  "fork between two readers": ["reporter", "outsider"],
  rollback: ["reporter", "desk", "outsider"],
  "stale checkpoint": ["reporter", "outsider"],
  "broken promise": ["reporter"],
  "key swapped for one reporter": ["reporter", "outsider"],
  "ghost member": ["reporter", "desk", "outsider"],
  "host-minted invitation": ["desk"],
  "guest's keys swapped": ["desk"],
  "stale roster statement": ["reporter", "desk", "outsider"],
  "unrecorded statement": ["reporter", "desk"],
  "policy without quorum": ["reporter", "desk", "outsider"],
  "truncated thread": ["reporter"],
  "swallowed act": ["reporter"],
  "unknown receipt": ["reporter"],
  "false reassignment": ["reporter", "desk"],
  "forged witness": ["reporter", "outsider"],
  "duplicate cosignatures counted twice": ["reporter", "outsider"],
  "altered tile": ["outsider"],
};

const HERE = fileURLToPath(new URL("./", import.meta.url));
const textOf = (pattern: string): string =>
  globSync(pattern, { cwd: HERE })
    .map((name) => readFileSync(HERE + name, "utf8"))
    .join("\n");

/** Lies about the committee are told to reporters and desks alike, and stand together. */
const committee = textOf("{lying-server-committee,ghost-member}.test.ts");

it.each(Object.entries(LIES))("%s is told and found", (lie, finders) => {
  expect(finders).not.toEqual([]);
  for (const finder of finders) {
    const told = textOf(`lying-server-${finder}.test.ts`) + (finder === "outsider" ? "" : committee);
    expect(told.includes(`"${lie}: `) || told.includes(`\`${lie}: `), `${lie}, ${finder}`).toBe(true);
  }
});
