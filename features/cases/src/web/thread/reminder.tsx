import { reminderFor } from "@niuniu/matter/web/receipt";
import { Button, dayIn, More, saveText, t } from "@niuniu/ui";
import type { JSX } from "preact";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A date to take along, in a calendar that others may see: it says to look at the page, and nothing else. `due` in ms since epoch. */
export function Reminder({ due, zone }: { readonly due: number; readonly zone: string }): JSX.Element {
  const save = (): void => {
    const days = { due: dayIn(due, zone), today: dayIn(Date.now(), zone) };
    const text = reminderFor(t("cases.thread.reminder.entry"), { ...days, random });
    saveText(t("cases.thread.reminder.file"), text, "text/calendar");
  };
  return (
    <More title={t("cases.thread.reminder")}>
      <p class="small">{t("cases.thread.reminder.more")}</p>
      <Button kind="quiet" onClick={save}>
        {t("cases.thread.reminder.save")}
      </Button>
    </More>
  );
}
