import { createHash } from "node:crypto";
import { topicOf, type Errand, type Handed } from "@niuniu/host";
import { dayOf, startOf } from "@niuniu/owe";
import { ownPhone, type Kind } from "../kinds.ts";
import { messageOf } from "../message.ts";
import { quietFor } from "../hours.ts";
import type { Context } from "./context.ts";
import { givenUp, mended } from "./failing.ts";
import type { Message, Outcome } from "./senders/sender.ts";
import {
  keepResult,
  moveChannel,
  readChannels,
  readChosen,
  readWords,
  setMended,
  type Chosen,
  type StoredChannel,
} from "./store.ts";

const MINUTE = 60_000;
/** How often an ordinary notice is tried on one channel before the next one is. */
const TRIES = 4;
/** After all channels failed they are tried from the first again. */
const ROUND = { ordinary: 15 * MINUTE, urgent: MINUTE } as const;

/** Where a notice leads. */
export const linkIn = ({ host }: Context): string => `${host.origin}/desk`;

/** The words of a notice to this member, as they go out. `id`: whatever tells it from others. */
export async function wordsFor(context: Context, chosen: Chosen, id: string, urgent = false): Promise<Message> {
  const [slots, organisation] = await Promise.all([readWords(context.db), context.ports.organisation()]);
  const { language } = chosen;
  const words = messageOf({ language, slots, organisation, link: linkIn(context) });
  // Receivers learn no id of ours.
  return { ...words, id: createHash("sha256").update(`notice ${id}`).digest("hex"), urgent };
}

/** Sends on one channel, writes down what became of it, and gives up an address that is gone. */
export async function sendOn(context: Context, channel: StoredChannel, message: Message): Promise<Outcome> {
  const { db, host, vault } = context;
  const outcome = await attempt(context, channel, vault.open(channel, channel.address), message);
  const why = outcome.kind === "sent" ? "sent" : outcome.kind === "gone" ? "gone" : outcome.why;
  await keepResult(db, channel.member, { day: host.dayOf(host.now()), kind: channel.kind, outcome: why });
  if (outcome.kind === "sent" && (await setMended(db, channel.id))) await mended(context, channel);
  if (outcome.kind === "gone") await moveChannel(db, channel, ["untried", "sent", "counts"], "gone");
  return outcome;
}

async function attempt(
  { senders, host }: Context,
  { kind }: Pick<StoredChannel, "kind">,
  address: string | null,
  message: Message,
): Promise<Outcome> {
  const sender = senders.get(kind);
  if (sender === undefined) return { kind: "refused", why: "unset" };
  if (address === null) return { kind: "refused", why: "lost" };
  return sender(address, message).catch((): Outcome => {
    // An error of ours, whose words may hold the address.
    host.failed("notices/sender-failed");
    return { kind: "later", why: "failing", wait: null };
  });
}

/** The channels that count, as they are tried: in a crisis first what rings on a phone of one's own, unless the member wants it otherwise. */
function inTurn<C extends { readonly kind: Kind; readonly standing: string }>(
  channels: readonly C[],
  urgent: boolean,
  { phoneFirst }: Pick<Chosen, "phoneFirst">,
): readonly C[] {
  const counting = channels.filter(({ standing }) => standing === "counts");
  if (!urgent || !phoneFirst) return counting;
  const isOwn = ({ kind }: C): boolean => ownPhone.includes(kind);
  return [...counting.filter(isOwn), ...counting.filter((one) => !isOwn(one))];
}

/** Minutes of the day, where the organisation is. */
function minuteOf({ host }: Context): number {
  const [now, { calendar }] = [host.now(), host.rules.inForce()];
  return Math.floor((now - startOf(dayOf(now, calendar), calendar)) / MINUTE);
}

/** ms until this member may be told something; in a crisis at once. */
function waitFor(context: Context, urgent: boolean, { quiet }: Chosen): number {
  return urgent || quiet === null ? 0 : quietFor(quiet, minuteOf(context)) * MINUTE;
}

/** Hands over what the house has to tell its members: to members alone, and only on channels that have been tried. */
export const handOver =
  (context: Context) =>
  async (errand: Errand): Promise<Handed> => {
    const { db, ports, host } = context;
    const { id, person, urgent } = errand;
    const office = await ports.members(host.now());
    if (!office.some((member) => member.id === person)) return { kind: "nowhere" };
    const [chosen, all] = await Promise.all([readChosen(db, person), readChannels(db, person)]);
    const channels = inTurn(all, urgent, chosen);
    if (channels.length === 0) return { kind: "nowhere" };
    const channel = channels[errand.channel];
    // There were more when it began.
    if (channel === undefined) return again(urgent);
    const wait = waitFor(context, urgent, chosen);
    if (wait > 0) return { kind: "later", wait };
    const outcome = await sendOn(context, channel, await wordsFor(context, chosen, id, urgent));
    // Their desk, if it is open, says that a way they chose does not work.
    if (outcome.kind !== "sent") host.changes.publish([topicOf("notices", person)]);
    // Too much at once is no fault of the way.
    const isFast = outcome.kind === "later" && outcome.why === "too-fast";
    if (isOver(errand, outcome) && !isFast) await givenUp(context, channel);
    return afterwards(errand, outcome, errand.channel + 1 < channels.length);
  };

/** Whether this channel is given up for this notice. In a crisis nobody is waited for while there is somebody else to ask. */
const isOver = ({ urgent, attempts }: Errand, { kind }: Outcome): boolean =>
  kind !== "sent" && (kind !== "later" || urgent || attempts + 1 >= TRIES);

/** What follows: the same channel again, another one, or all of them from the first after a while. */
function afterwards(errand: Errand, outcome: Outcome, isMore: boolean): Handed {
  if (outcome.kind === "sent") return { kind: "sent" };
  if (outcome.kind !== "later" || isOver(errand, outcome)) return isMore ? { kind: "next" } : again(errand.urgent);
  return outcome.wait === null ? { kind: "later" } : { kind: "later", wait: outcome.wait };
}

/** What is owed does not go away because a service did. */
const again = (urgent: boolean): Handed => ({
  ...{ kind: "later", channel: 0, wait: urgent ? ROUND.urgent : ROUND.ordinary },
});
