import { RosterError } from "@niuniu/roster";
import { Button, CallError, Notice, t, Trouble as Plain } from "@niuniu/ui";
import type { JSX } from "preact";
import { refusals } from "../refusals.ts";
import { unclearCode } from "../rules.ts";
import { BrokenHouse } from "./house.ts";
import { wasPutOff } from "./passkey.ts";

/** What went wrong in a sentence, and the one thing to do about it. Nothing when nothing went wrong. */
export function Trouble(props: {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
}): JSX.Element | null {
  const { error, again } = props;
  if (error instanceof BrokenHouse) {
    return (
      <Notice tone="missed" title={t("people.broken.title")}>
        <p>{t(`people.broken.${error.why}`)}</p>
        {error.clocksApart && <p>{t("people.broken.clock")}</p>}
        <p>{t("people.broken.advice")}</p>
        {error.why === "unrecorded" && again !== undefined && <Button onClick={again}>{t("ui.again")}</Button>}
      </Notice>
    );
  }
  return <Plain error={asRefused(error)} again={again} />;
}

/** That the newest statement is being entered into the record: no alarm before it had the time to get there. */
export function UnderWay({ again }: { readonly again: () => void }): JSX.Element {
  return (
    <Notice tone="owed" title={t("people.under-way.title")}>
      <p>{t("people.under-way")}</p>
      <Button onClick={again}>{t("ui.again")}</Button>
    </Notice>
  );
}

/** What this page's own check says of a name is said in the words in which the server would refuse it. */
function asRefused(error: unknown): unknown {
  const code = error instanceof RosterError ? unclearCode(error) : null;
  return code === null ? error : new CallError(code, 0, { code, sentence: refusals[code] });
}

/** The same after asking for a passkey: a window the person closed is no failure. */
export function PasskeyTrouble(props: { readonly error: unknown }): JSX.Element {
  if (wasPutOff(props.error)) return <Notice tone="owed">{t("people.passkey.put-off")}</Notice>;
  return <Trouble error={props.error} />;
}
