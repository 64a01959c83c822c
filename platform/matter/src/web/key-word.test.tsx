import { addStrings } from "@niuniu/ui";
import { expect, test } from "vitest";
import { KeyWord } from "./key-word.tsx";

test("a record whose key no statement names is not shown as the public record without saying whose word that is", () => {
  const en = { "toy.unnamed": "No statement names the key of this record." };
  addStrings({ en, "zh-CN": {} });
  const said = KeyWord({ words: "toy", view: { named: false } });
  expect((said?.props as { readonly children?: unknown } | undefined)?.children).toBe(en["toy.unnamed"]);
  expect(KeyWord({ words: "toy", view: { named: true } })).toBeNull();
});
