import { activeMembers, nameOf } from "@niuniu/roster";
import { Button, Card, Form, Notice, Select, t, TextArea, Trouble, useAct } from "@niuniu/ui";
import { keepDraft, useDraft, type Entered } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isSaid } from "../../judge.ts";
import { ladderOf } from "../../ladder.ts";
import { LONGEST_TEXT } from "../../parse.ts";
import type { UpkeepState } from "../../terms.ts";
import type { Told } from "../story.tsx";
import { Reviewing, type SayingRead } from "./reviewing.tsx";

/** What a member says of it, before it is signed. */
export type Saying =
  | { readonly kind: "done" | "return"; readonly text: string }
  | SayingRead
  | { readonly kind: "confirm" }
  | { readonly kind: "hand-over"; readonly to: string };

interface Props {
  readonly told: Told;
  readonly state: UpkeepState;
  readonly me: string;
  readonly ask: Entered["ask"];
  /** Signs and sends it. Throws CallError; what was typed stays. */
  readonly say: (saying: Saying) => Promise<void>;
}

/** What its owner can do; nothing for anybody else. */
export function Acts(props: Props): JSX.Element | null {
  const { told, state, me } = props;
  if (state.obligation?.owner !== me) return null;
  if (told.read.alarms.length > 0) return <Notice tone="missed">{t("upkeep.blocked")}</Notice>;
  return (
    <Card title={t(`upkeep.yours.${state.role}`)}>
      {state.role === "confirming" && <Confirming {...props} />}
      {state.role === "keeping" && state.what === "first-hours" && <Reviewing {...props} />}
      {state.role === "keeping" && state.what !== "first-hours" && isSaid(state.what) && (
        <Saying {...props} kind="done" />
      )}
      <HandOver {...props} />
    </Card>
  );
}

/** A text that everybody can read, signed by its author; what is typed is kept until it is taken. */
function Saying({ told, say, kind }: Props & { readonly kind: "done" | "return" }): JSX.Element {
  const place = `upkeep ${told.thread.matter} ${kind}`;
  const [text, setText] = useDraft(place);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const words = text.trim();
  const wrong =
    words === ""
      ? t("upkeep.no-text")
      : words.length > LONGEST_TEXT
        ? t("upkeep.long-text", { most: LONGEST_TEXT })
        : null;
  const send = (): void => {
    setTried(true);
    if (wrong !== null) return;
    void act.run(async () => {
      await say({ kind, text: words });
      keepDraft(place, "");
    });
  };
  return (
    <Form onSubmit={send}>
      <TextArea
        label={t(`upkeep.${kind}.label`)}
        hint={t("upkeep.public")}
        rows={4}
        value={text}
        onInput={setText}
        error={tried ? wrong : null}
      />
      <Trouble error={act.error} />
      <div class="row">
        <Button kind={kind === "done" ? "main" : "plain"} type="submit" busy={act.busy ? t("upkeep.signing") : null}>
          {t(`upkeep.${kind}.send`)}
        </Button>
      </div>
    </Form>
  );
}

/** Whoever confirms has seen it themselves, or sends it back with a word. */
function Confirming(props: Props): JSX.Element {
  const act = useAct();
  const [back, setBack] = useState(false);
  return (
    <div class="stack">
      <p>{t(props.state.what === "first-hours" ? "upkeep.read.confirm" : "upkeep.confirm.lead")}</p>
      <Trouble error={act.error} />
      <div class="row">
        <Button
          kind="main"
          onClick={() => void act.run(() => props.say({ kind: "confirm" }))}
          busy={act.busy ? t("upkeep.signing") : null}
        >
          {t("upkeep.confirm.send")}
        </Button>
        {!back && <Button onClick={() => setBack(true)}>{t("upkeep.return.begin")}</Button>}
      </div>
      {back && <Saying {...props} kind="return" />}
    </div>
  );
}

/** Gives it to somebody else by the same date. */
function HandOver({ told, state, me, say }: Props): JSX.Element | null {
  const [open, setOpen] = useState(false);
  const active = activeMembers(told.roster, told.now);
  const others = ladderOf(state, state.role, { active }).filter((id) => id !== me);
  const [to, setTo] = useState(others[0] ?? "");
  const act = useAct();
  if (others.length === 0) return null;
  if (!open) {
    return (
      <div class="row">
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t("upkeep.hand-over.begin")}
        </Button>
      </div>
    );
  }
  return (
    <Form onSubmit={() => void act.run(() => say({ kind: "hand-over", to }))}>
      <Select
        label={t("upkeep.hand-over.label")}
        value={to}
        onChoose={setTo}
        options={others.map((id) => ({ value: id, text: nameOf(told.roster, id) }))}
      />
      <p class="hint">{t("upkeep.hand-over.hint")}</p>
      <Trouble error={act.error} />
      <div class="row">
        <Button type="submit" busy={act.busy ? t("upkeep.signing") : null}>
          {t("upkeep.hand-over.send")}
        </Button>
        <Button kind="quiet" onClick={() => setOpen(false)}>
          {t("upkeep.hand-over.stop")}
        </Button>
      </div>
    </Form>
  );
}
