import { fromBase64, sha256, toHex } from "@niuniu/note";
import { dayOf, type Calendar } from "@niuniu/owe";
import { signIn } from "@niuniu/people";
import { recipientOf, sealEnvelope, signAct } from "@niuniu/seal";
import { openEnvelope, openWrap } from "@niuniu/seal/open";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { bearer } from "@niuniu/wire";
import type { Player, Stage } from "@niuniu/wire/scene";
import type { MemberAct } from "../events.ts";
import type { Finding } from "../letters.ts";
import * as routes from "../routes.ts";

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
export function officeOn(stage: Stage, calendar: Calendar): Office {
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
    const { header } = thread;
    const envelope = saying.text === undefined ? null : await sealed(thread, player, saying);
    const act = {
      ...{ niuniu: "act v1" as const, case: header.case, number: header.entries.length + 1, previous: header.head },
      ...{ by: player.id, kind: saying.kind, date: dayOf(stage.now(), calendar) },
      envelope: envelope === null ? null : toHex(sha256(envelope)),
      ...(saying.to === undefined ? {} : { to: saying.to }),
    };
    const note = signAct(act, { name: player.id, seed: fromBase64(player.signing) });
    return new Uint8Array(writeParcel({ act: note, case: header.case }, envelope === null ? [] : [envelope]));
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
