import type { Keys } from "@niuniu/seal/open";
import { call, CallError, here, Progress, t, TopBar, useLanguage, useLoad } from "@niuniu/ui";
import { type Ask, bearer } from "@niuniu/wire";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { seatsOf, type Roster } from "@niuniu/roster";
import { fileNameOf, own } from "@niuniu/ui/area";
import { me as meRoute, signOut, type Me, type Session } from "../../routes.ts";
import { BrokenHouse, deskLine, loadHouse, type House } from "../house.ts";
import { SigningRoom } from "../signing/signing-room.tsx";
import { Trouble, UnderWay } from "../trouble.tsx";
import { watchIdle } from "./idle.ts";
import { dropSession, keepSession, storedSession } from "./session.ts";
import { SignIn, type Ended, type TouchedAtSignIn } from "./sign-in.tsx";
import { UnlockPage } from "./unlock-page.tsx";

/** Everything a page behind the gate stands on. The keys live in memory and are gone when it locks. */
export interface Unlocked {
  readonly me: Me;
  readonly keys: Keys;
  readonly house: House & { readonly roster: Roster };
  /** Calls a route in this member's name. Throws CallError. */
  readonly ask: Ask;
  /** The `Authorization` header, for streams. */
  readonly authorization: string;
  /** To be told of a stream that was refused: what it means for the session is decided here. */
  readonly refused: (error: CallError) => void;
  /** Whole minutes until the key locks by itself. */
  readonly minutes: number;
  readonly lock: () => void;
  readonly signOut: () => void;
  /** Reads the statements and the member's own entry again after a change. */
  readonly refresh: () => void;
}

const HOUSE_EVERY = 60_000;
/** A new statement may be on its way into the record: looked for again soon, and for two slots of it nothing is alleged. */
const AGAIN_SOON = 5_000;
const UNDER_WAY = 20_000;

/** Signs in, opens the key, and only then shows the desk. Ends with the session or after 15 idle minutes. */
export function DeskGate(props: { readonly children: (unlocked: Unlocked) => JSX.Element }): JSX.Element {
  useLanguage();
  const [soon, setSoon] = useState(false);
  const house = useLoad(() => loadHouse(here, deskLine), "house", soon ? AGAIN_SOON : HOUSE_EVERY);
  const broken = house.error instanceof BrokenHouse;
  useEffect(() => setSoon(broken), [broken]);
  const underWay = isUnderWay(house.error, useRef<number | null>(null));
  const [session, setSession] = useState(storedSession);
  const current = useRef(session);
  const [touched, setTouched] = useState<TouchedAtSignIn | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const start = (made: Session, by: TouchedAtSignIn | null): void => {
    current.current = made;
    keepSession(made);
    setTouched(by);
    setEnded(null);
    setSession(made);
  };
  const end = (over: Session, why: Ended | null): void => {
    // An answer to somebody who has left meanwhile must not end the session of whoever came after them.
    if (current.current?.token !== over.token) return;
    current.current = null;
    dropSession();
    setTouched(null);
    setEnded(why);
    setSession(null);
  };
  // Who was let in stays while nobody answers, which says nothing; and goes where what is answered does not hold.
  if (house.value === null || broken) {
    return (
      <Framed>
        {house.error === null && <Progress words={t("people.loading")} />}
        {underWay && <UnderWay again={house.again} />}
        {house.error !== null && !underWay && <Trouble error={house.error} again={house.again} />}
      </Framed>
    );
  }
  if (session === null) {
    return (
      <Framed>
        <SignIn house={house.value} ended={ended} onSession={start} />
      </Framed>
    );
  }
  return (
    <SignedIn
      key={session.token}
      session={session}
      house={house.value}
      touched={touched}
      onEnd={(why) => end(session, why)}
      refresh={house.again}
    >
      {props.children}
    </SignedIn>
  );
}

/**
 * Whether a statement that is not in the record may have been signed just now: nothing is shown or taken meanwhile, and a
 * server that lies gains these seconds and nothing else. `since`: when it was first missed here (ms).
 */
function isUnderWay(error: unknown, since: { current: number | null }): boolean {
  const missing = error instanceof BrokenHouse && error.why === "unrecorded" && !error.clocksApart;
  since.current = missing ? (since.current ?? Date.now()) : null;
  return since.current !== null && Date.now() - since.current < UNDER_WAY;
}

function SignedIn(props: {
  readonly session: Session;
  readonly house: House;
  readonly touched: TouchedAtSignIn | null;
  readonly onEnd: (why: Ended | null) => void;
  readonly refresh: () => void;
  readonly children: (unlocked: Unlocked) => JSX.Element;
}): JSX.Element {
  const { session, house, onEnd } = props;
  const authorization = bearer(session.token);
  const ask = useMemo<Ask>(() => asking(authorization, onEnd), [authorization]);
  const me = useLoad(() => ask(meRoute, undefined), session.token);
  const [keys, setKeys] = useState<Keys | null>(null);
  const [touched, setTouched] = useState(props.touched);
  const [idle, setIdle] = useState(false);
  const [minutes, setMinutes] = useState(15);
  const lock = (byItself: boolean): void => {
    setKeys(null);
    setTouched(null);
    setIdle(byItself);
  };
  useEffect(() => (keys === null ? undefined : watchIdle(setMinutes, () => lock(true))), [keys]);
  const leave = (): void => {
    // Whoever signs out leaves nothing of what they read on a computer that others use.
    if (me.value !== null) void own.forget(fileNameOf(me.value.recipient));
    void ask(signOut, undefined).catch(() => null);
    onEnd(null);
  };
  if (me.value === null) {
    return (
      <Framed>
        {me.error === null ? <Progress words={t("people.loading")} /> : <Trouble error={me.error} again={me.again} />}
      </Framed>
    );
  }
  if (keys === null) {
    return (
      <Framed>
        <UnlockPage ask={ask} me={me.value} touched={touched} idle={idle} onKeys={setKeys} onSignOut={leave} />
      </Framed>
    );
  }
  const { roster } = house;
  if (roster === null || !seatsOf(roster.newest).some(({ id }) => id === session.member)) {
    return (
      <Framed>
        <SigningRoom ask={ask} id={session.member} keys={keys} />
      </Framed>
    );
  }
  const refresh = (): void => {
    me.again();
    props.refresh();
  };
  return props.children({
    me: me.value,
    keys,
    house: { ...house, roster },
    ask,
    authorization,
    refused: (error) => {
      const why = endIn(error);
      if (why !== null) onEnd(why);
      // Something else about this member has changed: the pages behind the gate are chosen anew.
      else refresh();
    },
    minutes,
    lock: () => lock(false),
    signOut: leave,
    refresh,
  });
}

/** What a refusal says of the session: that it is over, or that the committee names its member no more. Null for any other. */
function endIn(error: unknown): Ended | null {
  if (!(error instanceof CallError)) return null;
  if (error.code === "people/session-over") return "ended";
  return error.code === "people/no-longer-member" ? "left" : null;
}

/** A refusal of the session itself ends it here, wherever it was met; what was typed stays in this tab, sealed to its author. */
function asking(authorization: string, ended: (why: Ended) => void): Ask {
  return async (route, request, options) => {
    try {
      return await call(route, request, { ...options, authorization });
    } catch (error) {
      const why = endIn(error);
      if (why !== null) ended(why);
      throw error;
    }
  };
}

function Framed(props: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="page">
      <TopBar />
      {props.children}
    </div>
  );
}
