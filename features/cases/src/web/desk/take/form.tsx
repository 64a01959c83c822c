import { refusalOf, remaining } from "@niuniu/matter/web/begin";
import { Button, Choices, Form, Heading, language, t, TextArea } from "@niuniu/ui";
import { KeptHere } from "@niuniu/ui/area";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { WAYS } from "../../../letters.ts";
import { ReadersCard } from "../../report/readers-card.tsx";
import { Waiting } from "../../report/review.tsx";
import type { CommitteeState } from "../../report/use-committee.ts";
import { Circumstances } from "./circumstances.tsx";
import { GiveUp } from "./give-up.tsx";
import type { TakeProps } from "./screen.ts";
import { Standing } from "./standing.tsx";
import { forgetTaking, TAKE, type Taking } from "./taking.ts";

/** What keeps it from being read back: the end of the key that says so; null for nothing. */
function missingIn(taking: Taking, committee: CommitteeState): "by" | "agree" | "what" | "name" | "readers" | null {
  if (taking.by === "") return "by";
  if (taking.agreed !== "yes") return "agree";
  if (!hasWords(taking.what)) return "what";
  if (taking.identity !== "anonymous" && taking.name.trim() === "") return "name";
  const holds =
    committee.state === "checked" && refusalOf(remaining(committee.trust.active, taking.struck), false) === null;
  return holds ? null : "readers";
}

/** How it was told, whether it may be written down, and only then what. */
export function TakeForm({ taking, change, committee, unknown }: TakeProps): JSX.Element {
  const [tried, setTried] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const missing = tried ? missingIn(taking, committee) : null;
  const next = (): void => {
    const found = missingIn(taking, committee);
    setTried(found !== null);
    if (found === null) change({ step: 2 });
  };
  const said = (what: NonNullable<typeof missing>): string | null =>
    missing === what ? t(`cases.take.missing.${what}`) : null;
  return (
    <>
      <Heading of={1} fresh>
        {t("cases.take.title")}
      </Heading>
      <p class="lead">{t("cases.take.lead")}</p>
      <Form onSubmit={next}>
        <Choices
          label={t("cases.take.by")}
          value={taking.by}
          onChoose={(by) => change({ by })}
          choices={WAYS.map((value) => ({ value, title: t(`cases.take.by.${value}`) }))}
        />
        <Missing words={said("by")} />
        <Choices
          label={t("cases.take.agree")}
          value={taking.agreed}
          onChoose={(agreed) => change({ agreed })}
          choices={(["yes", "no"] as const).map((value) => ({
            value,
            title: t(`cases.take.agree.${value}`),
            hint: t(`cases.take.agree.${value}-hint`),
          }))}
        />
        <Missing words={taking.agreed === "" ? said("agree") : null} />
        {taking.agreed === "no" && <Unagreed />}
        {taking.agreed === "yes" && (
          <>
            <TextArea
              label={t("cases.take.what")}
              hint={t("cases.take.what-hint")}
              rows={8}
              value={taking.what}
              areaRef={area}
              error={said("what")}
              onInput={(what) => change({ what })}
            />
            <Circumstances {...{ taking, change }} />
            <Standing {...{ taking, change, committee }} missing={said("name")} />
            {committee.state === "checked" ? (
              <ReadersCard draft={taking} change={change} committee={committee} />
            ) : (
              <Waiting committee={committee} />
            )}
            <Missing words={said("readers")} />
            <Button kind="main" type="submit">
              {t(`cases.take.next.${taking.by === "letter" ? "letter" : "spoken"}`)}
            </Button>
          </>
        )}
        {taking.agreed === "" && (
          <Button kind="main" type="submit">
            {t("cases.next")}
          </Button>
        )}
      </Form>
      {unknown ? <GiveUp /> : <KeptHere of={TAKE} area={area} onDiscard={forgetTaking} />}
    </>
  );
}

const Missing = ({ words }: { readonly words: string | null }): JSX.Element => (
  <p class="error" role="alert">
    {words ?? ""}
  </p>
);

/** What to do instead, where the person does not agree. */
function Unagreed(): JSX.Element {
  return (
    <section class="card" aria-labelledby="unagreed">
      <h2 id="unagreed">{t("cases.take.no.title")}</h2>
      <p>{t("cases.take.no.more")}</p>
      <p>
        <a href={`/told?lang=${language()}`} target="_blank" rel="noreferrer">
          {t("cases.take.card")}
        </a>
      </p>
    </section>
  );
}
