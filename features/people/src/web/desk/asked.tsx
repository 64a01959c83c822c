import { duePill, type OwedPage, type OwedRow } from "@niuniu/matter/web/owed";
import { readCalendar } from "@niuniu/owe";
import { nameOf, seatsOf } from "@niuniu/roster";
import { Pill, t } from "@niuniu/ui";
import { ListRow, type Beside } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { textHash } from "../../rules.ts";
import { committee, resolutions, type Committee, type Resolutions } from "../../routes.ts";
import { DraftPane } from "../committee/draft-pane.tsx";
import { soundIn } from "../resolutions/read.ts";
import { ResolutionView } from "../resolutions/resolution-view.tsx";
import type { Unlocked } from "./gate.tsx";

/** What a member is asked by the others, and by when. */
interface Asked {
  readonly matter: string;
  readonly due: number;
  readonly what: "sign" | "vote";
  /** Who asks. */
  readonly by: string;
  /** The name of what waits: the hash of the line that they signed. */
  readonly about: string;
}

const DRAFT = "draft ";

/** Of what is open that which waits for this member: changes to sign, and resolutions to vote on. */
export function askedOf(
  { house, me }: Pick<Unlocked, "house" | "me">,
  { drafts }: Pick<Committee, "drafts">,
  { open }: Pick<Resolutions, "open">,
): readonly Asked[] {
  const id = me.member;
  const isAsked = seatsOf(house.roster.newest).some((member) => member.id === id);
  const toSign = drafts.flatMap(({ note, by, signed, ends }): readonly Asked[] => {
    if (ends === null || !isAsked || signed.includes(id)) return [];
    return [{ matter: `${DRAFT}${by}`, due: ends, what: "sign", by, about: textHash(lineOf(note, by)) }];
  });
  const toVote = soundIn(house.roster, open).flatMap(({ name, ends, by, silent, notes }): readonly Asked[] => {
    if (!silent.includes(id)) return [];
    const own = notes.find((note) => lineOf(note, by) !== "") ?? "";
    return [{ matter: name, due: ends, what: "vote", by, about: textHash(own) }];
  });
  return [...toSign, ...toVote].toSorted((a, b) => a.due - b.due);
}

/** The line by which this member signed a statement; empty where there is none. */
const lineOf = (note: string, by: string): string =>
  note.match(/^— .*\n/gmu)?.find((line) => line.startsWith(`— ${by} `)) ?? "";

/** What of the committee's stands under what a member owes. */
export async function readAsked(desk: Unlocked): Promise<OwedPage> {
  const [shown, resolved] = await Promise.all([desk.ask(committee, undefined), desk.ask(resolutions, undefined)]);
  const rows = askedOf(desk, shown, resolved).map((asked): OwedRow => {
    const { matter, due, about } = asked;
    return { matter, due, about, show: (seen) => <AskedRow desk={desk} asked={asked} {...seen} /> };
  });
  return { rows, after: null, total: rows.length };
}

function AskedRow(props: {
  readonly desk: Unlocked;
  readonly asked: Asked;
  readonly due: number;
  readonly current: boolean;
  readonly onOpen: () => void;
}): JSX.Element {
  const { desk, asked, due, current, onOpen } = props;
  const { house } = desk;
  const { tone, words } = duePill(due, Date.now() + house.ahead, readCalendar(JSON.parse(house.calendar)));
  return (
    <ListRow
      when={<Pill tone={tone}>{words}</Pill>}
      what={t(`people.asked.${asked.what}`)}
      aside={t("people.draft.by", { name: nameOf(house.roster, asked.by) })}
      name=""
      // The earlier date is that of whose turn it is.
      next={t(`people.asked.${due < asked.due ? "turn" : asked.what}-missed`)}
      current={current}
      onOpen={onOpen}
    />
  );
}

/** What such a row opens, and a resolution in its own list. */
export function AskedPane(props: Beside<Unlocked>): JSX.Element {
  const { name } = props;
  return name.startsWith(DRAFT) ? (
    <DraftPane {...props} by={name.slice(DRAFT.length)} />
  ) : (
    <ResolutionView {...props} />
  );
}
