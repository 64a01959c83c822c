import { call, t, TopBar, useLanguage, useLoad, useAct } from "@niuniu/ui";
import { setupCode } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import {
  begin,
  cancelInvitation,
  reinvite,
  restartSeat,
  roster,
  setup,
  type BeginRequest,
  type SetupState,
} from "../../routes.ts";
import { useTitle } from "../use-title.ts";
import { CodeStep } from "./code-step.tsx";
import { InvitationsStep } from "./invitations-step.tsx";
import { OpenStep } from "./open-step.tsx";
import { SeatsStep } from "./seats-step.tsx";

const EVERY = 4_000;

/** `/setup`: one code, the seats, the invitations, and the open line. Keeps the code and the links in memory only. */
export function SetUpPage(): JSX.Element {
  useLanguage();
  useTitle(t("people.setup.page"));
  const [code, setCode] = useState<string | null>(null);
  const [first, setFirst] = useState<SetupState | null>(null);
  const isOpen = useLineOpen(code === null ? null : EVERY);
  const enter = async (given: string): Promise<void> => {
    setFirst(await call(setup, undefined, { authorization: setupCode(given) }));
    setCode(given);
  };
  return (
    <div class="page">
      <TopBar />
      {isOpen ? (
        <OpenStep />
      ) : code === null || first === null ? (
        <CodeStep onCode={enter} />
      ) : (
        <Steps code={code} first={first} />
      )}
    </div>
  );
}

/** Once statement 1 is signed the code opens nothing any more: only the public statement says that all is done. */
function useLineOpen(every: number | null): boolean {
  const { value } = useLoad(() => call(roster, undefined), "roster", every ?? undefined);
  return value !== null && value.statements.length > 0;
}

function Steps(props: { readonly code: string; readonly first: SetupState }): JSX.Element {
  const authorization = setupCode(props.code);
  const { value, error, again } = useLoad(() => call(setup, undefined, { authorization }), "setup", EVERY);
  const [tokens, setTokens] = useState<Readonly<Record<string, string>>>({});
  const act = useAct();
  const state = value ?? props.first;
  const start = async (request: BeginRequest): Promise<void> => {
    const { invitations } = await call(begin, request, { authorization });
    setTokens(Object.fromEntries(invitations.map(({ id, token }) => [id, token])));
    again();
  };
  const renew =
    (way: typeof reinvite) =>
    (id: string): void =>
      void act.run(async () => {
        const { token } = await call(way, { id }, { authorization });
        setTokens((before) => ({ ...before, [id]: token }));
        again();
      });
  const cancel = (id: string): void =>
    void act.run(async () => {
      await call(cancelInvitation, { id }, { authorization });
      again();
    });
  if (state.stage === "empty") return <SeatsStep onBegin={start} />;
  return (
    <InvitationsStep
      state={state}
      tokens={tokens}
      error={act.error ?? error}
      onReplace={renew(reinvite)}
      onCancel={cancel}
      onRestart={renew(restartSeat)}
    />
  );
}
