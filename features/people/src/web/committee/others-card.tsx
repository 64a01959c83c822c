import { LONGEST_OFFICE, type Holder } from "@niuniu/roster";
import { Breakable, Button, Card, Field, Form, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Unlocked } from "../desk/gate.tsx";
import { keyLine } from "../signing/key-line.ts";
import { Trouble } from "../trouble.tsx";
import { faultOfHolder, faultOfIssuer, holderIn } from "./others.ts";
import { ProposeDialog } from "./propose-dialog.tsx";
import { useProposing } from "./use-proposing.ts";

/**
 * Keys of others that a statement may name: of the second issuer of voices, and of who keeps a part of what brings lost keys back. Both
 * lists may be empty. To be keyed with the statement: what is changed here is a change to that one.
 */
export function OthersCard(props: {
  readonly desk: Unlocked;
  readonly now: number;
  readonly onProposed: () => void;
}): JSX.Element {
  const { desk, now } = props;
  const { roster } = desk.house;
  const { newest } = roster;
  const { issuers: keys = [], recovery: holders = [] } = newest;
  const [issuers, setIssuers] = useState<readonly string[]>(keys);
  const [recovery, setRecovery] = useState<readonly Holder[]>(holders);
  const changed = JSON.stringify([issuers, recovery]) !== JSON.stringify([keys, holders]);
  // Most committees name none: folded until there is one, or somebody adds one.
  const named = keys.length + holders.length > 0;
  const proposing = useProposing(desk, now, props.onProposed);
  const others = {
    issuers: issuers.length === 0 ? undefined : issuers,
    recovery: recovery.length === 0 ? undefined : recovery,
  };
  return (
    <Card title={t("people.others.title")}>
      <p class="soft">{t("people.others.lead")}</p>
      <details class="more" open={named || changed}>
        <summary>{t("people.others.open")}</summary>
        <div class="stack">
          <h3>{t("people.others.issuers")}</h3>
          <p class="soft small">{t("people.others.issuers-why")}</p>
          <Rows
            rows={issuers.map((line) => ({ key: line, text: keyLine(line) }))}
            onRemove={(key) => setIssuers(issuers.filter((line) => line !== key))}
          />
          <Add
            label={t("people.others.issuer-line")}
            hint={t("people.others.issuer-hint")}
            fault={(line) => faultOfIssuer(line, { ...newest, issuers })}
            onAdd={(line) => setIssuers([...issuers, line])}
          />
          <h3>{t("people.others.holders")}</h3>
          <p class="soft small">{t("people.others.holders-why")}</p>
          <Rows
            rows={recovery.map(({ id, name }) => ({ key: id, text: name }))}
            onRemove={(key) => setRecovery(recovery.filter(({ id }) => id !== key))}
          />
          <Add
            label={t("people.others.holder-line")}
            hint={t("people.others.holder-hint")}
            fault={(line) => faultOfHolder(line, { ...newest, recovery })}
            onAdd={(line) => {
              const holder = holderIn(line);
              if (holder !== null) setRecovery([...recovery, holder]);
            }}
          />
        </div>
      </details>
      {proposing.asked === null && <Trouble error={proposing.act.error} />}
      {changed && (
        <Button onClick={() => proposing.look({ add: [], remove: [], others })}>{t("people.change.propose")}</Button>
      )}
      <ProposeDialog proposing={proposing} zone={desk.house.zone} now={now} />
    </Card>
  );
}

/** What is named, each with a way to leave it out. */
function Rows(props: {
  readonly rows: readonly { readonly key: string; readonly text: string }[];
  readonly onRemove: (key: string) => void;
}): JSX.Element {
  if (props.rows.length === 0) return <p class="soft">{t("people.others.none")}</p>;
  return (
    <ul class="stack close">
      {props.rows.map(({ key, text }) => (
        <li key={key} class="row spread">
          <Breakable text={text} />
          <Button
            kind="quiet"
            label={t("people.record.remove-named", { name: text })}
            onClick={() => props.onRemove(key)}
          >
            {t("people.record.remove")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Add(props: {
  readonly label: string;
  readonly hint: string;
  readonly fault: (line: string) => string | null;
  readonly onAdd: (line: string) => void;
}): JSX.Element {
  const [line, setLine] = useState("");
  const [tried, setTried] = useState(false);
  const text = line.trim();
  const fault = props.fault(text);
  const add = (): void => {
    setTried(fault !== null);
    if (fault !== null) return;
    props.onAdd(text);
    setLine("");
  };
  return (
    <Form onSubmit={add}>
      <Field
        label={props.label}
        hint={props.hint}
        code
        value={line}
        error={tried && fault !== null ? t(fault, { most: LONGEST_OFFICE }) : null}
        onInput={setLine}
      />
      <Button type="submit" label={`${t("people.record.add")}: ${props.label}`}>
        {t("people.record.add")}
      </Button>
    </Form>
  );
}
