import { fromBase64 } from "@niuniu/note";
import { fingerprint } from "@niuniu/roster";
import { Breakable, Button, CopyButton, Dialog, Person, Pill, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SetupState } from "../../routes.ts";
import { joinLink } from "../join-link.ts";
import { Words } from "../words.tsx";

type SeatState = SetupState["seats"][number];

/** One invited person: how far they are, their link while they need it, their six words once they have keys. */
export function InvitationRow(props: {
  readonly seat: SeatState;
  readonly token: string | undefined;
  readonly onReplace: () => void;
  readonly onRestart: () => void;
}): JSX.Element {
  const { seat, token } = props;
  const [asking, setAsking] = useState(false);
  const step = seat.signed ? "signed" : seat.ready ? "ready" : "invited";
  return (
    <li class="card">
      <Person name={seat.name} about={`${seat.role} · ${t(`people.side.${seat.side}`)}`}>
        <Pill tone={step === "invited" ? "owed" : "done"}>{t(`people.step.${step}`)}</Pill>
      </Person>
      {step === "invited" && token !== undefined && <Link link={joinLink(token)} name={seat.name} />}
      {step === "invited" && (
        <div class="row">
          {token === undefined && <span class="soft small">{t("people.invite.not-shown")}</span>}
          <Button kind="quiet" onClick={props.onReplace}>
            {t(token === undefined ? "people.invite.new-link" : "people.invite.replace")}
          </Button>
        </div>
      )}
      {seat.key !== null && seat.recipient !== null && (
        <p>
          <span class="soft small block">{t("people.fingerprint")}</span>
          <Words hash={hashOf(seat.key, seat.recipient)} count={6} label={t("people.fingerprint")} />
        </p>
      )}
      {seat.ready && (
        <div>
          <Button
            kind="quiet"
            label={t("people.setup.restart-named", { name: seat.name })}
            onClick={() => setAsking(true)}
          >
            {t("people.setup.restart")}
          </Button>
        </div>
      )}
      <Dialog
        open={asking}
        title={t("people.setup.restart-named", { name: seat.name })}
        onClose={() => setAsking(false)}
      >
        <p>{t("people.setup.restart-why", { name: seat.name })}</p>
        <Button
          kind="danger"
          onClick={() => {
            setAsking(false);
            props.onRestart();
          }}
        >
          {t("people.setup.restart-go")}
        </Button>
        <Button onClick={() => setAsking(false)}>{t("people.cancel")}</Button>
      </Dialog>
    </li>
  );
}

/** A link to hand over, with what to take care of. */
export function Link(props: { readonly link: string; readonly name: string }): JSX.Element {
  return (
    <div class="stack close">
      <code class="code link-text">
        <Breakable text={props.link} />
      </code>
      <CopyButton text={props.link} label={t("people.invite.copy-for", { name: props.name })} words="people.copy" />
    </div>
  );
}

function hashOf(key: string, recipient: string): Uint8Array {
  try {
    return fingerprint({ key, recipient });
  } catch {
    // What is no key has no words that could match.
    return fromBase64("");
  }
}
