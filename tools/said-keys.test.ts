import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./build-pages.ts";
import { askedIn, knownIn } from "./said-keys.ts";

/** Whoever has words of their own, by their folders; matter lends its own. */
const speakers = [...readdirSync(join(ROOT, "features")), "matter"];
const SPOKEN = new RegExp(`(?<=[\`"])(?:${speakers.join("|")})(?=\\.)`, "g");

/** A place where words are asked for, whichever feature it is in: "`*.side.${seat.side}`". */
const place = (written: string): string => written.replaceAll(SPOKEN, "*");
const listed = (words: string): readonly string[] => words.split(" ");

/** What stands in the gap, where it comes from outside as any text, or from a list that the types do not follow. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  "`*.span.${unit}`": listed("hours days workingDays"),
  "`${words}.${props.of}.${part}`": listed(
    "put-back.happened put-back.gone put-back.do-file put-back.do-after put-back.do-before " +
      "lost.happened lost.gone lost.do-again lost.do-keep lost.do-signed lost.do-doubt",
  ).map((part) => `cases.record.${part}`),
  "`${words}.part.${part}`": listed("happened gone do").map((part) => `cases.record.part.${part}`),
  "`*.thread.owed.${act}`": listed("answer update outcome"),
  "`${words}.d.${difference.code}`": listed(
    "broken-numbering cannot-follow closed-without-outcome early-date late-date missing-event moved-early moved-late not-allowed other-case " +
      "other-rules overdue-unmoved owed-differs owed-missing owed-unfounded unknown-event unproved-absence wrong-act " +
      "wrong-clock wrong-miss wrong-owner wrong-predecessor wrong-reason wrong-role wrong-told wrong-window",
  ).map((code) => `cases.thread.d.${code}`),
  "`*.desk.owe.${owed.act}.${line.class}`": listed(
    "answer.crisis answer.ordinary outcome.crisis outcome.ordinary update.crisis update.ordinary",
  ),
  "`*.desk.act-name.${owed.act}`": listed("answer update outcome"),
  "`*.verify.${name}`": listed("verify site release watch mirror witness pages"),
  "`*.verify.${name}-more`": listed("verify site release watch mirror witness pages"),
  "`*.origin.${key}`": listed("invited former former-why nobody nobody-why other-keys other-keys-why"),
  "`*.resolution.of.${kind}`": listed("policy calendar"),
  "`*.resolution.${kind}`": listed("policy calendar"),
  "`*.join.${fact}`": listed("named clock keys paper"),
};

/** What stands behind such a beginning, where the types do not say. */
const GAPS: Readonly<Record<string, readonly string[]>> = {
  "String(value)": listed("device file record"),
  "one.act": listed("answer update outcome"),
  "alarm.code": listed(
    "chain class entry envelope name place readers report report-missing reporter-key signature struck-reader wrap",
  ),
  "spelling(finding)": listed(
    "bad-file bad-promise bad-proof broken-promise broken-promise-file cut forged-witness fork misdated other-file other-log " +
      "put-back rewritten rollback succession uncompared unkept unknown unknown-proven unsealed",
  ),
};

/** Keys that are handed over whole: whoever makes them names them with the words they go to. */
const HANDED: readonly string[] = [
  ...["told.key", "told.more", "does", "place.title", "props.words", "`${props.words}.${copied}`", "key", "fault"],
  '`ledger${path.replace("/", ".")}.title`',
];

/** What the types allow in a gap and nothing ever puts there, with why. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  // Of the public page: what a case alone can have wrong is found in a thread.
  "`*.front.record.${code}`": listed(
    "unsealed broken-promise bad-promise bad-proof misdated cut rewritten put-back unknown bad-file other-file",
  ),
  // Only two of what is found have an advice of their own; the rest have one together.
  "own === undefined ? `${words}.do` : `${words}.do-${own}`": listed(
    "broken-promise bad-promise bad-proof misdated cut rewritten fork rollback other-log succession put-back unkept uncompared " +
      "forged-witness bad-file other-file",
  ),
  // These are about no entry, or about one that can be shown.
  '`*.thread.bad.${own ?? "entry"}`': listed("name chain envelope"),
  // What is older, or goes another way, is what this browser saw; what nobody in office signed is shown as it is.
  "`*.doubt.${about}-why${seen}`": listed("older-why.seen parted-why.seen far-why.seen former-why.seen left-why.seen"),
  // That there are too many is refused when they are saved.
  "`*.${wrong}`": listed("too-many"),
  // A member does not write as a reporter.
  "`*.desk.entry.${named(entry)}${you}`": listed("report.you say.you seen.you unanswered.you contest.you raise.you"),
  // Handing over needs no text.
  "`${says}.empty`": listed("hand-over.empty"),
  // Said in sentences of their own, before it comes to this.
  "`*.said.${code}`": listed(
    "keys left log policy calendar joined joined-alternate quorum witness-joined witness-left log-named issuer-joined " +
      "issuer-left holder-joined organisation",
  ),
};

it("there are words for every key that a page can ask for, those put together of parts as well", () => {
  const known = knownIn(ROOT);
  const asked = askedIn(ROOT, (written) => GAPS[written]).filter(
    ({ written }) => !HANDED.includes(written) && written !== "TITLES[draft.step] ?? TITLES[4]",
  );
  expect(asked.length).toBeGreaterThan(800);
  const wordless = asked.flatMap(({ file, written, keys }) => {
    const [before = "", after = ""] = written.split(/\$\{.*\}/).map((part) => part.replaceAll("`", ""));
    const filled = FILLED[place(written)]?.map((part) => `${before}${part}${after}`);
    const all = keys ?? filled;
    if (all === undefined) return [`${file}: ${written} may be anything: its types say what it is, or FILLED does`];
    const never = NEVER[place(written)] ?? [];
    const missing = all.filter((key) => !known.has(key) && !never.some((part) => key.endsWith(part)));
    return missing.map((key) => `${file}: there are no words for ${key}`);
  });
  expect(wordless).toEqual([]);
});
