import { readVerifier, toBase64 } from "@niuniu/note";
import { Breakable, Button, Card, Check, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Draft } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { keyLine } from "../signing/key-line.ts";
import { Trouble } from "../trouble.tsx";
import { ProposeDialog } from "./propose-dialog.tsx";
import { useProposing } from "./use-proposing.ts";
import { AddWitness, WitnessList } from "./witness-list.tsx";
import { witnessRows } from "./witnesses.ts";

/**
 * The record that the statement names and who watches it. Both are changed by a statement of their own: nothing can be
 * changed here while the member has a proposal among the `drafts`. `log` is the record this server says it keeps.
 * To be keyed with the statement: what is changed here is a change to that one.
 */
export function RecordCard(props: {
  readonly desk: Unlocked;
  readonly log: string;
  readonly now: number;
  readonly drafts: readonly Draft[];
  readonly onProposed: () => void;
}): JSX.Element {
  const { desk, log, now } = props;
  const { roster } = desk.house;
  const { newest } = roster;
  const open = !props.drafts.some(({ by }) => by === desk.me.member);
  const [rename, setRename] = useState(newest.log === undefined);
  const [witnesses, setWitnesses] = useState(newest.witnesses);
  const named = rename ? log : newest.log;
  const changed = named !== newest.log || witnesses.join("\n") !== newest.witnesses.join("\n");
  const rows = witnessRows(roster, witnesses, props.drafts);
  const change = (line: string, kept: boolean): void =>
    setWitnesses(rows.map((row) => row.line).filter((one) => (one === line ? kept : witnesses.includes(one))));
  const proposing = useProposing(desk, now, () => {
    setRename(newest.log === undefined);
    setWitnesses(newest.witnesses);
    props.onProposed();
  });
  return (
    <Card title={t("people.record.title")}>
      <p class="soft">{t("people.record.lead")}</p>
      <Named named={newest.log} log={log} />
      {open && newest.log !== log && (
        <Check
          checked={rename}
          onChange={setRename}
          title={<Breakable text={t("people.record.name-it", { record: keyLine(log) })} />}
          hint={t("people.record.name-it-why")}
        />
      )}
      <h3>{t("people.record.witnesses")}</h3>
      <p class="soft">{t("people.record.witnesses-why")}</p>
      <WitnessList rows={rows} quorum={newest.quorum} onChange={open ? change : null} />
      {open && (
        <AddWitness
          lines={rows.map((row) => row.line)}
          inside={[...newest.members.map(({ key }) => key), toBase64(readVerifier(log).key)]}
          onAdd={(line) => setWitnesses([...witnesses, line])}
        />
      )}
      {proposing.asked === null && <Trouble error={proposing.act.error} />}
      {open && changed && (
        <Button onClick={() => proposing.look({ add: [], remove: [], record: { log: named, witnesses } })}>
          {t("people.change.propose")}
        </Button>
      )}
      <ProposeDialog proposing={proposing} zone={desk.house.zone} now={now} />
    </Card>
  );
}

/** Which record the statement names, and whether this server keeps that one. */
function Named({ named, log }: { readonly named: string | undefined; readonly log: string }): JSX.Element {
  if (named === undefined) return <Notice tone="owed">{t("people.record.unnamed")}</Notice>;
  if (named === log)
    return (
      <p>
        <Breakable text={t("people.record.named", { record: keyLine(named) })} />
      </p>
    );
  return (
    <Notice tone="missed" title={t("people.record.other")}>
      <Breakable text={t("people.record.other-why", { named: keyLine(named), record: keyLine(log) })} />
    </Notice>
  );
}
