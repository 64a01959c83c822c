import { type KeysOn } from "@niuniu/note";
import { checkLeaf, checkPublic, dayOfSlot, openCheckpoint, SLOT } from "@niuniu/record";
import { inOffice, type Roster } from "@niuniu/roster";
import { CannotCheck, HostLied } from "../trouble.ts";
import { tellDatedAway } from "./dated-away.ts";
import { checkServed } from "./figures.ts";
import { Findings } from "./finding.ts";
import { hash } from "./hashing.ts";
import { objectAt, readServed, SMALL, textAt, type Head, type Served } from "./json.ts";
import { spanValues } from "./leaves.ts";
import { checkKey, checkNotBack, checkOneLog, openLog, readOn, startOf, type Opened } from "./record-check.ts";
import { awaited, checkSaid, isRecent, isStill, putBacksIn, timesOf, type Said } from "./put-back.ts";
import { isDue, reread, waitingIn } from "./reread.ts";
import { MOST_RESOLUTIONS, type Buried } from "./facts.ts";
import { checkResolutions, tellResolved } from "./resolutions.ts";
import { checkBuried, checkGrown, checkRecorded, checkTombstone } from "./roster.ts";
import { checkSite } from "./site.ts";
import { verifySignature } from "./signature.ts";
import { type Complete, type Opening, type Run } from "./run.ts";
import { type Reached, type Remembered } from "./state.ts";
import { checkSuccession, everyWitness } from "./succession.ts";
import type { Task } from "./task.ts";
import { cosignersOf, witnessesOf } from "./witnesses.ts";

/** What a log's key is to somebody who remembers one. */
type Key = "known" | "new" | "successor";

const BY_PLATFORM = { verify: verifySignature, hash };
const HOUR = 3_600_000;
/** A record gets a leaf every ten seconds. */
const STALE = 10 * 60_000;
/** Witnesses are asked every five minutes. */
const LONG_UNWITNESSED = HOUR;
/** How far a witness's clock may go ahead of ours: a signature dated later would look fresh for ever. */
const AHEAD = 10 * 60_000;
/** A statement is sealed about a second after it is served. */
const SEALING = 3_000;

/** So many of a kind are told one by one. */
const MOST_TOLD = 10;

function passLie(cause: unknown): null {
  if (cause instanceof HostLied) return null;
  throw cause;
}
const minutes = (span: number): number => Math.max(0, Math.round(span / 60_000));

/** One check of one host, step by step. Each step stands alone: one that fails does not hide what the others find. */
export class Check {
  readonly #task: Task;
  readonly #before: Remembered | null;
  readonly findings = new Findings();
  /** When all texts were last read (ms since epoch). */
  textsRead = 0;
  #said: readonly Said[] = [];
  /** Statements that were seen are gone with a lost disk: they stay remembered until others were signed in their place. */
  waits = false;
  /** Texts taken away too lately to be judged. */
  #waiting: readonly Buried[] = [];

  constructor(task: Task, before: Remembered | null) {
    this.#task = task;
    this.#before = before;
  }

  async served(): Promise<Served> {
    return objectAt(this.#task.source, "/people/roster", readServed);
  }

  /** What the log says of having been put back, and that the statements are those seen before, but for what that explains. */
  async putBack(head: Head | null, { served, roster }: Pick<Run, "served" | "roster">): Promise<void> {
    const { findings } = this;
    const { now } = this.#task;
    this.#said = (head === null ? null : await findings.step(() => putBacksIn(head, now))) ?? [];
    const [newest] = this.#said;
    if (newest !== undefined) {
      const words = { ...timesOf(newest), times: newest.times };
      if (isRecent(newest, now)) findings.missing("missing.put-back", words);
      else findings.holds("holds.put-back", words);
    }
    if (roster === null || served === null) return;
    const why = await findings.step(() => checkGrown(this.#before, roster, served, { said: this.#said, now }));
    if (why === null) return;
    this.waits = why.how === "waits";
    findings.missing(`missing.roster-${why.how}`, { ...timesOf(why.said), number: why.number });
  }

  /** 1. The key: the remembered one, and the one that the committee names. */
  key(head: Head, roster: Roster | null): Key {
    const standing = checkKey(head, this.#before);
    if (roster !== null) this.#named(head, roster.newest.log);
    if (standing === "known") {
      this.findings.holds("holds.key-known");
      for (const doubt of this.#before?.doubts ?? []) this.findings.unchecked(doubt);
    }
    if (standing === "new") this.findings.holds("holds.key-first");
    return standing;
  }

  /** Whether the committee's newest statement names the log, or has yet to after the server was put back. */
  #named(head: Head, named: string | undefined): void {
    if (named === undefined) this.findings.missing("missing.key-named");
    else if (named === head.log) this.findings.holds("holds.key-named");
    else {
      const said = awaited(this.#said, head, named, this.#task.now);
      if (said === null)
        throw new HostLied("lie.log-not-in-statement", {}, { "head.json": JSON.stringify(head, null, 2) });
      this.findings.missing("missing.put-back-awaiting", timesOf(said));
    }
  }

  /** 2. A signed checkpoint that lies not behind the remembered one. */
  async checkpoint(head: Head): Promise<Opened> {
    return openLog(head.log, await textAt(this.#task.source, "/record/checkpoint", SMALL));
  }

  /** What was seen before and what is shown now are two moments of one log. */
  async #continues({ log, ...opened }: Opened, { checkpoint: note }: Remembered, start: Reached): Promise<void> {
    const old = { log, note, checkpoint: openCheckpoint(note, log, verifySignature) };
    if (start.edge.size === 0) await checkOneLog(this.#task.source, old, { log, ...opened });
    this.findings.holds("holds.continues", { size: old.checkpoint.size });
  }

  /**
   * Whether the record is shorter because it was put back and waits for its witnesses: it has signed nothing since. Then
   * what was seen stays remembered, and nothing is read. HostLied if it is shorter for no reason.
   */
  #isBack(opened: Opened, before: Remembered): boolean {
    const { log, checkpoint } = opened;
    const [said] = this.#said;
    const seen = openCheckpoint(before.checkpoint, log, verifySignature).size;
    const waits = checkpoint.size < seen && isStill(this.#said, checkpoint.size, this.#task.now);
    if (!waits || said === undefined) checkNotBack(opened, before);
    else this.findings.missing("missing.put-back-shorter", { ...timesOf(said), size: checkpoint.size, before: seen });
    return waits;
  }

  /** 3. The whole log up to the signed checkpoint, going on from where the last run ended. */
  async record(opened: Opened, key: Key): Promise<Reached | null> {
    const { source, full, now } = this.#task;
    const before = key === "known" ? this.#before : null;
    if (before !== null && this.#isBack(opened, before)) return null;
    const start = startOf(before, key, full);
    const again = start.edge.size === 0 || before === null || isDue(before, now);
    const read = await readOn(source, opened, again ? await reread(source, start) : start, now);
    this.#waiting = waitingIn(read.facts, now);
    const waiting = new Set(this.#waiting);
    const buried = read.facts.buried.filter((one) => !waiting.has(one));
    const reached = { ...read, facts: { ...read.facts, buried } };
    this.textsRead = again && this.#waiting.length === 0 ? now : (before?.textsRead ?? 0);
    if (before !== null) await this.#continues(opened, before, start);
    this.findings.holds("holds.record", { size: opened.checkpoint.size, texts: reached.facts.count });
    return reached;
  }

  /** What the record itself shows, whoever the committee is. */
  async inside({ head, opened, reached, roster }: Opening, key: Key): Promise<void> {
    const before = this.#before;
    const witnesses = everyWitness(roster);
    if (key === "successor" && before !== null) {
      const names = await this.findings.step(() => checkSuccession(reached, head, { before, witnesses }));
      if (names?.length === 0) this.findings.missing("missing.succession");
      else if (names !== null) this.findings.missing("missing.succession-witnessed", { names: names.join(", ") });
    }
    this.lost(reached);
    if (reached.facts.played === true) this.findings.missing("missing.played");
    tellDatedAway(this.findings, reached.facts.datedAway ?? []);
    await this.findings.step(() => checkSaid(this.#said, reached));
    await this.findings.step(() => this.order(reached));
    await this.findings.step(() => this.head(head, opened, reached));
  }

  /** What the record and the committee's statements say of each other. */
  async together(found: Complete): Promise<void> {
    const { head, served, roster, opened, reached } = found;
    const { findings } = this;
    const again = async (): Promise<Reached> =>
      readOn(this.#task.source, await this.checkpoint(head), reached, this.#task.now);
    await findings.step(() => this.recorded(served, reached, again));
    await findings.step(() => this.rules(roster, reached));
    const office = inOffice(roster);
    const check = (): void => this.#task.source.check();
    await findings.step(() => this.#stones(opened.log.name, office));
    const lost = await findings.step(() => checkBuried(reached.facts, opened.log.name, office, check));
    if (lost !== null && lost > 0) findings.missing("missing.lost", { count: lost });
    const resolved = await findings.step(() => checkResolutions(reached.facts, roster, check));
    const whole = (reached.facts.resolutions?.length ?? 0) < MOST_RESOLUTIONS;
    if (resolved !== null) tellResolved(findings, roster, { adopted: resolved, whole });
    await this.owed(found);
    const last = await findings.step(() => checkLeaf(head.last, opened.log, BY_PLATFORM).note);
    await findings.step(() => this.witnesses(roster, last === null ? [opened.note] : [opened.note, last]));
  }

  /** Texts taken away a moment ago: the notes in their place are good, and not in the record yet. */
  #stones(origin: string, office: KeysOn): void {
    for (const { index } of this.#waiting.slice(0, MOST_TOLD)) this.findings.missing("missing.tombstone", { index });
    const more = this.#waiting.length - MOST_TOLD;
    if (more > 0) this.findings.missing("missing.tombstones", { count: more });
    for (const { index, note } of this.#waiting) {
      this.#task.source.check();
      checkTombstone(note ?? "", index, origin, office);
    }
  }

  /** What the committee owes its house, replayed. Whether any of it is there to be read, a host that keeps none does not tell. */
  async owed({ head, served, roster }: Complete): Promise<void> {
    const { source, now, parts } = this.#task;
    // Rules are loaded when they are needed: most runs read a record and little else.
    if (parts !== "all") return;
    const { checkUpkeep } = await import("./upkeep.ts");
    await checkUpkeep({ source, served, roster, head, now }, this.findings);
  }

  /** What is served beside the record and must fit it. */
  async beside(reached: Reached): Promise<void> {
    if (this.#task.parts !== "record") await this.findings.step(() => this.site(reached));
    if (this.#task.parts === "all") await this.findings.step(() => this.figures(reached));
  }

  /** What a log that follows another says to be gone of it. */
  lost({ facts: { succession } }: Reached): void {
    if (succession === null) return;
    const { size, kept } = succession;
    if (kept < size) this.findings.missing("missing.succession-lost", { size, kept, lost: size - kept });
  }

  /** 4. Slots and days: none missing, none long ago. */
  order({ leaves: { firstSlot, lastSlot, lastDay, gaps, dayGaps } }: Reached): void {
    if (firstSlot === null || lastSlot === null) {
      this.findings.missing("missing.slots");
      return;
    }
    const [gap] = gaps;
    if (gap !== undefined) {
      // The host publishes after the fact that it was away; give it an hour.
      if (gap[1] < lastSlot - HOUR / SLOT) throw new HostLied("lie.slot-missing", spanValues(gap));
      this.findings.missing("missing.gap", spanValues(gap));
    } else this.findings.holds("holds.slots");
    const [dayGap] = dayGaps;
    if (dayGap !== undefined) throw new HostLied("lie.day-missing", { day: dateOf(dayGap[0]) });
    const due = dayOfSlot(lastSlot - HOUR / SLOT) - 1;
    if (due >= dayOfSlot(firstSlot) && (lastDay ?? -1) < due)
      this.findings.missing("missing.day", { day: dateOf(due) });
    const age = this.#task.now - (lastSlot + 1) * SLOT;
    if (age > STALE) this.findings.missing("missing.fresh", { minutes: minutes(age) });
    else if (age < -STALE) this.findings.missing("missing.clock", { minutes: minutes(-age) });
  }

  /** 5. What every visitor's browser is given is a moment of this same log. */
  async head(head: Head, opened: Opened, { facts }: Reached): Promise<void> {
    const last = checkLeaf(head.last, opened.log, BY_PLATFORM);
    const shown = { log: opened.log, note: last.note, checkpoint: last.checkpoint };
    await checkOneLog(this.#task.source, shown, opened);
    const covered = facts.newest !== null && facts.newest.index < last.checkpoint.size;
    if (facts.newest === null || !covered) return;
    if (head.roster === null) throw new HostLied("lie.head-roster", {}, { "head.json": JSON.stringify(head, null, 2) });
    checkPublic(head.roster, facts.newest.text, opened.log, BY_PLATFORM);
  }

  /** 6. The statements served are those in the record, and so are the rules they name. */
  async recorded(served: Served, reached: Reached, again: () => Promise<Reached>): Promise<void> {
    let [shown, known] = [served, reached];
    let fits = checkRecorded(shown, known.facts);
    if (fits !== "same") {
      // One may have come into force between two of our questions.
      await new Promise((resume) => setTimeout(resume, SEALING));
      [shown, known] = [await this.served(), await again()];
      fits = checkRecorded(shown, known.facts);
    }
    const evidence = { "statements.json": JSON.stringify(shown.statements, null, 2) };
    if (fits === "record-behind") throw new HostLied("lie.roster-unrecorded", {}, evidence);
    if (fits === "served-behind") throw new HostLied("lie.roster-hidden", {}, evidence);
    this.findings.holds("holds.roster-recorded", { count: shown.statements.length });
  }

  /** 7. The rules in force stand in the record with their exact text. */
  rules(roster: Roster, { facts }: Reached): void {
    const { policy, calendar } = roster.newest;
    const both = facts.policies.includes(policy) && facts.calendars.includes(calendar);
    if (both) this.findings.holds("holds.rules");
    else this.findings.missing("missing.rules");
  }

  /** 8. Who outside the house has seen the same log. */
  witnesses(roster: Roster, notes: readonly string[]): void {
    const witnesses = witnessesOf(roster.newest);
    if (witnesses.length === 0) {
      this.findings.missing("missing.witnesses-named");
      return;
    }
    const signed = cosignersOf(notes, witnesses).filter(({ time }) => time * 1_000 - this.#task.now <= AHEAD);
    const [newest] = signed;
    if (newest === undefined) {
      this.findings.missing("missing.witnessed", { named: witnesses.length });
      return;
    }
    const age = this.#task.now - newest.time * 1_000;
    const names = signed.map(({ name }) => name).join(", ");
    const values = { count: signed.length, named: witnesses.length, names, minutes: minutes(age) };
    if (age > LONG_UNWITNESSED) this.findings.missing("missing.witnessed-lately", values);
    else this.findings.holds("holds.witnessed", values);
  }

  /** 9. Every page served is the published one. */
  async site({ facts: { release, buried } }: Reached): Promise<void> {
    // A text taken away before anybody here read it may have been a newer release.
    const taken = [...buried, ...this.#waiting];
    const newer = taken.some(({ index, known }) => known === undefined && index > (release?.index ?? 0));
    const fits = release === null ? null : checkSite(this.#task.source, release.body);
    const site = newer ? await fits?.catch(passLie) : await fits;
    if (site !== null && site !== undefined) this.findings.holds("holds.site", site);
    else this.findings.missing("missing.release");
  }

  /** 10. Today's public counts fit those that were published. */
  async figures({ facts: { figures } }: Reached): Promise<void> {
    if (figures === null) {
      this.findings.holds("holds.no-figures");
      return;
    }
    const fits = checkServed(figures, await textAt(this.#task.source, "/cases/figures", SMALL));
    if (!fits) throw new CannotCheck("not-understood", { host: this.#task.source.name, path: "/cases/figures" });
    this.findings.holds("holds.figures", { date: figures.date });
  }
}

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
