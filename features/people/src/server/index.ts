import { feature, type Host } from "@niuniu/host";
import { hashToken, spentWork, tries, turnstile } from "@niuniu/host/sign-in";
import { activeMembers, type Member, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import type { Away } from "../away.ts";
import type { Context } from "./context.ts";
import * as answers from "./answers.ts";
import { checkPeople } from "./check.ts";
import * as doors from "./doors.ts";
import { health } from "./health.ts";
import * as committee from "./handlers-committee.ts";
import * as resolving from "./handlers-resolution.ts";
import * as setup from "./handlers-setup.ts";
import * as signIn from "./handlers-sign-in.ts";
import * as statement from "./handlers-statement.ts";
import { ceremonies } from "./passkeys.ts";
import { publishStored } from "./publishing.ts";
import { recognise } from "./recognise.ts";
import { rosterKeeper } from "./roster-keeper.ts";
import { newSetupCode, plainCode } from "./setup-code.ts";
import { loadEveryAbsence, loadStatements, setSetupCode } from "./store-statements.ts";
import { peopleTables } from "./tables.ts";
import { whatIsAsked } from "./waiting.ts";

export { library as passkeyLibrary } from "./passkeys.ts";

/** Large enough for a text of the longest kind, each character of it escaped. */
const RESOLVED_LIMIT = 262_144;
/** Large enough for a statement of 64 members, each with a hybrid recipient. */
const STATEMENT_LIMIT = 262_144;

/** What others may ask of `people`. */
export interface People {
  /**
   * The verified chain, or null while the line is not open. Refused "people/roster-broken" if what is stored does not
   * hold together.
   */
  readonly roster: () => Promise<Roster | null>;
  /** Who may act and be sealed to at `now` (ms since epoch); nobody while the line is not open. */
  readonly members: (now: number) => Promise<readonly Member[]>;
  /** Who is away on the day of `now`, by their own signed note. */
  readonly absent: (now: number) => Promise<ReadonlySet<string>>;
  /**
   * Every absence ever signed, with its note, past and replaced ones included: a reader who checks why somebody was
   * passed over needs the note that held on that day. Whom it concerns now, `absent` says.
   */
  readonly absences: () => Promise<readonly (Away & { readonly member: string; readonly note: string })[]>;
  /** What waits for signatures or votes, and what was adopted of it lately. */
  readonly asked: () => ReturnType<typeof whatIsAsked>;
  /** The one-time code to print at start, or null if the line is open. Known to this process only. */
  readonly setupCode: string | null;
}

function mountSetup(context: Context): void {
  const { serve } = context.host;
  serve.setup(routes.begin, doors.beginDoor, ({ request }) => setup.begin(context, request), { answer: answers.begin });
  serve.setup(routes.setup, null, () => setup.setup(context), { answer: answers.setup });
  serve.setup(routes.reinvite, doors.reinviteDoor, ({ request }) => setup.reinvite(context, request.id), {
    answer: answers.reinvite,
  });
  serve.setup(
    routes.cancelInvitation,
    doors.reinviteDoor,
    ({ request }) => setup.cancelInvitation(context, request.id),
    {
      answer: answers.cancelInvitation,
    },
  );
  serve.setup(routes.restartSeat, doors.reinviteDoor, ({ request }) => setup.restartSeat(context, request.id), {
    answer: answers.restartSeat,
  });
  serve.invited(routes.invited, null, ({ caller }) => setup.invited(context, caller.invitation), {
    answer: answers.invited,
  });
  serve.invited(
    routes.accept,
    doors.acceptDoor,
    ({ caller, request }) => setup.accept(context, caller.invitation, request),
    { answer: answers.accept },
  );
}

/** A page elsewhere signs nobody in, and tries no password through a visitor's browser. */
const OWN = { own: true } as const;

function mountSignIn(context: Context): void {
  const { serve } = context.host;
  serve.anyone(routes.signIn, doors.signInDoor, ({ request }) => signIn.signIn(context, request), {
    ...OWN,
    answer: answers.signIn,
  });
  serve.member(routes.signOut, null, ({ caller }) => signIn.signOut(context, caller), { answer: answers.signOut });
  serve.anyone(routes.passkeyAsk, null, () => signIn.passkeyAsk(context), { ...OWN, answer: answers.passkeyAsk });
  serve.anyone(routes.passkeySignIn, doors.passkeySignInDoor, ({ request }) => signIn.passkeySignIn(context, request), {
    ...OWN,
    answer: answers.passkeySignIn,
  });
  serve.member(
    routes.passkeyOffer,
    doors.passkeyOfferDoor,
    ({ caller, request }) => signIn.passkeyOffer(context, caller, request.proof),
    { answer: answers.passkeyOffer },
  );
  serve.member(
    routes.passkeyAdd,
    doors.passkeyAddDoor,
    ({ caller, request }) => signIn.passkeyAdd(context, caller, request),
    { answer: answers.passkeyAdd },
  );
  serve.member(
    routes.passkeyRemove,
    doors.passkeyRemoveDoor,
    ({ caller, request }) => signIn.passkeyRemove(context, caller, request),
    { answer: answers.passkeyRemove },
  );
  serve.member(
    routes.sessionEnd,
    doors.sessionEndDoor,
    ({ caller, request }) => signIn.sessionEnd(context, caller, request.session),
    { answer: answers.sessionEnd },
  );
  serve.member(
    routes.passwordChange,
    doors.passwordDoor,
    ({ caller, request }) => signIn.passwordChange(context, caller, request),
    { answer: answers.passwordChange },
  );
}

function mountCommittee(context: Context): void {
  const { serve } = context.host;
  const standing = async (member: string): Promise<void> => {
    const found = await context.roster.standing(member, context.host.now());
    if (found !== "member") throw new Refused("people/not-yet-member");
  };
  serve.anyone(routes.roster, null, () => committee.roster(context), { same: true, answer: answers.roster });
  serve.member(routes.me, null, ({ caller }) => committee.me(context, caller), { answer: answers.me });
  serve.member(routes.committee, null, () => committee.committee(context), { answer: answers.committee });
  serve.member(
    routes.invite,
    doors.inviteDoor,
    async ({ caller, request }) => {
      await standing(caller.member);
      return committee.invite(context, caller, request.note);
    },
    { answer: answers.invite },
  );
  serve.member(
    routes.cancelInvite,
    doors.reinviteDoor,
    async ({ caller, request }) => {
      await standing(caller.member);
      return committee.cancelInvite(context, caller, request.id);
    },
    { answer: answers.cancelInvite },
  );
  const large = { limit: STATEMENT_LIMIT };
  const propose = async (caller: signIn.MemberCaller, request: routes.ProposeRequest): Promise<routes.Draft> => {
    await standing(caller.member);
    return statement.propose(context, caller, request);
  };
  serve.member(routes.propose, doors.proposeDoor, ({ caller, request }) => propose(caller, request), {
    ...large,
    answer: answers.propose,
  });
  serve.member(
    routes.countersign,
    doors.countersignDoor,
    ({ caller, request }) => statement.countersign(context, caller, request.note),
    { ...large, answer: answers.countersign },
  );
  serve.member(
    routes.withdraw,
    doors.withdrawDoor,
    ({ caller, request }) => statement.withdraw(context, caller, request.draft),
    {
      answer: answers.withdraw,
    },
  );
  serve.member(
    routes.absence,
    doors.absenceDoor,
    async ({ caller, request }) => {
      await standing(caller.member);
      return committee.absence(context, caller, request.notes);
    },
    { answer: answers.absence },
  );
}

function mountResolutions(context: Context): void {
  const { serve } = context.host;
  serve.member(routes.resolutions, null, () => resolving.resolutions(context), { answer: answers.resolutions });
  serve.member(routes.resolution, null, ({ parameters }) => resolving.resolution(context, parameters["name"] ?? ""), {
    answer: answers.resolution,
  });
  serve.member(
    routes.proposeResolution,
    doors.proposeResolutionDoor,
    ({ caller, request }) => resolving.proposeResolution(context, caller, request),
    { limit: RESOLVED_LIMIT, answer: answers.proposeResolution },
  );
  serve.member(routes.vote, doors.voteDoor, ({ caller, request }) => resolving.vote(context, caller, request), {
    answer: answers.vote,
  });
  serve.member(
    routes.withdrawResolution,
    doors.withdrawResolutionDoor,
    ({ caller, request }) => resolving.withdrawResolution(context, caller, request.resolution),
    { answer: answers.withdrawResolution },
  );
}

/**
 * While a statement is decided on one connection, a port asks on a second: many at once would wait for each other's.
 */
function inTurn(): Context["inTurn"] {
  const turn = turnstile(1, 64);
  return async (work) => {
    const done = await turn(async () => ({ value: await work() }));
    if (done === null) throw new Refused("host/busy");
    return done.value;
  };
}

/** A fresh code at each start while the line is not open: the one printed before stops working. */
async function offerSetup({ db, host }: Context): Promise<string | null> {
  if ((await loadStatements(db)).length > 0) return null;
  const code = newSetupCode(host.random);
  await setSetupCode(db, hashToken(plainCode(code)));
  return code;
}

/**
 * Accounts, sessions, the roster statement and its changes, absences. It also recognises members, set-up and invitations for
 * every other feature.
 */
export const people = feature({
  name: "people",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  publishes: ["people/resolution"],
  checks: [checkPeople],
  health,
  mount,
});

const TIDY = { kind: "people/tidy", key: "next" } as const;
const HOUR = 3_600_000;

/** What has lapsed is not kept until somebody proposes the next: once an hour it is removed, drafts included. */
async function tidyHourly(context: Context): Promise<void> {
  const { host } = context;
  host.timers.handle(TIDY.kind, async (_timer, opened, now) => {
    const tx = peopleTables(opened);
    await resolving.tidyLapsed(context, tx, now);
    await statement.dropPast(context, tx, await context.roster.current(tx));
    await host.timers.set(opened, { ...TIDY, due: now + HOUR });
  });
  await host.transaction((tx) => host.timers.set(tx, { ...TIDY, due: host.now() + HOUR }));
}

async function mount(host: Host): Promise<People> {
  const db = peopleTables(host.db);
  const context: Context = {
    host,
    db,
    roster: rosterKeeper(db, host),
    tries: tries(),
    spent: spentWork(),
    // Two cores: one is left for those who report.
    hashing: turnstile(2, 32),
    inTurn: inTurn(),
    ceremonies: ceremonies(await host.secret("people/ceremonies"), host.random),
  };
  host.counts.state("people", async (member) => {
    const votes = await resolving.votesAsked(context, member);
    const signatures = await statement.signaturesAsked(context, member);
    return { votes, signatures, owed: votes + signatures };
  });
  await publishStored(context);
  await tidyHourly(context);
  recognise(context);
  mountSetup(context);
  mountSignIn(context);
  mountCommittee(context);
  mountResolutions(context);
  const members: People["members"] = async (now) => {
    const current = await context.roster.current();
    return current === null ? [] : activeMembers(current, now);
  };
  return {
    roster: () => context.roster.current(),
    members,
    absent: (now) => committee.absentAt(context, now),
    absences: () => loadEveryAbsence(db),
    asked: () => whatIsAsked(context),
    setupCode: await offerSetup(context),
  };
}
