import { Breakable, Button, call, CheckMark, formatDay, Notice, sentenceOf, t, saveText } from "@niuniu/ui";
import { entry as entryRoute } from "@niuniu/wire/record";
import { inOffice, type Roster } from "@niuniu/roster";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { checkEntry, type Checked } from "../entries/check.ts";
import type { Read } from "../entries/shown.ts";
import { EntryBody } from "./entry-body.tsx";
import { gistOf, titleOf, type Naming } from "./entry-words.ts";
import type { Standing } from "./look.ts";

/** Not looked at, on its way, looked at, or an answer that did not come. */
type Checking = { readonly state: "idle" | "busy" } | Checked | { readonly state: "failed"; readonly error: unknown };

/** One entry of the record: what it is, when, and whether it really stands there; unfolded, all it says. */
export function EntryCard(props: {
  readonly read: Read;
  readonly record: Standing;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element {
  const { read, record, roster, naming } = props;
  const { entry, date } = read;
  const [checking, setChecking] = useState<Checking>({ state: "idle" });
  const check = async (): Promise<void> => {
    setChecking({ state: "busy" });
    try {
      const answer = await call(entryRoute, undefined, { parameters: { index: entry.index } });
      const office = inOffice({ statements: roster?.statements ?? [] });
      setChecking(checkEntry(entry, answer, { log: record.log, office }));
    } catch (error) {
      setChecking({ state: "failed", error });
    }
  };
  return (
    <li class="card" id={`entry-${entry.index}`}>
      <div>
        <h3>{titleOf(read)}</h3>
        <p class="small soft">
          {date !== null && `${formatDay(date, Date.now())} · `}
          {t("ledger.entry.place", { index: entry.index })}
        </p>
      </div>
      <p>
        <Breakable text={gistOf(read, naming)} />
      </p>
      <Verdict read={read} record={record} checking={checking} onCheck={() => void check()} naming={naming} />
      {read.shown.kind !== "gone" && read.shown.kind !== "unreadable" && (
        <details
          class="more"
          onToggle={({ currentTarget: { open } }) => open && checking.state === "idle" && void check()}
        >
          <summary>{t("ledger.entry.unfold")}</summary>
          <EntryBody read={read} roster={roster} naming={naming} />
        </details>
      )}
    </li>
  );
}

/** The check mark, or in words what does not hold and a way to keep what shows it. */
function Verdict(props: {
  readonly read: Read;
  readonly record: Standing;
  readonly checking: Checking;
  readonly onCheck: () => void;
  readonly naming: Naming;
}): JSX.Element {
  const { read, record, checking, onCheck, naming } = props;
  const { index } = read.entry;
  if (checking.state === "idle" || checking.state === "busy") {
    const busy = checking.state === "busy" ? t("ledger.entry.checking") : null;
    return (
      <p class="row">
        <Button kind="quiet" busy={busy} onClick={onCheck} label={t("ledger.entry.check-named", { index })}>
          {t("ledger.entry.check")}
        </Button>
      </p>
    );
  }
  if (checking.state === "failed") {
    return (
      <p class="row" role="status">
        <span>{sentenceOf(checking.error)}</span>
        <Button kind="quiet" onClick={onCheck}>
          {t("ledger.again")}
        </Button>
      </p>
    );
  }
  if (checking.state === "proven") {
    return (
      <p role="status">
        <CheckMark>{t("ledger.entry.proven", { size: checking.size })}</CheckMark>
      </p>
    );
  }
  if (checking.state === "buried") {
    return (
      <p role="status">
        <CheckMark>{t("ledger.entry.signed", { name: naming.nameOf(checking.by) })}</CheckMark>
      </p>
    );
  }
  const words = t(`ledger.entry.${checking.state}`, { index });
  const save = (proof: string): void => {
    const texts = [words, record.vkey, JSON.stringify(read.entry), proof];
    saveText(t("ledger.evidence-file"), `${location.origin}\n\n${texts.join("\n\n")}\n`);
  };
  return (
    <Notice tone="missed">
      <p>{words}</p>
      {checking.state === "broken" && <Button onClick={() => save(checking.proof)}>{t("ledger.evidence-save")}</Button>}
    </Notice>
  );
}
