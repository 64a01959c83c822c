import { fromBase64 } from "@niuniu/note";
import { fingerprint } from "@niuniu/roster";
import { Breakable, Button, CopyButton, Dialog, Person, Pill, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SetupState } from "../../routes.ts";
import { joinLink } from "../join-link.ts";
import { CancelDialog } from "../cancel-dialog.tsx";
import { NewLinkDialog } from "../new-link-dialog.tsx";
import { Words } from "../words.tsx";

type SeatState = SetupState["seats"][number];

interface RowProps {
  readonly seat: SeatState;
  /** The token of their link, while this page holds it. */
  readonly token: string | undefined;
  readonly onReplace: () => void;
  readonly onCancel: () => void;
  readonly onRestart: () => void;
}

/** One invited person: how far they are, their link while they need it, their six words once they have keys. */
export function InvitationRow(props: RowProps): JSX.Element {
  const { seat } = props;
  const step = seat.signed ? "signed" : seat.ready ? "ready" : "invited";
  return (
    <li class="card">
      <Person name={seat.name} about={`${seat.role} · ${t(`people.side.${seat.side}`)}`}>
        {(step !== "invited" || seat.invited) && (
          <Pill tone={step === "invited" ? "owed" : "done"}>{t(`people.step.${step}`)}</Pill>
        )}
      </Person>
      {step === "invited" && <Waiting {...props} />}
      {seat.key !== null && seat.recipient !== null && (
        <p>
          <span class="soft small block">{t("people.fingerprint")}</span>
          <Words hash={hashOf(seat.key, seat.recipient)} count={6} label={t("people.fingerprint")} />
        </p>
      )}
      {seat.ready && <StartAgain {...props} />}
    </li>
  );
}

/** Who has made no keys yet: the link to hand over, another one for a lost one, and taking it back. */
function Waiting({ seat, token, onReplace, onCancel }: RowProps): JSX.Element {
  const [asking, setAsking] = useState(false);
  const [renewing, setRenewing] = useState(false);
  const shown = seat.invited && token !== undefined;
  return (
    <>
      {shown && <Link link={joinLink(token)} name={seat.name} />}
      <div class="row">
        {!shown && <span class="soft small">{t(seat.invited ? "people.invite.not-shown" : "people.invite.none")}</span>}
        <Button kind="quiet" onClick={() => (seat.invited ? setRenewing(true) : onReplace())}>
          {t(shown ? "people.invite.replace" : "people.invite.new-link")}
        </Button>
        {seat.invited && (
          <Button
            kind="quiet"
            label={t("people.invite.cancel-named", { name: seat.name })}
            onClick={() => setAsking(true)}
          >
            {t("people.invite.cancel")}
          </Button>
        )}
      </div>
      <NewLinkDialog
        name={renewing ? seat.name : null}
        renamed={false}
        onClose={() => setRenewing(false)}
        onMake={onReplace}
      />
      <CancelDialog name={asking ? seat.name : null} onClose={() => setAsking(false)} onCancel={onCancel} />
    </>
  );
}

/** Who has made keys and cannot go on: what is thrown away, before it is. */
function StartAgain({ seat, onRestart }: RowProps): JSX.Element {
  const [asking, setAsking] = useState(false);
  const title = t("people.setup.restart-named", { name: seat.name });
  return (
    <div>
      <Button kind="quiet" label={title} onClick={() => setAsking(true)}>
        {t("people.setup.restart")}
      </Button>
      <Dialog open={asking} title={title} onClose={() => setAsking(false)}>
        <p>{t("people.setup.restart-why", { name: seat.name })}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("people.cancel")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              onRestart();
            }}
          >
            {t("people.setup.restart-go")}
          </Button>
        </div>
      </Dialog>
    </div>
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
