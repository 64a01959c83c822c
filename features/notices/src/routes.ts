import { route } from "@niuniu/wire";
import type { Quiet } from "./hours.ts";
import type { Kind, Why } from "./kinds.ts";
import type { Language, Slots } from "./message.ts";

/**
 * How a channel stands: `untried` nothing was sent on it · `sent` its service took the trial, and nobody has said that it arrived ·
 * `counts` it did · `gone` its service knows the address no more · `lost` the address cannot be opened: this house was put back from a
 * backup, which holds no addresses.
 */
export type Standing = "untried" | "sent" | "counts" | "gone" | "lost";

/** A channel of the caller's, in the order of their choice. */
export interface Channel {
  readonly id: string;
  readonly kind: Kind;
  /** Enough of the address to know it again. */
  readonly shown: string;
  readonly standing: Standing;
}

/** A way that this house can tell people. */
export interface Offered {
  readonly kind: Kind;
  /** Whether anybody here has said that a trial arrived. */
  readonly proven: boolean;
}

/** What became of a notice, or of a trial; newest first, ten at most. `day`: where the organisation is. */
export interface Result {
  readonly day: string;
  readonly kind: Kind;
  readonly outcome: "sent" | Why;
}

/** What a member has chosen, and what came of it. */
export interface Mine {
  readonly language: Language;
  readonly quiet: Quiet | null;
  /** In a crisis what rings on a phone of one's own comes first, whatever the order. */
  readonly phoneFirst: boolean;
  readonly channels: readonly Channel[];
  readonly offered: readonly Offered[];
  readonly results: readonly Result[];
  /** Whether a calendar can be read at a secret address. */
  readonly calendar: boolean;
  readonly slots: Slots;
  /** What a notice names besides: the organisation, as the statement in force does, and the address of the desk. */
  readonly organisation: string;
  readonly link: string;
  /** What a browser is told that subscribes, base64url. */
  readonly pushKey: string;
}

export const mine = route<undefined, Mine>({
  audience: "member",
  method: "GET",
  path: "/notices/mine",
  takes: "none",
  gives: "json",
});

/**
 * Adds a channel, behind those there are. `address`: a mail address, a telephone number with its country, the robot's address, or what a
 * browser gives that subscribes (JSON);
 * `secret`: what the robot signs with, "" for none. `language`: of the desk it is added at; whoever has chosen nothing yet is told in it.
 * Refused "notices/unfit-address", "notices/foreign-robot", "notices/not-offered",
 * "notices/too-many".
 */
export const add = route<
  { readonly kind: Kind; readonly address: string; readonly secret: string; readonly language?: Language },
  { readonly channel: string }
>({ audience: "member", method: "POST", path: "/notices/add", takes: "json", gives: "json" });

/** Refused "notices/unknown-channel". */
export const remove = route<{ readonly channel: string }, null>({
  audience: "member",
  method: "POST",
  path: "/notices/remove",
  takes: "json",
  gives: "json",
});

/** Puts the caller's channels in this order; all of them. Refused "notices/unknown-channel". */
export const order = route<{ readonly channels: readonly string[] }, null>({
  audience: "member",
  method: "POST",
  path: "/notices/order",
  takes: "json",
  gives: "json",
});

/** Sends the sentence on one channel now. Refused "notices/unknown-channel", "notices/tried-enough". */
export const attempt = route<{ readonly channel: string }, { readonly outcome: Result["outcome"] }>({
  audience: "member",
  method: "POST",
  path: "/notices/try",
  takes: "json",
  gives: "json",
});

/** Says that the trial arrived: from now on the channel counts. Refused "notices/unknown-channel", "notices/not-tried". */
export const arrived = route<{ readonly channel: string }, null>({
  audience: "member",
  method: "POST",
  path: "/notices/arrived",
  takes: "json",
  gives: "json",
});

/** In which language and when the caller is told. */
export const settings = route<Pick<Mine, "language" | "quiet" | "phoneFirst">, null>({
  audience: "member",
  method: "POST",
  path: "/notices/settings",
  takes: "json",
  gives: "json",
});

/** How the notices of this house greet: for everybody. */
export const words = route<Slots, null>({
  audience: "member",
  method: "POST",
  path: "/notices/words",
  takes: "json",
  gives: "json",
});

/** Makes a new secret address for the caller's calendar, or takes it away; the one before leads nowhere any more. It is told once. */
export const calendar = route<{ readonly wanted: boolean }, { readonly address: string | null }>({
  audience: "member",
  method: "POST",
  path: "/notices/calendar",
  takes: "json",
  gives: "json",
});

/** The calendar itself, for whoever knows the address: the days on which something is due, and nothing else. */
export const feed = route<undefined, string>({
  audience: "anyone",
  method: "GET",
  path: "/notices/calendar/:secret",
  takes: "none",
  gives: "calendar",
});
