import { z } from "zod";
import type { Door } from "@niuniu/host";
import { DUTIES } from "@niuniu/roster";
import type {
  accept,
  absence,
  begin,
  countersign,
  invite,
  passkeyAdd,
  passkeyOffer,
  passkeyRemove,
  passkeySignIn,
  passwordChange,
  propose,
  proposeResolution,
  reinvite,
  sessionEnd,
  signIn,
  vote,
  withdraw,
  withdrawResolution,
} from "../routes.ts";
import { LONGEST_RESOLVED } from "../resolution-rules.ts";
import { MOST_AT_ONCE } from "../away.ts";
import { LONGEST_REASON } from "../limits.ts";
import { MOST_PASSKEYS } from "../rules.ts";

/** The request a route takes. */
type RequestOf<R> = R extends { readonly types?: { readonly request: infer Request } } ? Request : never;
type DoorOf<R> = Door<RequestOf<R>>;

/** A text shown to people, trimmed and in one spelling. Whether it can be read and told apart is for the rules, which name the field. */
const shown = (most: number): z.ZodType<string, string> =>
  z
    .string()
    .max(2 * most)
    .transform((text) => text.trim().replace(/ {2,}/g, " ").normalize("NFC"))
    .refine((text) => text.length <= most && text.isWellFormed());

const id = z.string().regex(/^[a-z0-9-]{2,40}$/);
const base64 = (most: number) => z.string().max(most);
const password = z
  .string()
  .min(1)
  .max(1024)
  .refine((text) => text.isWellFormed());
const note = z.string().min(1).max(250_000);
const ceremony = z.string().max(200);
const binary = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]*={0,2}$/);

const duties = z
  .array(z.enum(DUTIES))
  .max(DUTIES.length)
  .transform((listed) => DUTIES.filter((duty) => listed.includes(duty)));
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const seat = z.strictObject({
  name: shown(100),
  role: shown(100),
  side: z.enum(["employees", "employer", "outside"]),
  unit: shown(100),
  line: shown(100).optional(),
  serves: duties.optional(),
  appointed: shown(100).optional(),
  from: day.optional(),
  until: day.optional(),
});

export const beginDoor: DoorOf<typeof begin> = z.strictObject({
  organisation: shown(200),
  seats: z.array(seat).max(32),
});
/** Of a seat by its id, also to begin it anew. */
export const reinviteDoor: DoorOf<typeof reinvite> = z.strictObject({ id });
export const acceptDoor: DoorOf<typeof accept> = z.strictObject({
  recipient: base64(2_000),
  key: base64(64),
  self: base64(128),
  phraseFile: base64(8_000),
  password,
  link: base64(128).exactOptional(),
});
const work = z
  .strictObject({ challenge: z.string().max(64), counter: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) })
  .exactOptional();
/** Whether somebody is there: the words of a password, or an authenticator's answer. */
const proof = z.union([z.strictObject({ password, work }), z.strictObject({ ceremony, response: z.unknown() })]);
const name = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => text.isWellFormed());
export const signInDoor: DoorOf<typeof signIn> = z.strictObject({ member: name, password, work });
export const passkeyOfferDoor: DoorOf<typeof passkeyOffer> = z.strictObject({ proof });
export const passwordDoor: DoorOf<typeof passwordChange> = z.strictObject({
  ...{ old: password, new: password, work },
  keepSessions: z.literal(true).exactOptional(),
  remove: z.array(binary(1_400)).max(MOST_PASSKEYS).exactOptional(),
});
export const inviteDoor: DoorOf<typeof invite> = z.strictObject({ note: z.string().min(1).max(4_000) });
export const proposeDoor: DoorOf<typeof propose> = z.strictObject({
  note,
  reason: shown(LONGEST_REASON)
    .refine((text) => text !== "")
    .exactOptional(),
});
export const countersignDoor: DoorOf<typeof countersign> = z.strictObject({ note });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const withdrawDoor: DoorOf<typeof withdraw> = z.strictObject({ draft: hash });
const voteNote = z.string().min(1).max(9_000);
export const proposeResolutionDoor: DoorOf<typeof proposeResolution> = z.strictObject({
  proposal: z.string().min(1).max(1_000),
  text: z.string().min(1).max(LONGEST_RESOLVED),
  vote: voteNote,
});
export const voteDoor: DoorOf<typeof vote> = z.strictObject({ resolution: hash, vote: voteNote });
export const withdrawResolutionDoor: DoorOf<typeof withdrawResolution> = z.strictObject({ resolution: hash });
export const absenceDoor: DoorOf<typeof absence> = z.strictObject({
  notes: z.array(z.string().min(1).max(2_000)).min(1).max(MOST_AT_ONCE),
});
export const sessionEndDoor: DoorOf<typeof sessionEnd> = z.strictObject({
  session: hash.nullable(),
});
export const passkeyRemoveDoor: DoorOf<typeof passkeyRemove> = z.strictObject({ id: binary(1_400), proof });

/** WebAuthn answers as browsers write them; fields we do not use are dropped. */
const credential = { id: binary(1_400), rawId: binary(1_400), type: z.literal("public-key") };

export const registrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: binary(4_000),
    attestationObject: binary(16_000),
    transports: z
      .array(z.string().regex(/^[a-z0-9-]{1,32}$/))
      .max(8)
      .exactOptional(),
  }),
});
export const authenticationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: binary(4_000),
    authenticatorData: binary(4_000),
    signature: binary(8_000),
    userHandle: binary(200).exactOptional(),
  }),
});

export const passkeySignInDoor: DoorOf<typeof passkeySignIn> = z.strictObject({
  ceremony,
  response: z.unknown(),
});
export const passkeyAddDoor: DoorOf<typeof passkeyAdd> = z.strictObject({
  ceremony,
  response: z.unknown(),
  label: shown(60),
  file: base64(12_000).nullable(),
});
