import { readWitness } from "@niuniu/record";
import { Breakable, Button, Field, Form, Pill, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { keyLine } from "../signing/key-line.ts";
import { faultOf, type WitnessRow } from "./witnesses.ts";

/** The witnesses, each that is not simply in force with a word that says so. `onChange` gets a line taken out or put back; null where nothing can be changed. */
export function WitnessList(props: {
  readonly rows: readonly WitnessRow[];
  readonly quorum: number;
  readonly onChange: ((line: string, kept: boolean) => void) | null;
}): JSX.Element {
  const { rows, quorum, onChange } = props;
  if (rows.length === 0) return <p>{t("people.record.no-witness")}</p>;
  return (
    <ul class="facts stack close">
      {rows.map(({ line, standing }) => {
        const [name, back] = [keyLine(line), standing === "removing"];
        const shown = <Breakable text={name} />;
        return (
          <li key={line}>
            <span class="block">
              {back ? <s>{shown}</s> : shown}{" "}
              <span class="soft">
                <Breakable text={reachedAt(line)} />
              </span>
            </span>
            <span class="row">
              {standing !== "in-force" && <Pill tone="owed">{t(`people.record.${standing}`, { quorum })}</Pill>}
              {onChange !== null && standing !== "joins" && standing !== "leaves" && (
                <Button
                  kind="quiet"
                  label={t(back ? "people.record.keep-named" : "people.record.remove-named", { name })}
                  onClick={() => onChange(line, back)}
                >
                  {t(back ? "people.record.keep" : "people.record.remove")}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** One more line, refused in words where it is no witness's or is there already. */
export function AddWitness(props: {
  readonly lines: readonly string[];
  /** The keys that stand elsewhere in the statement, base64: who has one of them is not outside. */
  readonly inside: readonly string[];
  readonly onAdd: (line: string) => void;
}): JSX.Element {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<ReturnType<typeof faultOf>>(null);
  const add = (): void => {
    const line = typed.trim();
    const found = faultOf(line, props.lines, props.inside);
    setFault(found);
    if (found !== null) return;
    props.onAdd(line);
    setTyped("");
  };
  return (
    <Form onSubmit={add}>
      <Field
        label={t("people.record.line")}
        hint={t("people.record.line-hint")}
        value={typed}
        code
        onInput={setTyped}
        error={fault === null ? null : t(`people.record.${fault}`)}
      />
      <Button type="submit">{t("people.record.add")}</Button>
    </Form>
  );
}

function reachedAt(line: string): string {
  try {
    const { url } = readWitness(line);
    return url === null ? t("people.record.asks-itself") : t("people.record.asked-at", { url });
  } catch {
    return t("people.record.unreadable");
  }
}
