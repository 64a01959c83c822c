import { fromBase64, toBase64 } from "@niuniu/note";
import { accept, begin, committee, countersign, type FounderSeat, type Seat } from "@niuniu/people";
import { selfSign } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import { lockKeys, type Keys } from "@niuniu/seal/open";
import { newPhrase } from "@niuniu/seal/words";
import { addSignature, signNote } from "@niuniu/note";
import { bearer, invitation, setupCode } from "@niuniu/wire";
import { ask } from "./client.ts";

/** A founder who exists only in the sample: everything a real one would keep to themselves, in one place. */
export interface Founder extends FounderSeat {
  readonly id: string;
  readonly password: string;
  readonly phrase: string;
  /** base64 */
  readonly identity: string;
  readonly signing: string;
}

type Random = (length: number) => Uint8Array;

/** Invented people of an invented company. */
export const seats: readonly FounderSeat[] = [
  {
    name: "陈岚",
    role: "员工代表 · Employee representative",
    side: "employees",
    unit: "研发",
    line: "研发总监",
    serves: ["intake", "investigation", "care"],
  },
  {
    name: "林悦",
    role: "员工代表 · Employee representative",
    side: "employees",
    unit: "客服",
    line: "客服总监",
    serves: ["intake", "investigation", "care"],
  },
  {
    name: "周启明",
    role: "外部律师 · Outside counsel",
    side: "outside",
    unit: "",
    serves: ["decision", "review"],
  },
  {
    name: "苏晓",
    role: "法务 · Legal",
    side: "employer",
    unit: "法务",
    line: "总经理",
    serves: ["investigation", "decision"],
  },
  {
    name: "何静",
    role: "人力资源 · Human resources",
    side: "employer",
    unit: "人力资源",
    line: "总经理",
    serves: ["decision", "review"],
  },
];

/** Makes keys for one invited founder the way their browser would, and accepts the invitation. */
async function join(
  origin: string,
  seat: Seat & { readonly id: string },
  token: string,
  random: Random,
): Promise<{ readonly founder: Founder; readonly token: string }> {
  const keys: Keys = { identity: random(32), signing: random(32) };
  const recipient = await recipientOf(keys.identity);
  const phrase = newPhrase(random);
  const password = newPhrase(random).split(" ").slice(0, 4).join("-");
  const session = await ask(origin, accept, {
    authorization: invitation(token),
    json: {
      ...selfSign(seat.id, recipient, keys.signing),
      phraseFile: toBase64(await lockKeys(keys, phrase)),
      password,
    },
  });
  const identity = toBase64(keys.identity);
  const founder: Founder = { ...seat, password, phrase, identity, signing: toBase64(keys.signing) };
  return { founder, token: session.token };
}

/**
 * Founds an organisation over HTTP as its founders would: the operator names the seats, each founder makes keys and
 * signs statement 1. After the last signature the line is open.
 */
export async function found(
  origin: string,
  code: string,
  random: Random,
  people: readonly FounderSeat[] = seats,
): Promise<readonly Founder[]> {
  const { invitations } = await ask(origin, begin, {
    authorization: setupCode(code),
    json: { organisation: "云上牧场（示例） · Cloud Pasture (sample)", seats: people },
  });
  const founders: { readonly founder: Founder; readonly token: string }[] = [];
  for (const [index, { id, token }] of invitations.entries()) {
    const seat = people[index];
    if (seat !== undefined) founders.push(await join(origin, { ...seat, id }, token, random));
  }
  for (const { founder, token } of founders) {
    const { drafts } = await ask(origin, committee, { authorization: bearer(token) });
    const [draft] = drafts;
    if (draft === undefined) throw new Error("there is no statement to sign");
    const signer = { name: founder.id, seed: fromBase64(founder.signing) };
    const note = draft.note.includes("\n\n") ? addSignature(draft.note, signer) : signNote(draft.note, [signer]);
    await ask(origin, countersign, { authorization: bearer(token), json: { note } });
  }
  return founders.map(({ founder }) => founder);
}
