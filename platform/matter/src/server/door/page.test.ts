import { execFileSync } from "node:child_process";
import { html } from "@niuniu/host";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { openWith } from "@niuniu/seal/open";
import { expect, test } from "vitest";
import { pickUpHtml, READ, sealedPageHtml } from "./page.ts";
import { words } from "./testing.ts";

const empty = html``;
const door = { words: { en: words, "zh-CN": words }, page: "/toy/sealed", pickUp: "/toy/pick-up" };

test("a name that looks like markup stays a name", () => {
  const recipient = {
    id: "a-b",
    name: `<img src=x onerror="1">'&`,
    role: "</textarea>",
    side: "outside",
    recipient: "age1",
  };
  const html = sealedPageHtml(door, "en", {
    recipients: [{ ...recipient, side: "outside" }],
    expired: true,
    number: "",
    asked: empty,
  });
  expect(html).not.toContain("<img");
  expect(html.match(/<\/textarea>/g)).toHaveLength(1);
  expect(html).toContain("&lt;img src=x onerror=&quot;1&quot;&gt;&#39;&amp;");
});

test("what the page says to type shows an answer as it was written, and with an outcome what was found", async () => {
  const own = new Uint8Array(32).fill(7);
  const letter = { niuniu: "message v1", case: "A".repeat(16), text: '我们谈过了。\n他说："不会了。"\nBis bald' };
  const [, ...after] = READ.split(" | ");
  const shown = async (header: object): Promise<string> => {
    const padded = await openWith(own, await sealEnvelope([await recipientOf(own)], header));
    return execFileSync("sh", ["-c", after.join(" | ")], { input: padded, encoding: "utf8" });
  };
  expect(await shown(letter)).toBe(`${letter.text}\n`);
  expect(await shown({ ...letter, finding: "not-substantiated" })).toBe(`${letter.text}\n\n= not-substantiated\n`);
});

test("whoever comes for an answer is told what to type", () => {
  const standing = { about: [["how far", "begun"]] as const, owed: null, ended: "over", opened: true, older: null };
  const reply = { number: 3, date: "2026-11-23", file: new Uint8Array(3) };
  const shown = pickUpHtml(door, "en", { ...standing, replies: [reply] });
  expect(shown).toContain(READ.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;"));
  expect(shown.replaceAll(/\s+/g, " ")).toContain("<dt>how far</dt> <dd>begun</dd> <dd>over</dd>");
  expect(pickUpHtml(door, "en", { ...standing, replies: [] })).not.toContain("answer.txt");
});
