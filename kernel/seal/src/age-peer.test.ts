import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockKeys, unlockKeys } from "./open.ts";

/**
 * Debian's age, a second program by other hands. It knows classical recipients and phrases; hybrid ones are held to the
 * C2SP vectors. A machine without it says so: NIUNIU_WITHOUT_PEERS=age.
 */
const without = (process.env["NIUNIU_WITHOUT_PEERS"] ?? "").split(/[ ,]+/).includes("age");
const phrase = "ahoy estimate cleft gallantly trousers stick matcher unhidden";
const sizes = [0, 1, 65_535, 65_536, 65_537, 200_000];
const room = mkdtempSync(join(tmpdir(), "niuniu-age-"));
const at = (name: string): string => join(room, name);

/** Runs age on a terminal of its own, since it reads a phrase from nowhere else, and answers each time it asks. */
async function typedInto(command: string, answer: string): Promise<void> {
  const terminal = spawn("script", ["-qec", command, "/dev/null"], { cwd: room, timeout: 60_000 });
  let answered = 0;
  let shown = "";
  terminal.stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    const asked = shown.match(/passphrase[^:]*:/g)?.length ?? 0;
    for (; answered < asked; answered++) terminal.stdin.write(`${answer}\n`);
  });
  const code = await new Promise((resolve, reject) => terminal.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`age ended with ${String(code)}: ${shown}`);
}

describe.runIf(!without)("files of the age command", () => {
  beforeAll(() => {
    try {
      execFileSync("age", ["--version"]);
    } catch {
      throw new Error("The command age is not here. Install it (Debian: age), or set NIUNIU_WITHOUT_PEERS=age.");
    }
  });
  afterAll(() => rmSync(room, { recursive: true, force: true }));

  it.each(sizes)("and ours open each other: %i bytes to a classical recipient", async (size) => {
    const plaintext = new Uint8Array(size).fill(0x61);
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    writeFileSync(at("key"), `${identity}\n`);

    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    writeFileSync(at("ours"), await encrypter.encrypt(plaintext));
    expect(new Uint8Array(execFileSync("age", ["-d", "-i", at("key"), at("ours")]))).toEqual(plaintext);

    const theirs = execFileSync("age", ["-r", recipient], { input: plaintext });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect(await decrypter.decrypt(new Uint8Array(theirs))).toEqual(plaintext);
  });

  it("open what a member's phrase locked: the keys are not tied to this software", async () => {
    const keys = { identity: new Uint8Array(32).fill(1), signing: new Uint8Array(32).fill(2) };
    writeFileSync(at("locked"), await lockKeys(keys, phrase));
    await typedInto("age -d -o unlocked locked", phrase);
    const parcel = readFileSync(at("unlocked"));
    expect(parcel.includes(Buffer.from(keys.identity))).toBe(true);

    const encrypter = new Encrypter();
    encrypter.setPassphrase(phrase);
    encrypter.setScryptWorkFactor(12);
    writeFileSync(at("relocked"), await encrypter.encrypt(new Uint8Array(parcel)));
    expect(await unlockKeys(new Uint8Array(readFileSync(at("relocked"))), phrase)).toEqual(keys);
  });

  it("locked with a phrase open in our library", async () => {
    writeFileSync(at("plain"), "hello");
    await typedInto("age -p -o phrased plain", phrase);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(phrase);
    expect(await decrypter.decrypt(new Uint8Array(readFileSync(at("phrased"))), "text")).toBe("hello");
  });
});
