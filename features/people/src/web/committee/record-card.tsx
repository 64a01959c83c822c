import { readVerifier, toBase64 } from "@niuniu/note";
import { Breakable, Card, Check, Notice, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { propose as proposeRoute, type Draft } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { keyLine } from "../signing/key-line.ts";
import { isSigned } from "../taken.ts";
import { Trouble } from "../trouble.tsx";
import { proposal } from "./proposal.ts";
import { SignProposed } from "./sign-proposed.tsx";
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
  const act = useAct();
  const named = rename ? log : newest.log;
  const changed = named !== newest.log || witnesses.join("\n") !== newest.witnesses.join("\n");
  const rows = witnessRows(roster, witnesses, props.drafts);
  const change = (line: string, kept: boolean): void =>
    setWitnesses(rows.map((row) => row.line).filter((one) => (one === line ? kept : witnesses.includes(one))));
  const send = (): void =>
    void act.run(async () => {
      const record = { log: named, witnesses };
      const by = { id: desk.me.member, seed: desk.keys.signing, now, zone: desk.house.zone };
      const note = proposal(roster, { add: [], remove: [], record }, by);
      await settle(
        () => desk.ask(proposeRoute, { note }),
        () => isSigned(desk.ask, note, by.id),
      );
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
      <Trouble error={act.error} />
      {open && changed && <SignProposed quorum={newest.quorum} act={act} onSign={send} />}
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
