import { readWitness } from "@niuniu/record";
import { Button, Card, Check, Field, Notice, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { propose as proposeRoute } from "../../routes.ts";
import { checkWitnesses } from "../../rules.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { keyLine } from "../signing/key-line.ts";
import { Trouble } from "../trouble.tsx";
import { proposal } from "./proposal.ts";

/**
 * The record that the statement names and who watches it. Both are changed by a statement of their own: `open` is false
 * while the member has a proposal already. `log` is the record this server says it keeps.
 */
export function RecordCard(props: {
  readonly desk: Unlocked;
  readonly log: string;
  readonly now: number;
  readonly open: boolean;
  readonly onProposed: () => void;
}): JSX.Element {
  const { desk, log, now } = props;
  const { roster } = desk.house;
  const { newest } = roster;
  const [rename, setRename] = useState(newest.log === undefined);
  const [witnesses, setWitnesses] = useState(newest.witnesses);
  const act = useAct();
  const named = rename ? log : newest.log;
  const changed = named !== newest.log || witnesses.join("\n") !== newest.witnesses.join("\n");
  const send = (): void =>
    void act.run(async () => {
      const record = { log: named, witnesses };
      const by = { id: desk.me.member, seed: desk.keys.signing, now, zone: desk.house.zone };
      await desk.ask(proposeRoute, { note: proposal(roster, { add: [], remove: [], record }, by) });
      props.onProposed();
    });
  return (
    <Card title={t("people.record.title")}>
      <p class="soft">{t("people.record.lead")}</p>
      <Named named={newest.log} log={log} />
      {props.open && newest.log !== log && (
        <Check
          checked={rename}
          onChange={setRename}
          title={t("people.record.name-it", { record: keyLine(log) })}
          hint={t("people.record.name-it-why")}
        />
      )}
      <h3>{t("people.record.witnesses")}</h3>
      <p class="soft">{t("people.record.witnesses-why")}</p>
      <Witnesses lines={witnesses} onChange={props.open ? setWitnesses : null} />
      {props.open && <AddWitness lines={witnesses} onAdd={(line) => setWitnesses([...witnesses, line])} />}
      <Trouble error={act.error} />
      {props.open && changed && (
        <Button onClick={send} busy={act.busy ? t("people.working") : null}>
          {t("people.change.sign-propose")}
        </Button>
      )}
    </Card>
  );
}

/** Which record the statement names, and whether this server keeps that one. */
function Named({ named, log }: { readonly named: string | undefined; readonly log: string }): JSX.Element {
  if (named === undefined) return <Notice tone="owed">{t("people.record.unnamed")}</Notice>;
  if (named === log) return <p>{t("people.record.named", { record: keyLine(named) })}</p>;
  return (
    <Notice tone="missed" title={t("people.record.other")}>
      {t("people.record.other-why", { named: keyLine(named), record: keyLine(log) })}
    </Notice>
  );
}

function Witnesses(props: {
  readonly lines: readonly string[];
  readonly onChange: ((lines: readonly string[]) => void) | null;
}): JSX.Element {
  const { lines, onChange } = props;
  if (lines.length === 0) return <p>{t("people.record.no-witness")}</p>;
  return (
    <ul class="facts stack close">
      {lines.map((line) => (
        <li key={line}>
          {keyLine(line)} <span class="soft">{reachedAt(line)}</span>{" "}
          {onChange !== null && (
            <Button
              kind="quiet"
              label={t("people.record.remove-named", { name: keyLine(line) })}
              onClick={() => onChange(lines.filter((one) => one !== line))}
            >
              {t("people.record.remove")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function AddWitness(props: { readonly lines: readonly string[]; readonly onAdd: (line: string) => void }): JSX.Element {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const add = (event: Event): void => {
    event.preventDefault();
    const line = typed.trim();
    const good = isWitness(line, props.lines);
    setWrong(!good);
    if (!good) return;
    props.onAdd(line);
    setTyped("");
  };
  return (
    <form onSubmit={add} noValidate>
      <Field
        label={t("people.record.line")}
        hint={t("people.record.line-hint")}
        value={typed}
        code
        onInput={setTyped}
        error={wrong ? t("people.record.bad-line") : null}
      />
      <Button type="submit">{t("people.record.add")}</Button>
    </form>
  );
}

/** True for the line of a witness who is not among `lines` yet. */
function isWitness(line: string, lines: readonly string[]): boolean {
  try {
    checkWitnesses([...lines, line]);
    return true;
  } catch {
    return false;
  }
}

function reachedAt(line: string): string {
  try {
    const { url } = readWitness(line);
    return url === null ? t("people.record.asks-itself") : t("people.record.asked-at", { url });
  } catch {
    return t("people.record.unreadable");
  }
}
