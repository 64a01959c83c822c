import { Button, Coming, device, Form, Stepper, t, tab, TextArea, Frame, Heading, useLoaded } from "@niuniu/ui";
import { Foot } from "./foot.tsx";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { EMPTY, keepDraft, readDraft, wipeDraft, type Draft } from "./draft.ts";
import { loadReturn } from "./load-return.ts";
import { loadReport } from "./parts.ts";

const STEPS = 4;
const shelves = { tab, device };
/** Opens the report behind a code that this page holds. */
const openReport = async (code: string) => (await loadReturn()).openReceipt({ receipt: code, file: null });

function FirstScreen(props: { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void }): JSX.Element {
  const [empty, setEmpty] = useState(false);
  const next = (): void => {
    if (!hasWords(props.draft.what)) setEmpty(true);
    else props.change({ step: 2 });
  };
  return (
    <Form
      onSubmit={() => {
        next();
      }}
    >
      <TextArea
        bare
        label={t("cases.what.title")}
        rows={8}
        value={props.draft.what}
        error={empty && !hasWords(props.draft.what) ? t("cases.what.empty") : null}
        onInput={(what) => props.change({ what })}
      />
      <p class="hint">{t("cases.what.after")}</p>
      <Button kind="main" type="submit">
        {t("cases.next")}
      </Button>
      <p class="hint">{t("cases.what.blind")}</p>
    </Form>
  );
}

/** The form, one thing a screen. Its first screen needs nothing but what is here already. */
export function ReportPage(): JSX.Element {
  const [kept] = useState(() => readDraft(shelves));
  const [draft, setDraft] = useState(kept.draft);
  const [place, setPlace] = useState(kept.place);
  const [sent, setSent] = useState<"proven" | "unproven" | null>(null);
  const [begun, setBegun] = useState(false);
  const touched = draft !== EMPTY;
  const rest = useLoaded(begun || touched ? loadReport : null);

  // Whoever only looks pays for this page alone; whoever is about to write is told first to whom.
  useEffect(() => addEventListener("focusin", () => setBegun(true), { once: true }), []);

  // Kept before it is shown: a tab that is thrown away in the next frame comes back with it.
  useLayoutEffect(() => {
    if (touched && sent === null) keepDraft(shelves, draft, place);
  }, [draft, place, sent, touched]);

  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const wipe = (): void => {
    wipeDraft(shelves);
    if (sent !== null) {
      // The receipt is on the screen and in this page's memory: both go, and "back" does not return to them.
      window.onbeforeunload = null;
      location.replace("/");
      return;
    }
    setDraft(EMPTY);
    setPlace("tab");
  };
  const { ReportRest: Rest, DraftBar: Bar } = rest.value ?? {};
  return (
    <Frame>
      {sent === null && <Stepper step={draft.step} of={STEPS} />}
      {Rest !== undefined ? (
        <Rest
          {...{ draft, change, openReport }}
          onSent={(proven) => {
            setSent(proven ? "proven" : "unproven");
            // Until something proves that it arrived, the draft stays, and what was sealed of it to be sent once more.
            if (proven) wipeDraft(shelves);
          }}
        />
      ) : (
        // The line in which the organisation will stand.
        <>{draft.step > 1 ? <Coming {...rest} /> : <p class="small">{"\u00a0"}</p>}</>
      )}
      {draft.step === 1 && (
        <>
          <div class="stack close">
            <Heading of={1}>{t("cases.what.title")}</Heading>
            <p class="lead">{t("cases.what.hint")}</p>
          </div>
          <FirstScreen draft={draft} change={change} />
        </>
      )}
      {touched && sent !== "proven" && Bar !== undefined && (
        <Bar {...{ draft, change, place }} unproven={sent !== null} onPlace={setPlace} onWipe={wipe} />
      )}
      {draft.step === 1 && <Foot />}
    </Frame>
  );
}
