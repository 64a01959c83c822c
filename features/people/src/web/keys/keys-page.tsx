import { fingerprint } from "@niuniu/roster";
import { Card, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Unlocked } from "../desk/gate.tsx";
import { Words } from "../words.tsx";
import { AbsenceCard } from "./absence-card.tsx";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { SignInsCard } from "./sign-ins-card.tsx";

/** A member's own keys and days away. */
export function KeysPage({ inside: desk }: { readonly inside: Unlocked }): JSX.Element {
  // What else is signed in may have come since this desk was opened.
  useEffect(desk.refresh, []);
  return (
    <div class="stack place">
      <h1>{t("people.keys.title")}</h1>
      <p class="lead">{t("people.keys.lead")}</p>
      <AbsenceCard desk={desk} />
      <Card title={t("people.fingerprint.mine")}>
        <Words hash={fingerprint(desk.me)} count={6} />
        <p class="soft small">{t("people.fingerprint.why")}</p>
      </Card>
      <PasskeysCard desk={desk} />
      <PasswordCard desk={desk} />
      <SignInsCard desk={desk} />
      <Card title={t("people.keys.phrase")}>
        <p>{t("people.keys.phrase-why")}</p>
      </Card>
    </div>
  );
}
