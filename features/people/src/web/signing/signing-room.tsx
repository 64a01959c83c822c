import { fromHex } from "@niuniu/note";
import { selfSign } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import type { Keys } from "@niuniu/seal/open";
import { fingerprint } from "@niuniu/roster";
import { here, LinkButton, Notice, Progress, t, useLoad } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import { Fragment, type JSX } from "preact";
import { committee as committeeRoute, type Committee, type Draft } from "../../routes.ts";
import { textHash } from "../../rules.ts";
import { CalendarWords } from "../committee/calendar-words.tsx";
import { deskLine, loadRoom, type House } from "../house.ts";
import { WAIT_HOURS } from "../../limits.ts";
import { Trouble } from "../trouble.tsx";
import { Words } from "../words.tsx";
import { DraftReview, draftKey, read } from "./draft-review.tsx";
import { useSignDraft } from "./use-sign-draft.tsx";

const EVERY = 4_000;

interface Room {
  readonly house: House;
  readonly committee: Committee;
  readonly mine: Uint8Array;
}

/** Where somebody with keys waits to be named by a statement, compares words with the others, and signs if asked to. */
export function SigningRoom(props: { readonly ask: Ask; readonly id: string; readonly keys: Keys }): JSX.Element {
  const { ask, id, keys } = props;
  const load = async (): Promise<Room> => {
    const [house, committee] = await Promise.all([loadRoom(here, deskLine), ask(committeeRoute, undefined)]);
    return { house, committee, mine: fingerprint(selfSign(id, await recipientOf(keys.identity), keys.signing)) };
  };
  const { value: room, error, again } = useLoad(load, id, EVERY);
  if (room === null)
    return error === null ? <Progress words={t("people.loading")} /> : <Trouble error={error} again={again} />;
  const { house, committee } = room;
  const { roster } = house;
  const state = stateOf(room, id);
  return (
    <main class="moved">
      <h1>{t(`people.room.${state}.title`)}</h1>
      <p class="lead">{t(`people.room.${state}.lead`, { id, wait: WAIT_HOURS })}</p>
      <Trouble error={error} again={again} />
      {state === "open" && roster !== null && <Opened hash={roster.hashes[0] ?? ""} />}
      {state === "waiting" || state === "newcomer" || state === "alternate" ? (
        <>
          <div class="card">
            <h2>{t("people.fingerprint.mine")}</h2>
            <Words hash={room.mine} count={6} />
            <p class="soft small">{t("people.fingerprint.why")}</p>
          </div>
          <Waiting committee={committee} />
        </>
      ) : null}
      {state === "signing" && <Signing {...props} room={room} onSigned={again} />}
      <p class="soft small">{t("people.room.sign-in-name", { id })}</p>
    </main>
  );
}

/** The statement of the founders, for each of them to compare and to sign. */
function Signing(props: {
  readonly ask: Ask;
  readonly id: string;
  readonly keys: Keys;
  readonly room: Room;
  readonly onSigned: () => void;
}): JSX.Element {
  const { ask, id, keys, onSigned } = props;
  const { house, committee } = props.room;
  const before = house.roster;
  const { drafts, newcomers } = committee;
  const signing = useSignDraft({ before, drafts, ask, id, keys, onSigned });
  return (
    <>
      {drafts.map((draft) => (
        <Fragment key={draftKey(draft)}>
          <FirstCalendar draft={draft} text={house.calendar} />
          <DraftReview {...{ before, draft, newcomers, id }} now={Date.now() + house.ahead} onSign={signing.sign} />
        </Fragment>
      ))}
      {signing.dialog}
    </>
  );
}

/** The calendar that the founders sign with their first statement, if this server shows the one which that names. */
function FirstCalendar(props: { readonly draft: Draft; readonly text: string }): JSX.Element | null {
  const { draft, text } = props;
  const named = read(null, draft)?.statement.calendar;
  // One that cannot be read is told of below.
  if (named === undefined) return null;
  if (textHash(text) !== named) return <Notice tone="missed">{t("people.rules.unknown")}</Notice>;
  return <CalendarWords text={text} />;
}

function stateOf({ house, committee }: Room, id: string): "open" | "signing" | "waiting" | "newcomer" | "alternate" {
  if (house.roster === null) return committee.drafts.length === 0 ? "waiting" : "signing";
  const member = house.roster.newest.members.find((one) => one.id === id);
  if (member === undefined) return "newcomer";
  return member.alternate === true ? "alternate" : "open";
}

function Opened(props: { readonly hash: string }): JSX.Element {
  return (
    <>
      <div class="card tone-done">
        <h2>{t("people.setup.open.words")}</h2>
        <Words hash={fromHex(props.hash)} count={8} />
        <p class="soft small">{t("people.setup.open.words-why")}</p>
      </div>
      <LinkButton href="/desk" kind="main">
        {t("people.setup.open.desk")}
      </LinkButton>
    </>
  );
}

function Waiting({ committee }: { readonly committee: Committee }): JSX.Element | null {
  if (committee.invited.length === 0) return null;
  const names = committee.invited.map(({ name }) => name).join(t("people.comma"));
  return <Notice tone="owed">{t("people.room.still-invited", { names })}</Notice>;
}
