import { dayOf } from "@niuniu/owe";
import { activeMembers } from "@niuniu/roster";
import { CallError, isLost } from "@niuniu/ui";
import { refusals } from "../../refusals.ts";
import { read, save, type TemplatesHeader } from "../../routes.ts";
import {
  changed,
  fitTogether,
  LAST_NUMBER,
  readSet,
  signTemplates,
  together,
  type Change,
  type ReadSet,
  type Template,
} from "../../templates.ts";
import type { Desk } from "./desk.ts";
import { held } from "./holds.ts";
import { isForAll, openSet, sealSet, type Given } from "./sealed-set.ts";
import type { Seen } from "./seen.ts";
import { standingOf, type Standing } from "./standing.ts";

/** The committee's templates at a desk, as far as they are known. */
export interface Shown extends Standing {
  /** False until a server has answered once. */
  readonly known: boolean;
  readonly error: unknown;
}

/** How a doubt is settled: see the buttons of the page. */
export type Settling = "put-back" | "accept" | "anew" | "sign";

/** What a member looked at when they decided. */
interface Looked {
  readonly shown: Shown;
  /** Ids of the lost templates that are to be put back; null for all of them. */
  readonly chosen: ReadonlySet<string> | null;
}

/** The committee's templates while a member's key is open. */
export interface SharedTemplates {
  readonly shown: () => Shown;
  /** Reads them, and seals them anew where somebody in office has not got them. What fails is shown. */
  readonly load: (desk: Desk) => Promise<void>;
  /** Changes one template. Throws CallError; what is there now is loaded then. */
  readonly save: (desk: Desk, change: Change) => Promise<void>;
  /** Settles a doubt as it was looked at. Throws CallError "templates/desk-changed" where something else is shown by now. */
  readonly settle: (desk: Desk, how: Settling, looked: Looked) => Promise<void>;
  readonly listen: (changed: () => void) => () => void;
  /** Forgets what is shown: when the key locks. */
  readonly close: () => void;
}

const nothing: Shown = { known: false, error: null, set: null, doubt: null, lost: [] };
const saysTheSame = (one: Shown, other: Shown): boolean =>
  one.doubt === other.doubt &&
  one.set?.head === other.set?.head &&
  JSON.stringify(one.lost) === JSON.stringify(other.lost);
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A new template with a name of its own. */
export const newTemplate = (words: Omit<Template, "id">): Template => ({ id: newId(), ...words });

const refusal = (code: "templates/too-many" | "templates/stale"): CallError =>
  new CallError(code, refusals[code].status, { code, sentence: refusals[code] });

/** Opens the committee's templates for whoever holds the keys `seen` is sealed to. */
export const openShared = (seen: Seen): SharedTemplates => new Shared(seen);

class Shared implements SharedTemplates {
  #shown = nothing;
  #given: Given | null = null;
  #server: TemplatesHeader = { number: 0, head: "" };
  #judged = "";
  #ticket = 0;
  #closed = false;
  readonly #seen: Seen;
  readonly #listeners = new Set<() => void>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  readonly shown = (): Shown => this.#shown;

  readonly load = async (desk: Desk): Promise<void> => {
    try {
      await this.#read(desk);
      await this.#passOn(desk);
    } catch (error) {
      this.#show({ ...this.#shown, error });
    }
  };

  readonly save = async (desk: Desk, change: Change): Promise<void> => {
    if (!this.#shown.known) await this.#read(desk);
    try {
      await this.#put(desk, change);
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== "templates/stale") throw error;
      const { head } = this.#server;
      await this.#read(desk);
      // Somebody else's set is there now: the change goes into that one, once, where it still fits.
      if (this.#server.head === head) throw error;
      await this.#put(desk, change);
    }
  };

  readonly settle = async (desk: Desk, how: Settling, { shown, chosen }: Looked): Promise<void> => {
    if (!saysTheSame(shown, this.#shown)) throw held("changed");
    const { set, doubt } = shown;
    const lost = shown.lost.filter(({ id }) => chosen?.has(id) !== false);
    if (how === "accept") return this.#accept(desk);
    if (how === "anew") return this.#write(desk, [], null);
    const templates = set?.templates ?? [];
    // What somebody who left has added stands there to be judged, and is not signed with the rest.
    const keeps = how === "sign" || doubt === "former";
    await this.#write(desk, keeps ? templates : together(templates, lost, newId), set?.head ?? null);
  };

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly close = (): void => {
    this.#shown = nothing;
    this.#given = null;
    this.#closed = true;
    this.#listeners.clear();
  };

  #show(next: Shown): void {
    if (this.#closed) return;
    this.#shown = next;
    for (const listener of this.#listeners) listener();
  }

  async #accept(desk: Desk): Promise<void> {
    if (this.#given?.is === "set" && !this.#given.set.inOffice) throw held("doubt");
    await this.#seen.write(this.#given?.is === "set" ? this.#given.set.note : null);
    await this.#stand(desk);
  }

  async #seenBy(desk: Desk): Promise<ReadSet | null> {
    const note = await this.#seen.read();
    return note === null ? null : readSet(note, desk.roster, desk.clock());
  }

  async #stand(desk: Desk): Promise<void> {
    const standing = standingOf(this.#given ?? { is: "none" }, await this.#seenBy(desk));
    // What somebody signed who is not in office takes the place of nothing that was seen.
    if (standing.doubt === null && standing.set?.inOffice === true) await this.#seen.write(standing.set.note);
    this.#show({ known: true, error: null, ...standing });
  }

  async #read(desk: Desk): Promise<void> {
    const mine = ++this.#ticket;
    const statement = desk.roster.hashes.at(-1) ?? "";
    // Another committee judges anew who may have signed it.
    const known = this.#given?.is === "set" && this.#judged === statement ? this.#server.head : "";
    const { header, parts } = await desk.ask(read, { known });
    if (mine !== this.#ticket || this.#closed) return;
    if (known !== "" && header.head === known && parts.length === 0) return;
    [this.#server, this.#judged] = [header, statement];
    this.#given = header.number === 0 ? { is: "none" } : await openSet(desk, parts[0]);
    await this.#stand(desk);
  }

  /** Seals and sends it; answers whom it is sealed to. */
  async #send(desk: Desk, note: string, header: TemplatesHeader): Promise<string> {
    const { file, readers } = await sealSet(desk, note);
    await desk.ask(save, { header: { ...header, previous: this.#server.head }, parts: [file] });
    return readers;
  }

  async #put(desk: Desk, change: Change): Promise<void> {
    const { doubt, set } = this.#shown;
    // Whoever changes one template signs all of them: words of somebody who left are looked through first.
    if (doubt !== null || set?.inOffice === false) throw held("doubt");
    const list = changed(set?.templates ?? [], change);
    if (list === null) throw refusal("templates/stale");
    await this.#write(desk, list, set?.head ?? null);
  }

  async #sign(desk: Desk, templates: readonly Template[], previous: string | null): Promise<ReadSet> {
    const shown = this.#shown.set;
    // What stands outside the seal counts nothing.
    const known = [shown?.number ?? 0, (await this.#seenBy(desk))?.number ?? 0];
    const line = previous === null ? newId() : (shown?.line ?? newId());
    const date = dayOf(desk.clock(), desk.calendar);
    const number = Math.max(...known) + 1;
    if (number > LAST_NUMBER) throw held("number");
    const next = { number, line, previous, by: desk.me, date, templates };
    const set = readSet(signTemplates(next, desk.keys.signing).note, desk.roster, desk.clock());
    if (set?.inOffice !== true) throw held("waiting-key");
    return set;
  }

  /** Signs, seals and sends; where it is not known whether it came, looks. */
  async #write(desk: Desk, list: readonly Template[], previous: string | null): Promise<void> {
    if (!fitTogether(list)) throw refusal("templates/too-many");
    const set = await this.#sign(desk, list, previous);
    const { note, number, head } = set;
    try {
      const readers = await this.#send(desk, note, { number, head });
      this.#server = { number, head };
      this.#given = { is: "set", set, readers, statement: desk.roster.newest.number };
    } catch (error) {
      if (!(error instanceof CallError) || !isLost(error)) throw error;
      await this.#read(desk).catch(() => null);
      if (this.#server.head !== head) throw error;
    }
    await this.#seen.write(note);
    await this.#stand(desk);
  }

  /** Who came, or has a new key, gets the very same words; nothing is signed for that. */
  async #passOn(desk: Desk): Promise<void> {
    const given = this.#given;
    if (given?.is !== "set" || this.#shown.doubt !== null || isForAll(desk, given.readers)) return;
    // What somebody signed who is not in office any more is passed on by nobody until a member has looked at it.
    if (!given.set.inOffice || !isInOffice(desk)) return;
    // A desk that has not read the newest statement would seal it to whoever was removed.
    if (given.statement > desk.roster.newest.number) return;
    const readers = await this.#send(desk, given.set.note, this.#server);
    this.#given = { ...given, readers, statement: desk.roster.newest.number };
  }
}

/** Whether this member's own key counts already. */
export const isInOffice = (desk: Desk): boolean =>
  activeMembers(desk.roster, desk.clock()).some(({ id }) => id === desk.me);
