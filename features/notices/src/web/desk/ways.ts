import { ownPhone, robots, type Kind } from "../../kinds.ts";
import type { Channel, Mine, Offered, Result } from "../../routes.ts";

/** In which order they are offered. */
const SET_UP: readonly Kind[] = ["push", "sms", "mail", ...robots];

/** What may be chosen in this house, what rings on a phone of one's own first. */
export const offeredHere = ({ offered }: Pick<Mine, "offered">): readonly Offered[] =>
  SET_UP.flatMap((kind) => offered.filter((one) => one.kind === kind));

/** What a way tells whoever carries it, as a string of ours. */
export const carriedBy = (kind: Kind): "notices.carried" | "notices.own-phone" | "notices.own-browser" =>
  isCarried(kind) ? "notices.carried" : kind === "push" ? "notices.own-browser" : "notices.own-phone";

/** Whether whoever carries it sits between the member and the house: a mail provider, or the chat of a company. */
export const isCarried = (kind: Kind): boolean => !ownPhone.includes(kind);

/** Robots that sign with a secret, where their owner gave them one. */
export const signs = (kind: Kind): boolean => kind === "dingtalk" || kind === "feishu";

/** The channels in an order in which this one stands one place further up or down; null where it cannot. */
export function moved(channels: readonly Channel[], id: string, by: -1 | 1): readonly string[] | null {
  const ids = channels.map((channel) => channel.id);
  const at = ids.indexOf(id);
  const other = ids[at + by];
  if (at < 0 || other === undefined) return null;
  return ids.map((one, place) => (place === at ? other : place === at + by ? id : one));
}

/** A way that was chosen and did not work the last time. */
export interface Failing {
  readonly kind: Kind;
  readonly why: Exclude<Result["outcome"], "sent">;
}

/** Of the ways that count, or did, those by which the newest notice did not get through; each kind once. */
export function failingOf({ channels, results }: Pick<Mine, "channels" | "results">): readonly Failing[] {
  const kinds = new Map(channels.map(({ kind, standing }) => [kind, standing]));
  return [...kinds].flatMap(([kind, standing]): readonly Failing[] => {
    if (standing === "gone" || standing === "lost") return [{ kind, why: standing }];
    const newest = results.find((result) => result.kind === kind)?.outcome;
    return standing !== "counts" || newest === undefined || newest === "sent" ? [] : [{ kind, why: newest }];
  });
}

/** The ways by which the member is told, in turn. */
export const counting = ({ channels }: Pick<Mine, "channels">): readonly Channel[] =>
  channels.filter(({ standing }) => standing === "counts");

/** Full hours of the day, in minutes since midnight. */
export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour * 60);

/** A minute of the day as clocks show it. */
export const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
