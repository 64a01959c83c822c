import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { textsRoute } from "@niuniu/now";
import { dayOf } from "@niuniu/owe";
import { Button, Field, Form, Progress, t, TextArea, Trouble, useAct, useLoad } from "@niuniu/ui";
import { keepDraft, useDraft, type Entered } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { readUntil } from "../../first-hours.ts";
import { isShown, LONGEST_NAME, LONGEST_PROFESSION, LONGEST_TEXT } from "../../parse.ts";
import type { Reviewed, Reviewer } from "../../terms.ts";
import type { Told } from "../story.tsx";
import { hashWords } from "../words.ts";

/** What a member says of who read the first hours; `text`: what the two asked to be changed. */
export type SayingRead = { readonly kind: "done"; readonly text: string; readonly reviewed: Reviewed };

interface Props {
  readonly told: Told;
  readonly ask: Entered["ask"];
  /** Signs and sends it. Throws CallError; what was typed stays. */
  readonly say: (saying: SayingRead) => Promise<void>;
}

/** One spelling and one line; an apostrophe as it is printed. */
const tidy = (text: string): string => text.normalize("NFC").replaceAll("'", "’").replace(/\s+/gu, " ").trim();

/** Who read the texts that this browser was just given, and when: what a member can say, since the two hold no key. */
export function Reviewing({ told, ask, say }: Props): JSX.Element {
  const place = `upkeep ${told.thread.matter} done`;
  const load = async (): Promise<string> => toHex(sha256(toUtf8(JSON.stringify(await ask(textsRoute, undefined)))));
  const { value: texts, error, again } = useLoad(load, place);
  const [medical, legal] = [useReviewer(place, "medical"), useReviewer(place, "legal")];
  const [day, setDay] = useDraft(`${place} day`);
  const [text, setText] = useDraft(place);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const wrong = { day: wrongDay(day, told), text: wrongText(text.trim()) };
  const send = (): void => {
    setTried(true);
    if (texts === null || [medical.wrong, legal.wrong, wrong.day, wrong.text].some((one) => one !== null)) return;
    void act.run(async () => {
      const reviewed = { texts, day, medical: medical.said, legal: legal.said };
      await say({ kind: "done", text: text.trim(), reviewed });
      for (const clear of [medical.clear, legal.clear]) clear();
      for (const key of [place, `${place} day`]) keepDraft(key, "");
    });
  };
  if (texts === null)
    return error === null ? <Progress words={t("upkeep.opening")} /> : <Trouble error={error} again={again} />;
  return (
    <Form onSubmit={send}>
      <p>
        {t("upkeep.read.which", { hash: hashWords(texts) })}{" "}
        <a href="/now" target="_blank" rel="noreferrer">
          {t("upkeep.read.page")}
        </a>{" "}
        <a href="/now/letter" target="_blank" rel="noreferrer">
          {t("upkeep.read.letter")}
        </a>
      </p>
      {medical.fields(tried)}
      {legal.fields(tried)}
      <Field label={t("upkeep.read.day")} type="date" value={day} onInput={setDay} error={tried ? wrong.day : null} />
      <TextArea
        label={t("upkeep.read.asked")}
        hint={t("upkeep.read.public")}
        rows={4}
        value={text}
        onInput={setText}
        error={tried ? wrong.text : null}
      />
      <Trouble error={act.error} />
      <div class="row">
        <Button kind="main" type="submit" busy={act.busy ? t("upkeep.signing") : null}>
          {t("upkeep.read.send")}
        </Button>
      </div>
    </Form>
  );
}

/** What is typed of one of the two, kept until it is sent. */
function useReviewer(place: string, which: "medical" | "legal") {
  const keys = [`${place} ${which}-name`, `${place} ${which}-profession`] as const;
  const [name, setName] = useDraft(keys[0]);
  const [profession, setProfession] = useDraft(keys[1]);
  const said: Reviewer = { name: tidy(name) === "" ? null : tidy(name), profession: tidy(profession) };
  const wrongName =
    said.name === null || isShown(said.name, LONGEST_NAME) ? null : t("upkeep.read.plain", { most: LONGEST_NAME });
  const wrongProfession = isShown(said.profession, LONGEST_PROFESSION)
    ? null
    : t("upkeep.read.plain", { most: LONGEST_PROFESSION });
  return {
    said,
    wrong: wrongName ?? wrongProfession,
    clear: () => keys.forEach((key) => keepDraft(key, "")),
    fields: (tried: boolean): JSX.Element => (
      <>
        <Field
          label={t(`upkeep.read.${which}-name`)}
          optional
          hint={t("upkeep.read.name-hint")}
          value={name}
          onInput={setName}
          error={tried ? wrongName : null}
        />
        <Field
          label={t(`upkeep.read.${which}-profession`)}
          value={profession}
          onInput={setProfession}
          error={tried ? wrongProfession : null}
        />
      </>
    ),
  };
}

/** A day that has come, and is not so long ago that it holds no more. */
function wrongDay(day: string, { read, now }: Told): string | null {
  const { policy, calendar } = read.rules;
  const today = dayOf(now, calendar);
  const isLately = policy.firstHours !== undefined && day !== "" && today < readUntil({ day }, policy.firstHours);
  return isLately && day <= today ? null : t("upkeep.read.no-day");
}

function wrongText(words: string): string | null {
  if (words === "") return t("upkeep.read.no-text");
  return words.length > LONGEST_TEXT ? t("upkeep.long-text", { most: LONGEST_TEXT }) : null;
}
