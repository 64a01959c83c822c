import { fromBase64 } from "@niuniu/note";
import { dayOf, type Calendar } from "@niuniu/owe";
import { signIn } from "@niuniu/people";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { openEnvelope, openWrap } from "@niuniu/seal/open";
import { readParcel } from "@niuniu/seal/parcel";
import { bearer } from "@niuniu/wire";
import type { Player, Stage } from "@niuniu/wire/scene";
import type { MemberAct } from "../events.ts";
import type { Finding } from "../letters.ts";
import * as routes from "../routes.ts";
import { parcelOf } from "./signed.ts";

/** A session ends after an hour without use (ms). */
const SIGNED_IN = 50 * 60_000;

/** What a member signs: the fields that every act has left out, and its words beside it. */
export interface Saying {
  readonly kind: MemberAct["kind"];
  readonly text?: string;
  readonly finding?: Finding;
  readonly to?: string;
}

/** The committee at its desk: whoever is to act signs in, opens the case with their own wrap, seals and signs. */
export interface Office {
  /** One after the other, in one case. */
  readonly act: (member: string, name: string, sayings: readonly Saying[]) => Promise<void>;
}

interface Thread {
  readonly header: routes.ThreadHeader;
  readonly parts: readonly Uint8Array[];
}

function read(bytes: Uint8Array): Thread {
  const { header, parts } = readParcel(bytes);
  return { header: header as routes.ThreadHeader, parts };
}

/** Words to the reporter and to everybody who can open the case, sealed as the desk seals them. */
async function sealed({ header, parts }: Thread, player: Player, { text, finding }: Saying): Promise<Uint8Array> {
  const wrap = parts[header.wrap] ?? new Uint8Array(0);
  const { seed } = await openWrap(fromBase64(player.identity), wrap, header.case, player.id);
  const report = parts[header.entries[0]?.part ?? -1];
  if (seed === undefined || report === undefined) throw new Error(`${player.id} cannot open the report`);
  const [replyTo] = (await openEnvelope(seed, report)).parts;
  if (replyTo === undefined) throw new Error("the report left no way to answer");
  const letter = { niuniu: "message v1", case: header.case, text, ...(finding === undefined ? {} : { finding }) };
  return sealEnvelope([replyTo, await recipientOf(seed)], letter);
}

/** The office of the sample's committee on a stage, where clocks stand as this calendar says. */
export function officeOn(stage: Pick<Stage, "players" | "ask" | "bytes" | "now">, calendar: Calendar): Office {
  const sessions = new Map<string, { readonly authorization: string; readonly until: number }>();
  const playerOf = (id: string): Player => {
    const player = stage.players.find((one) => one.id === id);
    if (player === undefined) throw new Error(`nobody plays ${id}`);
    return player;
  };
  const authorizationOf = async (id: string): Promise<string> => {
    const open = sessions.get(id);
    if (open !== undefined && open.until > stage.now()) return open.authorization;
    const { token } = await stage.ask(signIn, { json: { member: id, password: playerOf(id).password } });
    const authorization = bearer(token);
    sessions.set(id, { authorization, until: stage.now() + SIGNED_IN });
    return authorization;
  };
  const signed = async (player: Player, thread: Thread, saying: Saying): Promise<Uint8Array<ArrayBuffer>> => {
    const { kind, text, to } = saying;
    const envelope = text === undefined ? null : await sealed(thread, player, saying);
    const fields = { kind, envelope, ...(to === undefined ? {} : { to }) };
    return parcelOf(thread.header, player, dayOf(stage.now(), calendar), fields);
  };
  return {
    act: async (member, name, sayings) => {
      const authorization = await authorizationOf(member);
      let thread = read(await stage.bytes(routes.deskThread, { authorization, json: { case: name } }));
      for (const saying of sayings) {
        const parcel = await signed(playerOf(member), thread, saying);
        thread = read(await stage.bytes(routes.deskAct, { authorization, parcel }));
      }
    },
  };
}
