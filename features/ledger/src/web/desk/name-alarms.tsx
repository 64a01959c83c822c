import { Button, formatDay, Notice, t, useLoad, saveText } from "@niuniu/ui";
import { RosterError } from "@niuniu/roster";
import { call, device } from "@niuniu/ui";
import { entry as entryRoute } from "@niuniu/wire/record";
import type { JSX } from "preact";
import { vouchFor } from "./known-keys.ts";
import type { Alarm } from "./names.ts";
import { useWatch } from "./use-watch.tsx";
import { fingerprintWords } from "./watch.ts";

const wordsOf = (alarm: Alarm): string =>
  t(`ledger.desk.alarm.${alarm.code}`, {
    ...alarm,
    date: "date" in alarm ? formatDay(alarm.date, Date.now()) : "",
    index: alarm.index ?? "",
  });

/** What is kept as evidence: the sentences, the statements as they were given, and the record's proof for each. */
async function evidenceOf(alarms: readonly Alarm[]): Promise<string> {
  const parts = [`${location.origin}\n${new Date().toISOString()}`];
  for (const alarm of alarms) {
    parts.push(wordsOf(alarm), alarm.note);
    if (alarm.index === null) continue;
    const parameters = { index: alarm.index };
    const proof = await call(entryRoute, undefined, { parameters }).then(
      (answer) => answer.proof,
      () => "",
    );
    parts.push(proof);
  }
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/**
 * Statements of the record that name somebody else under this member's name, or that are shown to some and not to others:
 * said above everything else on the desk. Nothing when all is well.
 */
export function NameAlarms(): JSX.Element | null {
  const { value, error, again } = useWatch();
  if (error instanceof RosterError) return <Notice tone="missed">{t("ledger.desk.alarm.chain")}</Notice>;
  const alarms = value?.alarms ?? [];
  if (alarms.length === 0) return null;
  const save = (): void =>
    void evidenceOf(alarms).then((text) => {
      saveText(t("ledger.desk.evidence-file"), text);
    });
  return (
    <Notice tone="missed" title={t("ledger.desk.alarm.title")}>
      <div class="stack">
        <ul class="facts stack">
          {alarms.map((alarm) => (
            <li key={`${alarm.code} ${String(alarm.index)}`}>
              <p>{wordsOf(alarm)}</p>
              {alarm.code === "other-keys" && <OtherKeys keys={alarm.keys} onKnown={again} />}
            </li>
          ))}
        </ul>
        <p>{t("ledger.desk.alarm.advice")}</p>
        <Button onClick={save}>{t("ledger.desk.evidence-save")}</Button>
      </div>
    </Notice>
  );
}

/** The words of the other keys; and for who knows them, a way to say so. */
function OtherKeys(props: { readonly keys: string; readonly onKnown: () => void }): JSX.Element {
  const { value: words } = useLoad(() => fingerprintWords(props.keys), props.keys);
  return (
    <>
      <p class="small">
        {t("ledger.desk.alarm.words")}{" "}
        <span lang="en" class="code" translate={false}>
          {words}
        </span>
      </p>
      <p class="small">{t("ledger.desk.alarm.known-if")}</p>
      <Button
        kind="quiet"
        onClick={() => {
          vouchFor(device, props.keys);
          props.onKnown();
        }}
      >
        {t("ledger.desk.alarm.known")}
      </Button>
    </>
  );
}
