import { toHex } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import { isRobot, readAddress, shownApart } from "./address.ts";
import type { Kind } from "../kinds.ts";
import { add as adding, type Channel, type Mine, type Offered, type Result } from "../routes.ts";
import type { Context } from "./context.ts";
import { mended } from "./failing.ts";
import { linkIn, sendOn, wordsFor } from "./handing.ts";
import { isRobotOf, type RobotAddress } from "./senders/robots.ts";
import * as store from "./store.ts";

const MOST_CHANNELS = 6;
const MOST_TRIALS = 10;

/** What is sealed of a channel that is added: of a robot its secret too. Refused where it is none of this kind. */
function sealable({ senders, ports }: Context, kind: Kind, address: string, secret: string): string {
  if (!senders.has(kind)) throw new Refused("notices/not-offered");
  const read = readAddress(kind, address);
  if (read === null) throw new Refused("notices/unfit-address");
  if (!isRobot(kind)) return read;
  if (!isRobotOf(kind, new URL(read), ports.carriers.listed)) throw new Refused("notices/foreign-robot");
  const robot: RobotAddress = { url: read, secret: secret.trim() === "" ? null : secret.trim() };
  return JSON.stringify(robot);
}

/** Channels as their owner sees them. */
function seen({ vault }: Context, stored: readonly store.StoredChannel[]): readonly Channel[] {
  const opened = stored.map((one) => vault.open(one, one.address));
  const addresses = stored.map(({ kind }, at) => {
    const text = opened[at] ?? "";
    return { kind, address: isRobot(kind) && text !== "" ? (JSON.parse(text) as RobotAddress).url : text };
  });
  const readable = addresses.filter(({ address }) => address !== "");
  const shown = new Map(shownApart(readable).map((text, at) => [readable[at], text]));
  return stored.map(({ id, kind, standing }, at) => {
    const text = shown.get(addresses[at]);
    return text === undefined ? { id, kind, shown: "", standing: "lost" } : { id, kind, shown: text, standing };
  });
}

async function offeredIn({ db, senders }: Context): Promise<readonly Offered[]> {
  const proven = await store.readProven(db);
  return [...senders.keys()].map((kind) => ({ kind, proven: proven.includes(kind) }));
}

/** What a member has chosen, what they may choose, and what came of it. */
export async function mineOf(context: Context, member: string): Promise<Mine> {
  const { db, pushKey } = context;
  const chosen = await store.readChosen(db, member);
  const { language, quiet, phoneFirst, calendar } = chosen;
  const [channels, offered, results, slots, organisation] = await Promise.all([
    store.readChannels(db, member),
    offeredIn(context),
    store.readResults(db, member),
    store.readWords(db),
    context.ports.organisation(),
  ]);
  const own = seen(context, channels);
  const link = linkIn(context);
  return { language, quiet, phoneFirst, channels: own, offered, results, calendar, slots, organisation, link, pushKey };
}

type Added = NonNullable<typeof adding.types>["request"];

/** Adds a channel, which does not count yet. */
export async function add(
  context: Context,
  member: string,
  { kind, address, secret, language }: Added,
): Promise<{ readonly channel: string }> {
  const { db, host, vault } = context;
  const plain = sealable(context, kind, address, secret);
  const place = { id: toHex(host.random(16)), member, kind };
  const isAdded = await store.addChannel(db, { ...place, address: vault.seal(place, plain) }, MOST_CHANNELS);
  if (!isAdded) throw new Refused("notices/too-many");
  if (language !== undefined) await store.keepFirstLanguage(db, member, language);
  return { channel: place.id };
}

export async function remove(context: Context, member: string, channel: string): Promise<null> {
  const isFailing = (await store.readFailing(context.db)).some((one) => one.member === member);
  if (!(await store.removeChannel(context.db, member, channel))) throw new Refused("notices/unknown-channel");
  if (isFailing) await mended(context, { member });
  return null;
}

export async function order({ db }: Context, member: string, channels: readonly string[]): Promise<null> {
  if (!(await store.orderChannels(db, member, channels))) throw new Refused("notices/unknown-channel");
  return null;
}

async function own({ db }: Context, member: string, id: string): Promise<store.StoredChannel> {
  const found = (await store.readChannels(db, member)).find((one) => one.id === id);
  if (found === undefined) throw new Refused("notices/unknown-channel");
  return found;
}

/** Sends the sentence on one channel now, as a notice would be. */
export async function attempt(
  context: Context,
  member: string,
  id: string,
): Promise<{ readonly outcome: Result["outcome"] }> {
  const { db, host } = context;
  const channel = await own(context, member, id);
  const day = host.dayOf(host.now());
  if (!(await store.countTrial(db, member, day, MOST_TRIALS))) throw new Refused("notices/tried-enough");
  const chosen = await store.readChosen(db, member);
  const outcome = await sendOn(context, channel, await wordsFor(context, chosen, toHex(host.random(16))));
  if (outcome.kind === "sent") await store.moveChannel(db, channel, ["untried", "gone"], "sent");
  return { outcome: outcome.kind === "sent" || outcome.kind === "gone" ? outcome.kind : outcome.why };
}

/** The member has seen the trial where it was sent: it counts from now on. */
export async function arrived(context: Context, member: string, id: string): Promise<null> {
  const channel = await own(context, member, id);
  if (!(await store.moveChannel(context.db, channel, ["sent", "counts"], "counts")))
    throw new Refused("notices/not-tried");
  return null;
}
