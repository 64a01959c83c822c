import { recipientOf, sealTo } from "@niuniu/seal";
import { expect, test } from "vitest";
import { armour, unarmoured } from "./armour.ts";

test("a file in its text form is lines of 64 characters that give every byte of it back, whatever its length", async () => {
  const recipient = await recipientOf(new Uint8Array(32).fill(7));
  for (const length of [0, 1, 2, 3, 46, 47, 48, 1_000]) {
    const file = await sealTo([recipient], new Uint8Array(length).fill(length));
    const [first, ...rest] = armour(file).split("\n");
    const [lines, ending] = [rest.slice(0, -2), rest.slice(-2)];
    expect([first, ...ending]).toEqual(["-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----", ""]);
    expect(lines.slice(0, -1).every((line) => line.length === 64)).toBe(true);
    expect(lines.at(-1)).toMatch(/^.{1,64}$/);
    expect(new Uint8Array(Buffer.from(lines.join(""), "base64"))).toEqual(new Uint8Array(file));
  }
});

test("a file is the same in either form, also with the line ends of another system; what is no armour stays as it is", async () => {
  const file = await sealTo([await recipientOf(new Uint8Array(32).fill(7))], new Uint8Array(100));
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
  for (const text of [armour(file), `\n${armour(file).replaceAll("\n", "\r\n")}\n`])
    expect(new Uint8Array(unarmoured(bytes(text)))).toEqual(new Uint8Array(file));
  expect(unarmoured(file)).toBe(file);
  for (const text of ["", "-----BEGIN AGE ENCRYPTED FILE-----", armour(file).replace("\n", "\n!")])
    expect(Buffer.from(unarmoured(bytes(text))).toString()).toBe(text);
});
