import { duePill, type OwedPage, type OwedRow } from "@niuniu/matter/web/owed";
import { readCalendar } from "@niuniu/owe";
import { nameOf, seatsOf } from "@niuniu/roster";
import { Pill, t } from "@niuniu/ui";
import { ListRow, type Beside } from "@niuniu/ui/area";
import type { JSX } from "preact";
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
  const toSign = drafts.flatMap(({ by, signed, ends }): readonly Asked[] =>
    ends !== null && isAsked && !signed.includes(id) ? [{ matter: `${DRAFT}${by}`, due: ends, what: "sign", by }] : [],
  );
  const toVote = soundIn(house.roster, open).flatMap(({ name, ends, by, silent }): readonly Asked[] =>
    silent.includes(id) ? [{ matter: name, due: ends, what: "vote", by }] : [],
  );
  return [...toSign, ...toVote].toSorted((a, b) => a.due - b.due);
}

/** What of the committee's stands under what a member owes. */
export async function readAsked(desk: Unlocked): Promise<OwedPage> {
  const [shown, resolved] = await Promise.all([desk.ask(committee, undefined), desk.ask(resolutions, undefined)]);
  const rows = askedOf(desk, shown, resolved).map((asked): OwedRow => {
    const { matter, due } = asked;
    return { matter, due, show: (seen) => <AskedRow desk={desk} asked={asked} {...seen} /> };
  });
  return { rows, after: null, total: rows.length };
}

function AskedRow(props: {
  readonly desk: Unlocked;
  readonly asked: Asked;
  readonly current: boolean;
  readonly onOpen: () => void;
}): JSX.Element {
  const { desk, asked, current, onOpen } = props;
  const { house } = desk;
  const { tone, words } = duePill(asked.due, Date.now() + house.ahead, readCalendar(JSON.parse(house.calendar)));
  return (
    <ListRow
      when={<Pill tone={tone}>{words}</Pill>}
      what={t(`people.asked.${asked.what}`)}
      aside={t("people.draft.by", { name: nameOf(house.roster, asked.by) })}
      name=""
      next={t(`people.asked.${asked.what}-missed`)}
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
