import { signAbsence } from "@niuniu/committee";
import { settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { absence, me as meRoute } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { SignDialog } from "../signing/sign-dialog.tsx";
import { notesFor, type Change, type Days } from "./absence-note.ts";
import { sayDays } from "./away-list.tsx";

/** Signs the notes by which a member is away on exactly these days, and sends them, until it is to be seen that they were taken. */
async function sayAway({ me, keys, ask }: Unlocked, { before, after }: Change, today: string): Promise<void> {
  const notes = notesFor(before, after, today).map((days) => signAbsence({ by: me.member, ...days }, keys.signing));
  if (notes.length === 0) return;
  await settle(
    () => ask(absence, { notes }),
    async () => notesFor((await ask(meRoute, undefined)).away, after, today).length === 0,
  );
}

/** Asks before it is signed: on which days the member was to be away, and is from now on. */
export function AbsenceDialog(props: {
  readonly desk: Unlocked;
  readonly asked: Change | null;
  readonly today: string;
  readonly onClose: () => void;
  readonly onSigned: () => void;
}): JSX.Element {
  const { desk, asked, today } = props;
  const act = useAct();
  const now = Date.now() + desk.house.ahead;
  const send = (): void =>
    void act.run(async () => {
      if (asked === null) return;
      await sayAway(desk, asked, today);
      props.onSigned();
    });
  return (
    <SignDialog
      open={asked !== null}
      title={t(`people.absence.${asked?.what ?? "add"}-title`)}
      stale={asked !== null && notesFor(asked.before, desk.me.away, today).length > 0}
      go={t("people.absence.sign")}
      act={act}
      onSign={send}
      onClose={props.onClose}
    >
      {asked !== null && (
        <>
          <DayList words={t("people.absence.before")} days={asked.before} now={now} />
          <DayList words={t("people.absence.after")} days={asked.after} now={now} />
          <p>{t(`people.absence.${asked.what}-why`)}</p>
        </>
      )}
    </SignDialog>
  );
}

function DayList(props: { readonly words: string; readonly days: readonly Days[]; readonly now: number }): JSX.Element {
  const { days, now } = props;
  return (
    <div>
      <strong class="block">{props.words}</strong>
      {days.length === 0 ? (
        <p>{t("people.absence.none")}</p>
      ) : (
        <ul class="facts stack close">
          {days.map((span) => (
            <li key={span.from}>{sayDays(span, now)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
