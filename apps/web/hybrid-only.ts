import type { Plugin } from "vite";

const FILE = "age-encryption/dist/recipients.js";
/** The kinds of age recipients that the seal refuses. */
const REFUSED = [
  ...["TagRecipient", "HybridTagRecipient", "X25519Recipient", "X25519Identity"],
  ...["ScryptRecipient", "ScryptIdentity"],
];

/**
 * Leaves the kinds of age recipients that the seal refuses out of a reporter's page, who waits for every byte. Using one
 * is a loud error, never a weaker seal. A version of age-encryption that is written differently fails the build.
 */
export function hybridOnly(): Plugin {
  return {
    name: "niuniu:hybrid-only",
    enforce: "pre",
    transform: (code, id) => (id.split("?")[0]?.endsWith(FILE) === true ? REFUSED.reduce(without, code) : null),
  };
}

function without(code: string, name: string): string {
  const kept = code.replace(
    new RegExp(`^export class ${name} \\{\\n.*?^\\}$`, "ms"),
    `export class ${name} { constructor() { throw Error("hybrid only"); } }`,
  );
  if (kept === code) throw new Error(`${FILE} has no class ${name} any more; look at what it has now`);
  return kept;
}
