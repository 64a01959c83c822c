import { formatDate, t } from "@niuniu/ui";
import type { Read, Shown } from "../entries/shown.ts";
import { isResolution } from "../entries/resolution.ts";
import { lengthWords } from "../time-words.ts";

/** What somebody needs to name things by: the zone of the dates, and who has which id. */
export interface Naming {
  readonly zone: string;
  readonly nameOf: (member: string) => string;
  /** The entry in which the committee adopted a text, as far as the record has been read; null where none is known. */
  readonly adoptedAt: (text: { readonly kind: string; readonly text: string }) => number | null;
}

/** What an entry is, in a few words: "Statement 2 of the committee". */
export function titleOf({ shown }: Read): string {
  if (shown.kind === "roster") return t("ledger.kind.statement", { number: shown.statement.number });
  if (shown.kind === "release") return t("ledger.kind.version", { version: shown.version });
  if (isResolution(shown)) return t("ledger.kind.resolution");
  if (shown.kind === "downtime" && shown.played) return t("ledger.kind.played");
  if (shown.kind === "feature") return t("ledger.kind.feature", { of: shown.of });
  return t(`ledger.kind.${shown.kind}`);
}

type Plain = Extract<Shown, { readonly kind: "policy" | "calendar" | "figures" | "feature" | "gone" | "unreadable" }>;

/** Kinds of which one line says the same for every entry. */
const PLAIN: readonly Shown["kind"][] = [
  "policy",
  "calendar",
  "figures",
  "feature",
  "gone",
  "unreadable",
] satisfies Plain["kind"][];
const isPlain = (shown: Shown): shown is Plain => PLAIN.includes(shown.kind);

/** What an entry says, in one line. */
export function gistOf({ shown }: Read, { zone, nameOf }: Naming): string {
  const now = Date.now();
  if (isResolution(shown)) return t("ledger.gist.resolution");
  if (isPlain(shown)) return t(`ledger.gist.${shown.kind}`);
  switch (shown.kind) {
    case "roster": {
      const { members, organisation } = shown.statement;
      return t("ledger.gist.roster", { organisation, names: members.map(({ name }) => name).join(t("ledger.comma")) });
    }
    case "downtime":
      return awayWords(shown, now, zone);
    case "release":
      return t("ledger.gist.release", { count: shown.files.length });
    case "tombstone":
    case "buried":
      return t(`ledger.gist.${shown.kind}`, {
        ...{ index: shown.says.index, name: nameOf(shown.says.by), ground: shown.says.ground },
      });
    case "succession":
      return t(`ledger.gist.succession${shown.kept < shown.size ? "-lost" : ""}`, {
        ...{ origin: shown.origin, size: shown.size, kept: shown.kept, lost: shown.size - shown.kept },
      });
    case "put-back":
      return t("ledger.gist.put-back", {
        ...{ of: formatDate(shown.of, now, zone), at: formatDate(shown.at, now, zone), times: shown.times },
      });
    case "lost":
      return t("ledger.gist.lost", { from: shown.from, to: shown.to, texts: shown.texts.length });
  }
}

/** For how long nobody was there: no server ran, or the past of a sample goes on to its next moment. */
function awayWords(
  { from, until, played }: Extract<Shown, { readonly kind: "downtime" }>,
  now: number,
  zone: string,
): string {
  return t(`ledger.gist.${played ? "played" : "downtime"}`, {
    from: formatDate(from, now, zone),
    until: formatDate(until, now, zone),
    long: lengthWords(until - from),
  });
}
