import { toUtf8 } from "@niuniu/note";
import { checkInvitation, linkOf, linkSign } from "@niuniu/committee";
import { countedRandom, sampleMember, sampleRoster } from "@niuniu/roster/testing";
import { describe, expect, it } from "vitest";
import type { Newcomer, Seat } from "../../routes.ts";
import { invitation } from "./invitation.ts";
import { arrivals } from "./newcomers.tsx";

const NOW = Date.UTC(2026, 10, 22, 20);
const random = countedRandom("invite");
const { roster, seeds } = sampleRoster(random, NOW);
const by = { id: "wen-jing", seed: seeds.get("wen-jing") ?? toUtf8("") };
const guest: Seat = { name: "Shu Bo", role: "Union officer", side: "outside", unit: "" };
const secret = random(32);
const place = { roster, ids: ["wen-jing"], now: NOW, zone: "+08:00" };
const note = invitation(place, guest, secret, by);
const read = (given: string) => checkInvitation(roster, given, roster.newest.members).invitation;

/** Somebody who made keys and waits, as the server shows them. */
function waiting(change: Partial<Newcomer> = {}): Newcomer {
  const { member } = sampleMember({ id: "shu-bo", ...guest }, random);
  return { ...member, invitation: note, link: linkSign(linkOf(secret).seed, member), ...change };
}

describe("an invitation from the desk", () => {
  it("is for an id that nobody ever had, and bears the day it is where the committee works", () => {
    expect(read(note)).toMatchObject({ ...guest, id: "shu-bo", date: "2026-11-23" });
    expect(read(invitation({ ...place, ids: ["shu-bo"] }, guest, secret, by)).id).toBe("shu-bo-2");
    // The chain is asked too: the server may leave out whom it likes.
    expect(read(invitation({ ...place, ids: [] }, { ...guest, name: "Tao Rui" }, secret, by)).id).toBe("tao-rui-2");
  });
});

describe("those who wait", () => {
  it("are offered for signing if they were invited, and shown with a warning if not", () => {
    const [invited, stranger] = [waiting(), waiting({ invitation: null })];
    const { guests, strangers } = arrivals(roster, [stranger, invited], NOW);
    expect(guests.map(({ newcomer }) => newcomer)).toEqual([invited]);
    expect(strangers.map(({ newcomer }) => newcomer)).toEqual([stranger]);
  });

  it("gain nothing by the id of somebody who was invited", () => {
    const [invited, stranger] = [waiting(), waiting()];
    const posing = { ...stranger, link: invited.link };
    const { guests, strangers } = arrivals(roster, [invited, posing], NOW);
    expect(guests.map(({ newcomer }) => newcomer)).toEqual([invited]);
    expect(strangers.map(({ origin }) => origin.kind)).toEqual(["other-keys"]);
  });

  it("are left out if what the server shows as their keys are none", () => {
    expect(arrivals(roster, [waiting({ key: "?" })], NOW)).toEqual({ guests: [], strangers: [] });
  });
});
