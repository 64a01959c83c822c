import type { Member } from "@niuniu/roster";
import { Button, call, Notice, t, useAct } from "@niuniu/ui";
import type { RecordView } from "@niuniu/trust";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Trouble } from "../trouble.tsx";
import { citedAt, isUnproven } from "./cited.ts";

/** What looking for it came to: the entry that holds it, that none does, or that one is shown which does not stand there. */
type Found = { readonly at: number } | "none" | "unproven";

/**
 * That somebody was elected stands in the statement as the hash of an entry. Nobody reads what such an entry says but people: the
 * page says so, and looks whether the record holds it. Nothing for whoever was not elected.
 */
export function Elected(props: { readonly member: Member; readonly record: RecordView | null }): JSX.Element | null {
  const { member, record } = props;
  const [found, setFound] = useState<Found | null>(null);
  const act = useAct();
  const { elected } = member;
  if (elected === undefined) return null;
  const look = (): void =>
    void act.run(async () => {
      if (record === null) return;
      try {
        const at = await citedAt(elected, record, call);
        setFound(at === null ? "none" : { at });
      } catch (error) {
        if (!isUnproven(error)) throw error;
        setFound("unproven");
      }
    });
  return (
    <div class="stack close">
      <p class="soft small">{t("people.elected.unchecked", { name: member.name })}</p>
      <Trouble error={act.error} />
      {found === null && record !== null && (
        <div>
          <Button kind="quiet" onClick={look} busy={act.busy ? t("people.working") : null}>
            {t("people.elected.look")}
          </Button>
        </div>
      )}
      {found === "none" && <Notice tone="owed">{t("people.elected.none", { name: member.name })}</Notice>}
      {found === "unproven" && <Notice tone="missed">{t("people.elected.unproven", { name: member.name })}</Notice>}
      {found !== null && typeof found !== "string" && (
        <p>{t("people.elected.found", { name: member.name, index: found.at })}</p>
      )}
    </div>
  );
}
