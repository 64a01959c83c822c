import { answerOf } from "@niuniu/host";
import { z } from "zod";
import * as routes from "../routes.ts";

/** What the routes answer. Whether a note or a key is what it says is for the pages, which check everything themselves. */

const id = z.string().regex(/^[a-z0-9-]{2,40}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const rules = { policy: z.string(), calendar: z.string() };
/** Granted, and there is nothing to say. */
const nothing = z.null();

export const roster = answerOf(
  routes.roster,
  z.strictObject({ statements: z.array(z.string()), ...rules, now: z.int() }),
);

const seat = {
  name: z.string(),
  role: z.string(),
  side: z.enum(["employees", "employer", "outside"]),
  unit: z.string(),
};

export const begin = answerOf(
  routes.begin,
  z.strictObject({ invitations: z.array(z.strictObject({ id, name: z.string(), token: z.string() })) }),
);

export const setup = answerOf(
  routes.setup,
  z.strictObject({
    stage: z.enum(["empty", "inviting", "signing", "open"]),
    organisation: z.string(),
    seats: z.array(
      z.strictObject({
        ...seat,
        id,
        ready: z.boolean(),
        signed: z.boolean(),
        invited: z.boolean(),
        recipient: z.string().nullable(),
        key: z.string().nullable(),
      }),
    ),
  }),
);

export const reinvite = answerOf(routes.reinvite, z.strictObject({ token: z.string() }));
export const cancelInvitation = answerOf(routes.cancelInvitation, nothing);
export const restartSeat = answerOf(routes.restartSeat, z.strictObject({ token: z.string() }));

export const invited = answerOf(
  routes.invited,
  z.strictObject({ organisation: z.string(), seat: z.strictObject({ ...seat, id }) }),
);

const session = z.strictObject({ token: z.string(), member: id });

export const accept = answerOf(routes.accept, session);
export const signIn = answerOf(routes.signIn, session);
export const passkeySignIn = answerOf(routes.passkeySignIn, session);
export const signOut = answerOf(routes.signOut, nothing);

/** The options are WebAuthn's own JSON, made by its library. */
const ceremony = z.strictObject({ ceremony: z.string(), options: z.unknown() });

export const passkeyAsk = answerOf(routes.passkeyAsk, ceremony);
export const passkeyOffer = answerOf(routes.passkeyOffer, ceremony);
export const passkeyAdd = answerOf(routes.passkeyAdd, z.strictObject({ id: z.string() }));
export const passkeyRemove = answerOf(routes.passkeyRemove, nothing);
export const passwordChange = answerOf(routes.passwordChange, nothing);

export const sessionEnd = answerOf(routes.sessionEnd, z.null());

export const me = answerOf(
  routes.me,
  z.strictObject({
    member: id,
    name: z.string(),
    role: z.string(),
    recipient: z.string(),
    key: z.string(),
    phraseFile: z.string(),
    passkeys: z.array(z.strictObject({ id: z.string(), label: z.string(), file: z.string().nullable() })),
    sessions: z.array(z.strictObject({ session: z.string(), since: z.int(), used: z.int() })),
    away: z.array(z.strictObject({ from: day, until: day })),
  }),
);

const draft = z.strictObject({
  note: z.string(),
  by: id,
  signed: z.array(id),
  ends: z.number().nullable(),
  reason: z.string().nullable(),
});

const newcomer = z.strictObject({
  ...seat,
  id,
  recipient: z.string(),
  key: z.string(),
  self: z.string(),
  invitation: z.string().nullable(),
  link: z.string().nullable(),
});

export const committee = answerOf(
  routes.committee,
  z.strictObject({
    drafts: z.array(draft),
    newcomers: z.array(newcomer),
    invited: z.array(z.strictObject({ ...seat, id, invitation: z.string().nullable() })),
    ids: z.array(id),
    absences: z.array(z.string()),
    log: z.string(),
    rules: z.strictObject(rules),
    adopted: z.array(z.strictObject({ proposal: z.string(), votes: z.array(z.string()), text: z.string() })),
  }),
);

const resolved = {
  proposal: z.string(),
  by: id,
  votes: z.array(z.string()),
  ends: z.int(),
  adopted: day.nullable(),
  published: day.nullable(),
};
const adoptedOrNot = z.strictObject({ adopted: z.boolean() });

export const resolutions = answerOf(
  routes.resolutions,
  z.strictObject({ open: z.array(z.strictObject(resolved)), adopted: z.array(z.strictObject(resolved)) }),
);
export const resolution = answerOf(
  routes.resolution,
  z.strictObject({ ...resolved, text: z.string(), proof: z.string().nullable() }),
);
export const proposeResolution = answerOf(routes.proposeResolution, adoptedOrNot);
export const vote = answerOf(routes.vote, adoptedOrNot);
export const withdrawResolution = answerOf(routes.withdrawResolution, nothing);

export const invite = answerOf(routes.invite, nothing);
export const cancelInvite = answerOf(routes.cancelInvite, nothing);
export const propose = answerOf(routes.propose, draft);
export const countersign = answerOf(routes.countersign, z.strictObject({ inForce: z.boolean() }));
export const withdraw = answerOf(routes.withdraw, nothing);
export const absence = answerOf(routes.absence, nothing);
