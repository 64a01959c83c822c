import { call, CallError, LinkButton, Progress, Stepper, t, TopBar, useLanguage, useLoad } from "@niuniu/ui";
import { type Ask, bearer, invitation } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { accept, invited, type Seat, type Session } from "../../routes.ts";
import { keepSession, storedSession } from "../desk/session.ts";
import { takeLink, type JoinLink } from "../join-link.ts";
import { byPassword } from "../prove.ts";
import { SigningRoom } from "../signing/signing-room.tsx";
import { Trouble } from "../trouble.tsx";
import { useTitle } from "../use-title.ts";
import { acceptance, makeKeys, type FreshKeys } from "./key-making.ts";
import { PasskeyStep } from "./passkey-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { PhraseCheck } from "./phrase-check.tsx";
import { PhraseStep } from "./phrase-step.tsx";
import { WelcomeStep } from "./welcome-step.tsx";

const steps = ["welcome", "password", "phrase", "check", "passkey", "signing"] as const;
type Step = (typeof steps)[number];

/** `/join#…`: an invited person makes keys in this browser and signs. What the link holds and all secrets stay in memory. */
export function JoinPage(): JSX.Element {
  useLanguage();
  useTitle(t("people.join.page"));
  const [link] = useState(takeLink);
  return (
    <div class="page">
      <TopBar />
      {link === null ? <NoToken /> : <Invited link={link} />}
    </div>
  );
}

function NoToken(): JSX.Element {
  const joined = storedSession() !== null;
  return (
    <main>
      <h1>{t(joined ? "people.join.already.title" : "people.join.no-token.title")}</h1>
      <p class="lead">{t(joined ? "people.join.already.lead" : "people.join.no-token.lead")}</p>
      <LinkButton href="/desk" kind={joined ? "main" : "plain"}>
        {t("people.setup.open.desk")}
      </LinkButton>
    </main>
  );
}

function Invited({ link }: { readonly link: JoinLink }): JSX.Element {
  const authorization = invitation(link.token);
  const { value, error, again } = useLoad(() => call(invited, undefined, { authorization }), "invited");
  if (error !== null) return <NotInvited error={error} again={again} />;
  if (value === null) return <Progress words={t("people.loading")} />;
  return <Steps link={link} organisation={value.organisation} seat={value.seat} />;
}

/** A link that is refused stays so, and may have been used by this very person; anything else is worth another try. */
function NotInvited({ error, again }: { readonly error: unknown; readonly again: () => void }): JSX.Element {
  const isRefused = error instanceof CallError && error.status === 401;
  return (
    <main>
      <h1>{t(isRefused ? "people.join.refused.title" : "people.join.no-token.title")}</h1>
      <Trouble error={error} again={isRefused ? undefined : again} />
      {isRefused && error.code === "people/invitation-over" && <p>{t("people.join.used")}</p>}
      <LinkButton href="/desk">{t("people.setup.open.desk")}</LinkButton>
    </main>
  );
}

function Steps(props: {
  readonly link: JoinLink;
  readonly organisation: string;
  readonly seat: Seat & { readonly id: string };
}): JSX.Element {
  const { link, seat } = props;
  const [step, setStep] = useState<Step>("welcome");
  const [password, setPassword] = useState("");
  const [fresh, setFresh] = useState<FreshKeys | null>(null);
  const [session, setSession] = useState<Session | null>(null);
  const ask: Ask = (route, request, options) =>
    call(route, request, { ...options, authorization: bearer(session?.token ?? "") });
  const begin = async (chosen: string): Promise<void> => {
    setPassword(chosen);
    setFresh(await makeKeys());
    setStep("phrase");
  };
  const join = async (): Promise<void> => {
    if (fresh === null) return;
    const request = await acceptance(seat.id, fresh, password, link.seed);
    const made = await call(accept, request, { authorization: invitation(link.token) });
    keepSession(made);
    setSession(made);
    setFresh({ ...fresh, phrase: [] });
    setStep("passkey");
  };
  return (
    <>
      <section aria-label={t("people.join.steps")}>
        <Stepper step={steps.indexOf(step) + 1} of={steps.length} />
      </section>
      {step === "welcome" && (
        <WelcomeStep organisation={props.organisation} seat={seat} onBegin={() => setStep("password")} />
      )}
      {step === "password" && <PasswordStep onPassword={(chosen) => void begin(chosen)} />}
      {step === "phrase" && fresh !== null && <PhraseStep phrase={fresh.phrase} onKept={() => setStep("check")} />}
      {step === "check" && fresh !== null && (
        <PhraseCheck phrase={fresh.phrase} onBack={() => setStep("phrase")} onRight={join} />
      )}
      {step === "passkey" && fresh !== null && (
        <PasskeyStep
          ask={ask}
          keys={fresh.keys}
          prove={byPassword({ member: seat.id, password }, () => undefined)}
          onDone={() => {
            setPassword("");
            setStep("signing");
          }}
        />
      )}
      {step === "signing" && fresh !== null && <SigningRoom ask={ask} id={seat.id} keys={fresh.keys} />}
    </>
  );
}
