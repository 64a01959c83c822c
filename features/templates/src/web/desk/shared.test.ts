import { recipientOf } from "@niuniu/seal";
import { checkChain, countersign, propose } from "@niuniu/roster";
import { sampleMember } from "@niuniu/roster/testing";
import { CallError } from "@niuniu/ui";
import type { OwnFiles } from "@niuniu/ui/area";
import type { Ask, ParcelOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { save, type TemplatesHeader } from "../../routes.ts";
import { signTemplates, type Template } from "../../templates.ts";
import type { Desk } from "./desk.ts";
import { deskOf, NOW, notes, random, roster, seeds } from "./testing.ts";
import { sealSet } from "./sealed-set.ts";
import { openSeen } from "./seen.ts";
import { newTemplate, openShared, type Settling, type SharedTemplates } from "./shared.ts";

type Stored = TemplatesHeader & { readonly file: Uint8Array };
type Saved = ParcelOf<TemplatesHeader & { readonly previous: string }>;

const isNext = (row: TemplatesHeader, { number, head, previous }: Saved["header"]): boolean =>
  (row.head === head && row.number === number) || row.head === previous;

/** A host that keeps what it is sent, by the rules of the server, and whatever else is put into `row`. */
function host(): { row: Stored | null; readonly ask: Ask; lost: boolean; readonly saved: string[] } {
  const here = { row: null as Stored | null, lost: false, saved: [] as string[] };
  const refuse = (code: string) => Promise.reject(new CallError(code, 409));
  const ask: Ask = (route, request) => {
    const { row } = here;
    if (route.path !== save.path) {
      const { known } = request as { readonly known: string };
      if (row === null) return Promise.resolve({ header: { number: 0, head: "" }, parts: [] } as never);
      const { number, head, file } = row;
      return Promise.resolve({ header: { number, head }, parts: head === known ? [] : [file] } as never);
    }
    const { header, parts } = request as Saved;
    if (!isNext(row ?? { number: 0, head: "" }, header)) return refuse("templates/stale");
    here.row = { number: header.number, head: header.head, file: parts[0] ?? new Uint8Array() };
    here.saved.push(header.head);
    if (!here.lost) return Promise.resolve({ number: header.number, head: header.head } as never);
    here.lost = false;
    return refuse("ui/unreachable");
  };
  return Object.assign(here, { ask });
}

function device(): OwnFiles {
  const files = new Map<string, Uint8Array>();
  return {
    open: (name) => ({
      read: () => Promise.resolve(files.get(name) ?? null),
      write: (bytes) => Promise.resolve(files.set(name, bytes).size > 0),
    }),
    forget: (name) => Promise.resolve(void files.delete(name)),
  };
}

/** A member at a desk, with a browser of their own. */
function at(id: string, { ask }: { readonly ask: Ask }, files = device()): { desk: Desk; mine: SharedTemplates } {
  const desk = deskOf(id, ask);
  return { desk, mine: openShared(openSeen(desk.keys, files)) };
}
/** As somebody does who looked at what is shown. */
const settle = ({ mine }: { readonly mine: SharedTemplates }, desk: Desk, how: Settling): Promise<void> =>
  mine.settle(desk, how, { shown: mine.shown(), chosen: null });
const put = (one: Template) => ({ id: one.id, from: null, to: one });
const received = newTemplate({ name: "Received", en: "I have read it.", "zh-CN": "我读完了。" });
const delay = newTemplate({ name: "A delay", en: "It takes longer.", "zh-CN": "" });
const names = ({ mine }: { readonly mine: SharedTemplates }) => mine.shown().set?.templates.map(({ name }) => name);

describe("templates that one member writes", () => {
  it("are there for every other, signed, and the host learns no word of them nor who signed", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    await one.mine.save(one.desk, put(delay));
    const other = at("he-ming", server);
    await other.mine.load(other.desk);
    expect(other.mine.shown()).toMatchObject({ known: true, doubt: null, set: { by: "wen-jing", number: 2 } });
    expect(names(other)).toEqual(["Received", "A delay"]);
    const held = Buffer.from(server.row?.file ?? []).toString("latin1") + JSON.stringify(server.row?.head);
    for (const word of ["Received", "read", "wen-jing"]) expect(held).not.toContain(word);
    expect(server.row?.file.length).toBeLessThan(262_144);
  });

  it("lose nothing where two write at once: another template goes in beside, the same one is asked about", async () => {
    const server = host();
    const [one, two] = [at("wen-jing", server), at("he-ming", server)];
    await one.mine.save(one.desk, put(received));
    await two.mine.load(two.desk);
    await two.mine.save(two.desk, put(delay));
    const closer = newTemplate({ name: "Goodbye", en: "Write again whenever you like.", "zh-CN": "" });
    await one.mine.save(one.desk, put(closer));
    expect(names(one)).toEqual(["Received", "A delay", "Goodbye"]);
    const mine = { id: received.id, from: received, to: { ...received, en: "Mine." } };
    await two.mine.save(two.desk, { id: received.id, from: received, to: { ...received, en: "Theirs." } });
    await expect(one.mine.save(one.desk, mine)).rejects.toMatchObject({ code: "templates/stale" });
    const theirs = one.mine.shown().set?.templates[0];
    expect(theirs?.en).toBe("Theirs.");
    await one.mine.save(one.desk, { ...mine, from: theirs ?? null });
    expect(one.mine.shown().set?.templates[0]?.en).toBe("Mine.");
  });

  it("are saved once where the answer got lost on its way", async () => {
    const server = host();
    const one = at("wen-jing", server);
    server.lost = true;
    await one.mine.save(one.desk, put(received));
    expect([names(one), server.saved.length]).toEqual([["Received"], 1]);
  });

  it("are not on the screen of a locked desk", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    one.mine.close();
    await one.mine.load(one.desk);
    expect(one.mine.shown().set).toBeNull();
  });
});

describe("a host that lies about templates", () => {
  it("is noticed where it gives an older set or none, and what was seen stays and can be put back", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    const before = server.row;
    await one.mine.save(one.desk, put(delay));
    for (const row of [before, null]) {
      server.row = row;
      await one.mine.load(one.desk);
      expect([one.mine.shown().doubt, names(one)]).toEqual(["older", ["Received", "A delay"]]);
      await expect(one.mine.save(one.desk, put(newTemplate({ ...received, name: "More" })))).rejects.toMatchObject({
        code: "templates/desk-doubt",
      });
    }
    await settle(one, one.desk, "put-back");
    const other = at("he-ming", server);
    await other.mine.load(other.desk);
    expect([names(other), other.mine.shown().set?.number]).toEqual([["Received", "A delay"], 3]);
  });

  it("is not noticed by a browser that has seen nothing before: so the spec says", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    const before = server.row;
    await one.mine.save(one.desk, put(delay));
    server.row = before;
    const fresh = at("luo-yan", server);
    await fresh.mine.load(fresh.desk);
    expect([fresh.mine.shown().doubt, names(fresh)]).toEqual([null, ["Received"]]);
  });

  it("is noticed where it shows two members two sets that go on from one, and both can be kept", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    const before = server.row;
    const two = at("he-ming", server);
    await two.mine.load(two.desk);
    await one.mine.save(one.desk, put(delay));
    server.row = before;
    const other = newTemplate({ name: "Another", en: "Another.", "zh-CN": "" });
    await two.mine.save(two.desk, put(other));
    await one.mine.load(one.desk);
    expect([one.mine.shown().doubt, names(one)]).toEqual(["parted", ["Received", "Another"]]);
    expect(one.mine.shown().lost).toEqual([delay]);
    // It is noticed one set later as well.
    await two.mine.save(two.desk, put(newTemplate({ name: "Third", en: "Third.", "zh-CN": "" })));
    await one.mine.load(one.desk);
    expect([one.mine.shown().doubt, names(one)]).toEqual(["parted", ["Received", "Another", "Third"]]);
    await settle(one, one.desk, "put-back");
    expect([one.mine.shown().doubt, names(one)]).toEqual([null, ["Received", "Another", "Third", "A delay"]]);
  });

  it("gets nobody to sign what took the place of what they looked at", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    const before = server.row;
    await one.mine.save(one.desk, put(delay));
    const newer = server.row;
    server.row = before;
    await one.mine.load(one.desk);
    const looked = { shown: one.mine.shown(), chosen: null };
    server.row = newer;
    await one.mine.load(one.desk);
    await expect(one.mine.settle(one.desk, "put-back", looked)).rejects.toThrow("templates/desk-changed");
    expect(server.saved).toHaveLength(2);
  });

  it("is answered in part where not all fit together: those are put back that were chosen", async () => {
    const server = host();
    const one = at("wen-jing", server);
    const many = (from: number) =>
      Array.from({ length: 25 }, (_, at) =>
        newTemplate({ name: `No. ${from + at}`, en: "I have read it.", "zh-CN": "" }),
      );
    await one.mine.save(one.desk, put(received));
    const two = at("he-ming", server);
    await two.mine.load(two.desk);
    const [fork, mine, theirs] = [server.row, many(1), many(101)];
    for (const each of mine) await one.mine.save(one.desk, put(each));
    server.row = fork;
    for (const each of theirs) await two.mine.save(two.desk, put(each));
    await one.mine.load(one.desk);
    const shown = one.mine.shown();
    expect(shown).toMatchObject({ doubt: "parted", lost: { length: 25 } });
    await expect(settle(one, one.desk, "put-back")).rejects.toThrow("templates/too-many");
    const chosen = new Set(mine.slice(0, 3).map(({ id }) => id));
    await one.mine.settle(one.desk, "put-back", { shown, chosen });
    const all = ["Received", ...[...theirs, ...mine.slice(0, 3)].map(({ name }) => name)];
    expect([one.mine.shown().doubt, names(one)]).toEqual([null, all]);
  });

  it("puts no words of its own in: neither unsigned nor signed by somebody else, and garbage is not shown as nothing", async () => {
    const server = host();
    const [one, two] = [at("wen-jing", server), at("he-ming", server)];
    await one.mine.save(one.desk, put(received));
    await two.mine.load(two.desk);
    const forged = {
      number: 2,
      line: "0".repeat(16),
      previous: server.row?.head ?? "",
      by: "wen-jing",
      date: "2026-11-23",
      templates: [delay],
    };
    const { note, head } = signTemplates(forged, random(32));
    const { file } = await sealSet(one.desk, note);
    server.row = { number: 2, head, file };
    await one.mine.load(one.desk);
    expect([one.mine.shown().doubt, names(one)]).toEqual(["unsigned", ["Received"]]);
    server.row = { number: 3, head: "c".repeat(64), file: new Uint8Array(5_000) };
    await two.mine.load(two.desk);
    expect([two.mine.shown().doubt, names(two)]).toEqual(["shut", ["Received"]]);
    const fresh = at("luo-yan", server);
    await fresh.mine.load(fresh.desk);
    expect([fresh.mine.shown().doubt, fresh.mine.shown().set]).toEqual(["shut", null]);
    await settle(two, two.desk, "put-back");
    await fresh.mine.load(fresh.desk);
    expect([fresh.mine.shown().doubt, names(fresh)]).toEqual([null, ["Received"]]);
  });

  it("ends nothing by a number of its own, and neither does a member who signs one far ahead", async () => {
    const server = host();
    const [one, two] = [at("wen-jing", server), at("he-ming", server)];
    await one.mine.save(one.desk, put(received));
    server.row = { ...server.row!, number: 1_000_000_000 };
    await two.mine.load(two.desk);
    await two.mine.save(two.desk, put(delay));
    expect(two.mine.shown()).toMatchObject({ doubt: null, set: { number: 2 } });
    const { line, head: previous } = two.mine.shown().set ?? { line: "", head: "" };
    const words = { number: 1_000_000_000, line, previous, by: "luo-yan", date: "2026-11-23", templates: [delay] };
    const { note, head } = signTemplates(words, seeds.get("luo-yan") ?? new Uint8Array(32));
    server.row = { number: 3, head, file: (await sealSet(two.desk, note)).file };
    await two.mine.load(two.desk);
    expect([two.mine.shown().doubt, names(two)]).toEqual(["far", ["Received", "A delay"]]);
    const fresh = at("jian-su", server);
    const more = put(newTemplate({ ...received, name: "More" }));
    await expect(fresh.mine.save(fresh.desk, more)).rejects.toMatchObject({ code: "templates/desk-number" });
    await settle(two, two.desk, "put-back");
    expect(two.mine.shown()).toMatchObject({ doubt: null, set: { number: 3, templates: [received, delay] } });
  });

  it("is noticed where a member without sight of the templates was made to begin anew", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    server.row = { ...server.row!, file: new Uint8Array(5_000) };
    const fresh = at("luo-yan", server);
    await fresh.mine.load(fresh.desk);
    await settle(fresh, fresh.desk, "anew");
    await fresh.mine.save(fresh.desk, put(delay));
    await one.mine.load(one.desk);
    expect([one.mine.shown().doubt, names(one), one.mine.shown().lost]).toEqual(["parted", ["A delay"], [received]]);
  });
});

describe("a committee that changes", () => {
  const newcomer = async () => {
    const identity = random(32);
    const person = { id: "ye-lan", name: "Ye Lan", role: "Handler", side: "outside" as const, unit: "" };
    const made = sampleMember({ ...person, recipient: await recipientOf(identity) }, random);
    return { identity, ...made };
  };
  const next = (members: typeof roster.newest.members) => {
    const draft = propose(roster, { date: "2026-11-23", effective: NOW, validUntil: "2027-11-23", members });
    const signers = ["he-ming", "luo-yan", "jian-su"].map((id) => ({ id, seed: seeds.get(id) ?? new Uint8Array(32) }));
    return checkChain([...notes, signers.reduce((text, one) => countersign(roster, text, one), draft)]);
  };
  const later = NOW + 8 * 86_400_000;

  it("gives whoever came the templates once somebody who has them is at their desk, in the same words", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    const { member, identity, seed } = await newcomer();
    const now = { roster: next([...roster.newest.members, member]), clock: () => later };
    const came = { ...one.desk, ...now, me: "ye-lan", keys: { identity, signing: seed } };
    const theirs = openShared(openSeen(came.keys, device()));
    await theirs.load(came);
    expect([theirs.shown().doubt, theirs.shown().set]).toEqual(["shut", null]);
    // While a new key waits, nobody seals anything to it.
    await one.mine.load({ ...one.desk, roster: now.roster, clock: () => NOW + 1 });
    await theirs.load(came);
    expect(theirs.shown().doubt).toBe("shut");
    await one.mine.load({ ...one.desk, ...now });
    await theirs.load(came);
    expect(theirs.shown()).toMatchObject({ doubt: null, set: { by: "wen-jing", number: 1 } });
    expect(server.saved).toHaveLength(2);
    await one.mine.load({ ...one.desk, ...now });
    expect(server.saved).toHaveLength(2);
  });

  it("uses nothing that somebody signed who has left, until a member has looked at it and signs", async () => {
    const server = host();
    const one = at("wen-jing", server);
    await one.mine.save(one.desk, put(received));
    const other = at("he-ming", server);
    const desk = {
      ...other.desk,
      roster: next(roster.newest.members.filter(({ id }) => id !== "wen-jing")),
      clock: () => later,
    };
    await other.mine.load(desk);
    expect(other.mine.shown()).toMatchObject({ doubt: null, set: { inOffice: false } });
    expect(server.saved).toHaveLength(1);
    // Also a browser that has read them already judges anew.
    const third = at("luo-yan", server);
    await third.mine.load(third.desk);
    await third.mine.load({ ...third.desk, roster: desk.roster, clock: desk.clock });
    expect(third.mine.shown().set?.inOffice).toBe(false);
    await settle(other, desk, "sign");
    expect(other.mine.shown()).toMatchObject({ doubt: null, set: { by: "he-ming", inOffice: true } });
    // Whoever left can neither read what is saved now, nor be taken for a member by those who stay.
    await one.mine.load(one.desk);
    expect(one.mine.shown().doubt).toBe("shut");
  });

  it("is sealed to nobody who was removed by a desk that has not heard of it yet", async () => {
    const server = host();
    const [two, stale, gone] = [at("he-ming", server), at("luo-yan", server), at("wen-jing", server)];
    const staying = roster.newest.members.filter(({ id }) => id !== "wen-jing");
    await two.mine.save({ ...two.desk, roster: next(staying), clock: () => later }, put(received));
    await stale.mine.load(stale.desk);
    expect([stale.mine.shown().doubt, names(stale), server.saved.length]).toEqual([null, ["Received"], 1]);
    await gone.mine.load(gone.desk);
    expect(gone.mine.shown().doubt).toBe("shut");
  });

  describe("one of whom goes on with a host", () => {
    const mine = newTemplate({ name: "Mine", en: "Mine.", "zh-CN": "" });
    /** He Ming has seen two templates since Wen Jing left; what she signs later with her old key comes from the host. */
    const afterLeaving = async () => {
      const server = host();
      const two = at("he-ming", server);
      const staying = roster.newest.members.filter(({ id }) => id !== "wen-jing");
      const desk = { ...two.desk, roster: next(staying), clock: () => later };
      await two.mine.save(desk, put(received));
      await two.mine.save(desk, put(delay));
      const { line, head: previous } = two.mine.shown().set ?? { line: "", head: "" };
      const templates = [{ ...received, en: "Withdraw the report." }];
      const words = { number: 9, line, previous, by: "wen-jing", date: "2026-11-30", templates };
      const { note, head } = signTemplates(words, seeds.get("wen-jing") ?? new Uint8Array(32));
      const good = server.row;
      server.row = { number: 9, head, file: (await sealSet(desk, note)).file };
      return { server, good, desk, two };
    };

    it("takes from no browser what it has seen: her words are a doubt, and go with one press", async () => {
      const { server, good, desk, two } = await afterLeaving();
      await two.mine.load(desk);
      expect([two.mine.shown().doubt, names(two), two.mine.shown().set?.by]).toEqual([
        "former",
        ["Received", "A delay"],
        "he-ming",
      ]);
      expect(two.mine.shown().lost.map(({ en }) => en)).toEqual(["Withdraw the report."]);
      const evil = server.row;
      server.row = good;
      await two.mine.load(desk);
      expect([two.mine.shown().doubt, names(two)]).toEqual([null, ["Received", "A delay"]]);
      server.row = evil;
      await two.mine.load(desk);
      await settle(two, desk, "put-back");
      expect(two.mine.shown()).toMatchObject({ doubt: null, set: { by: "he-ming", templates: [received, delay] } });
    });

    it("gets nobody to sign her words with a change of their own", async () => {
      const { server, desk } = await afterLeaving();
      const fresh = at("luo-yan", server);
      const here = { ...fresh.desk, roster: desk.roster, clock: desk.clock };
      await fresh.mine.load(here);
      expect(fresh.mine.shown()).toMatchObject({ doubt: null, set: { inOffice: false } });
      const saved = server.saved.length;
      await expect(fresh.mine.save(here, put(mine))).rejects.toMatchObject({ code: "templates/desk-doubt" });
      expect(server.saved).toHaveLength(saved);
    });
  });
});
