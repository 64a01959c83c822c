import { fromBase64 } from "@niuniu/note";
import { dayOf, type Calendar } from "@niuniu/owe";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { openEnvelope, openWrap } from "@niuniu/seal/open";
import { readParcel } from "@niuniu/seal/parcel";
import type { ParcelOf, Route } from "@niuniu/wire";
import type { Player, Stage } from "@niuniu/wire/scene";
import type { SealedThread } from "../thread.ts";
import { parcelOf } from "./signed.ts";

/** A session ends after an hour without use (ms). */
const SIGNED_IN = 50 * 60_000;

/** What a member signs: the fields that not every act has, and its words beside it. */
export interface Said {
  readonly kind: string;
  readonly text?: string;
}

/** How members act upon the sealed matters of a kind: by which routes, and what of it stands inside the seal. */
interface Desk {
  readonly thread: Route<{ readonly case: string }, ParcelOf<SealedThread>>;
  readonly act: Route<ParcelOf<{ readonly act: string; readonly case: string }>, ParcelOf<SealedThread>>;
  /** Fields that are sealed beside the words, and so stand in no field of the act. */
  readonly inside: readonly string[];
  /** Signs somebody in: the credential of their session. */
  readonly signIn: (player: Player) => Promise<string>;
}

/** The committee at its desk: whoever is to act signs in, opens the matter with their own wrap, seals and signs. */
export interface Office<Saying extends Said> {
  /** One after the other, in one matter. */
  readonly act: (member: string, name: string, sayings: readonly Saying[]) => Promise<void>;
}

interface Thread {
  readonly header: SealedThread;
  readonly parts: readonly Uint8Array[];
}

function read(bytes: Uint8Array): Thread {
  const { header, parts } = readParcel(bytes);
  return { header: header as SealedThread, parts };
}

/** These fields of what is said, or all but these. */
const fieldsOf = (saying: Said, names: readonly string[], among: boolean): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(saying).filter(([name]) => name !== "kind" && name !== "text" && names.includes(name) === among),
  );

/** Words to whoever began it and to everybody who can open the matter, sealed as the desk seals them. */
async function sealed({ header, parts }: Thread, player: Player, letter: object): Promise<Uint8Array> {
  const wrap = parts[header.wrap] ?? new Uint8Array(0);
  const { seed } = await openWrap(fromBase64(player.identity), wrap, header.case, player.id);
  const beginning = parts[header.entries[0]?.part ?? -1];
  if (seed === undefined || beginning === undefined) throw new Error(`${player.id} cannot open ${header.case}`);
  const [replyTo] = (await openEnvelope(seed, beginning)).parts;
  if (replyTo === undefined) throw new Error(`${header.case} left no way to answer`);
  return sealEnvelope([replyTo, await recipientOf(seed)], letter);
}

/** The office of the sample's committee on a stage, where clocks stand as this calendar says. */
export function officeOn<Saying extends Said>(
  stage: Pick<Stage, "players" | "bytes" | "now">,
  calendar: Calendar,
  desk: Desk,
): Office<Saying> {
  const sessions = new Map<string, { readonly authorization: string; readonly until: number }>();
  const playerOf = (id: string): Player => {
    const player = stage.players.find((one) => one.id === id);
    if (player === undefined) throw new Error(`nobody plays ${id}`);
    return player;
  };
  const authorizationOf = async (id: string): Promise<string> => {
    const open = sessions.get(id);
    if (open !== undefined && open.until > stage.now()) return open.authorization;
    const authorization = await desk.signIn(playerOf(id));
    sessions.set(id, { authorization, until: stage.now() + SIGNED_IN });
    return authorization;
  };
  const signed = async (player: Player, thread: Thread, saying: Saying): Promise<Uint8Array<ArrayBuffer>> => {
    const { kind, text } = saying;
    const letter = { niuniu: "message v1", case: thread.header.case, text, ...fieldsOf(saying, desk.inside, true) };
    const envelope = text === undefined ? null : await sealed(thread, player, letter);
    const fields = { kind, envelope, ...fieldsOf(saying, desk.inside, false) };
    return parcelOf(thread.header, player, dayOf(stage.now(), calendar), fields);
  };
  return {
    act: async (member, name, sayings) => {
      const authorization = await authorizationOf(member);
      let thread = read(await stage.bytes(desk.thread, { authorization, json: { case: name } }));
      for (const saying of sayings) {
        const parcel = await signed(playerOf(member), thread, saying);
        thread = read(await stage.bytes(desk.act, { authorization, parcel }));
      }
    },
  };
}
