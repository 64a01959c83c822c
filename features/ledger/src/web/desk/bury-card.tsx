import { readVerifier } from "@niuniu/note";
import {
  Button,
  call,
  Dialog,
  Form,
  formatDay,
  More,
  Notice,
  Select,
  settle,
  t,
  TextArea,
  Trouble,
  useAct,
} from "@niuniu/ui";
import { draftsGone, KeptHere, useDraft, useDraftChoice, useUnsent } from "@niuniu/ui/area";
import { hasWords } from "@niuniu/wire";
import { head as headRoute } from "@niuniu/wire/record";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { bury as buryRoute } from "../../routes.ts";
import type { Read } from "../entries/shown.ts";
import { askEntries } from "../explorer/use-entries.ts";
import { BURIABLE, buriableIn, tombstoneFor } from "./burial.ts";
import type { DeskKeys } from "./use-watch.tsx";

type Kind = (typeof BURIABLE)[number];
/** Under which name what is chosen and written here is kept until it is signed. */
const DRAFT = "ledger/bury";

/**
 * Takes a public text away by a member's signed word. Folded, because it is hardly ever wanted; what cannot be undone is said
 * before it is asked for.
 */
export function BuryCard(props: {
  readonly desk: DeskKeys;
  readonly read: readonly Read[];
  readonly onBuried: () => void;
}): JSX.Element {
  const { desk } = props;
  const [ground, setGround] = useDraft(DRAFT);
  const [index, setIndex] = useDraftChoice(DRAFT);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const [buried, setBuried] = useState<readonly number[]>([]);
  const area = useRef<HTMLTextAreaElement>(null);
  const chosen = props.read.find(({ entry }) => entry.text !== null && String(entry.index) === index) ?? null;
  // What was begun is in sight for whoever comes back, and stays so once it is discarded.
  const begun = useRef(false);
  begun.current ||= useUnsent([DRAFT]).length > 0;
  const forget = (): void => {
    setGround("");
    setIndex("");
    setTried(false);
  };
  const ask = (): void => {
    setTried(true);
    setAsking(chosen !== null && hasWords(ground));
  };
  const done = async (gone: number): Promise<void> => {
    forget();
    // Nobody who is told that it is done finds it here again.
    await draftsGone();
    setBuried([...buried, gone]);
    setAsking(false);
    props.onBuried();
  };
  return (
    <details class="more" open={begun.current}>
      <summary>{t("ledger.desk.bury.title")}</summary>
      <div class="card">
        <p>{t("ledger.desk.bury.lead")}</p>
        <p>
          <strong>{t("ledger.desk.bury.undone")}</strong>
        </p>
        {buried.length > 0 && <Notice tone="done">{t("ledger.desk.bury.done", { index: buried.at(-1) ?? 0 })}</Notice>}
        <Form onSubmit={ask}>
          <TextChoice
            read={props.read.filter(({ entry }) => !buried.includes(entry.index))}
            chosen={chosen}
            lacking={tried && chosen === null}
            onChoose={(one) => setIndex(one === null ? "" : String(one.entry.index))}
          />
          <TextArea
            label={t("ledger.desk.bury.ground")}
            hint={t("ledger.desk.bury.ground-hint")}
            rows={2}
            value={ground}
            onInput={setGround}
            areaRef={area}
            error={tried && !hasWords(ground) ? t("ledger.desk.bury.lacks-ground") : null}
          />
          <KeptHere of={DRAFT} area={area} onDiscard={forget} />
          <Button kind="danger" type="submit">
            {t("ledger.desk.bury.go")}
          </Button>
        </Form>
        <Dialog
          open={asking}
          title={t("ledger.desk.bury.confirm", { index: chosen?.entry.index ?? 0 })}
          onClose={() => setAsking(false)}
        >
          {chosen !== null && (
            <Confirm
              desk={desk}
              index={chosen.entry.index}
              ground={ground}
              onDone={done}
              onLeave={() => setAsking(false)}
            />
          )}
        </Dialog>
      </div>
    </details>
  );
}

/** Which text: its kind, then itself, and its words to be read once more. */
function TextChoice(props: {
  readonly read: readonly Read[];
  readonly chosen: Read | null;
  readonly lacking: boolean;
  readonly onChoose: (chosen: Read | null) => void;
}): JSX.Element {
  const { chosen, onChoose } = props;
  const [looking, setLooking] = useState<Kind>("policy");
  const kind = BURIABLE.find((one) => one === chosen?.shown.kind) ?? looking;
  const choices = buriableIn(props.read, kind);
  const now = Date.now();
  return (
    <>
      <Select
        label={t("ledger.desk.bury.kind")}
        value={kind}
        options={BURIABLE.map((value) => ({ value, text: t(`ledger.desk.bury.${value}`) }))}
        onChoose={(value) => {
          setLooking(value as Kind);
          onChoose(null);
        }}
      />
      <Select
        label={t("ledger.desk.bury.text")}
        value={String(chosen?.entry.index ?? "")}
        options={[
          { value: "", text: t(choices.length === 0 ? "ledger.desk.bury.none" : "ledger.desk.bury.choose") },
          ...choices.map(({ entry: { index }, date }) => ({
            value: String(index),
            text: t("ledger.desk.bury.of", { index, date: formatDay(date ?? "", now) }),
          })),
        ]}
        onChoose={(value) => onChoose(choices.find(({ entry }) => String(entry.index) === value) ?? null)}
      />
      {props.lacking && (
        <p class="error" role="alert">
          {t("ledger.desk.bury.lacks-text")}
        </p>
      )}
      {chosen !== null && (
        <More title={t("ledger.desk.bury.read")}>
          <p class="said code small" translate={false} tabIndex={0}>
            {chosen.entry.text}
          </p>
        </More>
      )}
    </>
  );
}

/** What will happen, and the signature. */
function Confirm(props: {
  readonly desk: DeskKeys;
  readonly index: number;
  readonly ground: string;
  readonly onDone: (index: number) => Promise<void>;
  readonly onLeave: () => void;
}): JSX.Element {
  const { desk, index, ground } = props;
  const act = useAct();
  const sign = (): void =>
    void act.run(async () => {
      const { log } = await call(headRoute, undefined);
      const origin = readVerifier(desk.house.roster.newest.log ?? log).name;
      const now = Date.now() + desk.house.ahead;
      const member = { id: desk.me.member, seed: desk.keys.signing };
      const note = tombstoneFor({ origin, index, ground, now, zone: desk.house.zone }, member);
      await settle(
        () => desk.ask(buryRoute, { note }),
        async () => (await askEntries(index - 1)).entries.some((one) => one.index === index && one.tombstone === note),
      );
      await props.onDone(index);
    });
  return (
    <>
      <ul class="facts stack close">
        {(["gone", "copies", "public", "undone"] as const).map((fact) => (
          <li key={fact}>{t(`ledger.desk.bury.${fact}`, { name: desk.me.name })}</li>
        ))}
      </ul>
      <p class="said">{ground}</p>
      <Trouble error={act.error} />
      <div class="pair">
        <Button onClick={props.onLeave}>{t("ledger.desk.bury.no")}</Button>
        <Button kind="danger" busy={act.busy ? t("ledger.desk.bury.busy") : null} onClick={sign}>
          {t("ledger.desk.bury.sign")}
        </Button>
      </div>
    </>
  );
}
