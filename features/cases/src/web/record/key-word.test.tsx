import { addStrings } from "@niuniu/ui";
import { expect, test } from "vitest";
import en from "../strings/record/en.json" with { type: "json" };
import { KeyWord } from "./key-word.tsx";

test("a record whose key no statement names is not shown as the public record without saying whose word that is", () => {
  addStrings({ en, "zh-CN": {} });
  const said = KeyWord({ view: { named: false } });
  expect((said?.props as { readonly children?: unknown } | undefined)?.children).toBe(en["cases.record.unnamed"]);
  expect(KeyWord({ view: { named: true } })).toBeNull();
});
