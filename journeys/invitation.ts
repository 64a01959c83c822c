import { fromBase64, sha256, toBase64, toUtf8 } from "@niuniu/note";
import { accept } from "@niuniu/people";
import { linkOf, linkSign, type Link } from "@niuniu/committee";
import { selfSign } from "@niuniu/roster";
import { ask } from "@niuniu/sample";
import { recipientOf } from "@niuniu/seal";
import { lockKeys, type Keys } from "@niuniu/seal/open";
import { invitation } from "@niuniu/wire";
import type { Visitor } from "./browser.ts";
import type { Seat } from "./founding.ts";
import { random, type House } from "./house.ts";

type PublicKeys = ReturnType<typeof selfSign>;

async function freshKeys(id: string): Promise<{ readonly keys: Keys; readonly made: PublicKeys }> {
  const keys = { identity: random(32), signing: random(32) };
  return { keys, made: selfSign(id, await recipientOf(keys.identity), keys.signing) };
}

/** Invites somebody at the committee page of the desk, and resolves with the link to hand over. */
export async function inviteAtDesk({ page, say }: Visitor, { name, role }: Seat): Promise<string> {
  const card = page.getByRole("region", { name: say("people.invite.title") });
  await card.getByLabel(say("people.seat.name"), { exact: true }).fill(name);
  await card.getByLabel(say("people.seat.role"), { exact: true }).fill(role);
  await card.getByRole("button", { name: say("people.invite.go") }).click();
  return card.getByText(/\/join#secret=[A-Za-z0-9_-]{43}$/).innerText();
}

/** What a page finds in a member's link. */
export function openLink(link: string): Link {
  return linkOf(new Uint8Array(Buffer.from(link.slice(-43), "base64url")));
}

/** Makes keys with a link, as its page would, and resolves with the public ones. */
export async function makeKeys({ origin }: House, id: string, { token, seed }: Link): Promise<PublicKeys> {
  const { keys, made } = await freshKeys(id);
  const phraseFile = toBase64(await lockKeys(keys, "abacus"));
  const link = linkSign(seed, { id, ...made });
  const json = { ...made, link, phraseFile, password: "four unrelated words" };
  await ask(origin, accept, { authorization: invitation(token), json });
  return made;
}

/** An invitation that no member made: the host writes it into the database, with the note for somebody else if it likes. */
export async function mint(house: House, id: string, { name, role }: Seat, other?: Seat): Promise<Link> {
  const token = Buffer.from(random(32)).toString("base64url");
  const ends = new Date(house.clock.now() + 3_600_000);
  await house.query(
    `insert into people_seats (id, name, role, side, unit, invitation, invitation_ends, note)
     values ($1, $2, $3, 'outside', '', $4, $5, (select note from people_seats where name = $6))`,
    [id, name, role, Buffer.from(sha256(toUtf8(token))), ends, other?.name ?? null],
  );
  return { token, seed: random(32) };
}

/** Puts keys of the host's into the place of those that somebody made. */
export async function swapKeys(house: House, id: string): Promise<void> {
  const { recipient, key, self } = (await freshKeys(id)).made;
  const bytes = [recipient, key, self].map((text) => Buffer.from(fromBase64(text)));
  await house.query("update people_accounts set recipient = $2, key = $3, self = $4 where id = $1", [id, ...bytes]);
}

/** The id that the server gave to whoever has this name. */
export async function idOf(house: House, { name }: Pick<Seat, "name">): Promise<string> {
  const [row] = await house.query("select id from people_seats where name = $1", [name]);
  return String(row?.["id"]);
}
