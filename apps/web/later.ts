import { listed, nameOf } from "./first.ts";

/**
 * What else a first report needs, to check, seal and sign it and to see it stand in the record: one file, which the public
 * page fetches in idle time too. So a browser's cache tells only that the public page was seen, and what the parts have in
 * common is compressed once. Not in it: what only the thread needs, and what only browsers without X25519 do.
 */
const REPORT: ReadonlySet<string> = new Set([
  ...listed("features/cases/src", "compose.ts in-words.ts routes.ts"),
  ...listed("features/cases/src/web", "span-words.ts"),
  ...listed("features/cases/src/web/strings", "span/en.json span/zh-CN.json"),
  ...listed("platform/matter/src/web", "acknowledged.ts promised.ts saved.ts sealed-under.ts"),
  ...listed(
    "features/cases/src/web/report",
    "circumstances.tsx draft-bar.tsx index.ts keep-receipt.tsx kept-check.tsx readers-card.tsx",
  ),
  ...listed("features/cases/src/web/report", "receipt-screen.tsx report-rest.tsx review.tsx send.ts"),
  ...listed(
    "features/cases/src/web/report",
    "standing.tsx statement-words.tsx summary.tsx use-committee.ts what-now.tsx",
  ),
  ...listed("platform/matter/src/web/begin", "kept-parcel.ts readers.ts sent.ts typed.ts use-sealing.ts use-steps.ts"),
  "features/people/src/routes.ts",
  ...listed("platform/matter/src", "begin-sealed.ts entry.ts"),
  ...listed("platform/trust/src", "late.ts pin.ts trust.ts"),
  ...listed("platform/trust/src/record", "ask-between.ts marks.ts view.ts"),
  ...listed(
    "platform/ui/src",
    "about-member.ts call.ts choices.tsx clock-line.tsx dates.ts dialog.tsx here.ts keeps.ts",
  ),
  ...listed("platform/ui/src", "parts.tsx save-text.ts words.tsx"),
  ...listed("platform/ui/src/strings", "clock/en.json clock/zh-CN.json side/en.json side/zh-CN.json"),
  ...listed("platform/wire/src", "record.ts refused.ts route.ts"),
]);
/** The kernel that it seals and checks with, but for what only others need. */
const KERNEL =
  /^kernel\/(?!owe|committee|note\/src\/(frames|cosignature|put-back|reading)|record\/src\/cosignature|roster\/src\/(dated-away|in-office|people-in|reading|serving)|seal\/src\/(header|open|read-receipt|request|words|work|x25519-library))/;
const LIBRARIES = /\/@noble\/(?!curves\/(ed25519|utils|abstract\/(curve|modular|montgomery)))/;

/**
 * What the public page, the thread and the pages of the record need to compare the record with what was seen of it, and a first
 * report does not, or hardly ever.
 */
const WATCH: ReadonlySet<string> = new Set([
  "features/cases/src/web/trust.ts",
  "features/cases/src/on-time.ts",
  "features/upkeep/src/routes.ts",
  ...listed(
    "kernel",
    "note/src/cosignature.ts note/src/put-back.ts record/src/cosignature.ts seal/src/read-receipt.ts",
  ),
  ...listed("kernel/roster/src", "dated-away.ts in-office.ts serving.ts"),
  "platform/matter/src/web/witness-words.ts",
  ...listed("platform/ui/src", "asides.tsx breakable.tsx clocks.ts format-month.ts pieces.ts time-until.ts"),
  ...listed("platform/trust/src/record", "findings.ts held.ts pinning.ts watch.ts witnessed.ts"),
]);

const isReport = (name: string): boolean => REPORT.has(name) || KERNEL.test(name) || LIBRARIES.test(name);

/** The files that several modules are put together in, to be fetched later. */
export const LATER = [
  { name: "report", test: (id: string) => isReport(nameOf(id)) },
  { name: "watch", test: (id: string) => WATCH.has(nameOf(id)) },
];

/** What these files are said to hold; of a name that is in none of them any more the list is to be cleared. */
export const NAMED: readonly string[] = [...REPORT, ...WATCH];
