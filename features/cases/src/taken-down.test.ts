import { publicKey } from "@niuniu/note";
import { countedRandom } from "@niuniu/roster/testing";
import { recipientOf } from "@niuniu/seal";
import { openEnvelope, openWrap } from "@niuniu/seal/open";
import { describe, expect, it } from "vitest";
import { composeReport, type ReportPlan } from "./compose.ts";
import { readReportLetter, type ReportLetter } from "./letters.ts";
import { composingFor, isTheirs } from "./taken-down.ts";

const random = countedRandom("taken-down");
const seed = random(32);
const reader = random(32);
const key = publicKey(seed);
const plan: ReportPlan = {
  letter: {
    ...{ struck: [], class: "ordinary", identity: "anonymous", name: "", contact: "", language: "zh-CN" },
    ...{ what: "他一直要她喝酒。", when: "周二", where: "", who: "" },
  },
  readers: [{ id: "jian-su", recipient: await recipientOf(reader) }],
  ...{ statement: "a".repeat(64), receiptOpensReport: true, date: "2026-11-23" },
};

const byPhone = composingFor({ member: "wen-jing", by: "phone", seed });

type Composed = Awaited<ReturnType<typeof composeReport>>;

/** What the reader finds inside. */
async function opened({ case: name, header, parts }: Composed): Promise<ReportLetter> {
  const wrap = parts[1 + header.wraps.indexOf("jian-su")] ?? new Uint8Array();
  const { seed: caseSeed } = await openWrap(reader, wrap, name, "jian-su");
  const letter = readReportLetter((await openEnvelope(caseSeed ?? random(32), parts[0] ?? random(1))).header);
  if (letter === null) throw new Error("no report came out");
  return letter;
}

describe("a report that a member took down", () => {
  it("says inside the seal who took it down and how, signed, and outside of it nothing", async () => {
    const composed = await byPhone(plan, random);
    const letter = await opened(composed);
    expect(letter.takenBy).toMatchObject({ member: "wen-jing", by: "phone" });
    expect(isTheirs(letter, [publicKey(random(32)), key])).toBe(true);
    const outside = JSON.stringify(composed.header);
    expect([outside.includes("wen-jing"), outside.includes("phone")]).toEqual([false, false]);
    // As many fields, and as many parts, as what a reporter sends.
    const own = await composeReport(plan, random);
    const shape = ({ header, parts }: Composed) => [Object.keys(header), parts.map(({ length }) => length)];
    expect(shape(composed)).toEqual(shape(own));
  });

  it("is theirs for no other words, no other case, no other way, nobody else, and not without a signature", async () => {
    const letter = await opened(await byPhone(plan, random));
    const { takenBy } = letter;
    if (takenBy === undefined) throw new Error("it was not taken down");
    const others: readonly Partial<ReportLetter>[] = [
      { what: "他没有。" },
      { name: "林小雨" },
      { case: "0123456789ABCDEF" },
      { takenBy: { ...takenBy, by: "letter" } },
      { takenBy: { ...takenBy, member: "he-ming" } },
      { takenBy: { ...takenBy, note: "half a note" } },
    ];
    for (const other of others) expect([other, isTheirs({ ...letter, ...other }, [key])]).toEqual([other, false]);
    expect(isTheirs(letter, [])).toBe(false);
    expect(isTheirs(await opened(await composeReport(plan, random)), [key])).toBe(false);
  });

  it("needs words, like any other", async () => {
    const taking = byPhone({ ...plan, letter: { ...plan.letter, what: "…" } }, random);
    await expect(taking).rejects.toMatchObject({ code: "cases/no-words" });
  });
});
