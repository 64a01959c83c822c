import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { withoutSentences } from "../apps/web/codes-only.ts";

describe("a module without what its errors say to developers", () => {
  it("still throws everywhere it did, by class and code, and keeps the cause", () => {
    const cases = [
      ['if (a < 0) throw new RangeError("out of" + b + typeof a);', "if (a < 0) throw new RangeError();"],
      ["throw Error(`got ${a.b ?? c}`)", "throw Error()"],
      ['throw new NoteError("note/bad-key", "a key has 32 bytes")', 'throw new NoteError("note/bad-key")'],
      ['new SealError("seal/malformed", why, { cause })', 'new SealError("seal/malformed", void 0, { cause })'],
      ['const no = () => { throw malformed("path"); };', "const no = () => { throw malformed(); };"],
    ] as const;
    for (const [code, left] of cases) expect(withoutSentences(code)).toBe(left);
  });

  it("keeps whatever does more than read, and everything that is no error", () => {
    const kept = [
      "throw new Error(await tell())",
      "throw new Error((count += 1))",
      'throw new NoteError("note/unsigned")',
      'throw new CallError("ui/unreachable", 0)',
      'say("Error")',
      'words.malformed("as it is")',
    ];
    for (const code of kept) expect(withoutSentences(code)).toBe(code);
  });

  it("leaves one that can be read, whatever stands around the sentence", () => {
    const code = 'f(() => new Error("a",), new RecordError("record/store", "b", ), [Error("c"), new Error(("d"))]);';
    expect(withoutSentences(code)).toBe(
      'f(() => new Error(), new RecordError("record/store", ), [Error(), new Error()]);',
    );
    expect(parseSync("module.js", withoutSentences(code)).errors).toEqual([]);
  });
});
