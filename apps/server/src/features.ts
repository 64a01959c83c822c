import { noFeature } from "@niuniu/host";
import { cases } from "@niuniu/cases/server";
import { health } from "@niuniu/health/server";
import { ledger } from "@niuniu/ledger/server";
import { matter } from "@niuniu/matter/server";
import { notices } from "@niuniu/notices/server";
import { TEXTS } from "@niuniu/now";
import { now } from "@niuniu/now/server";
import { people } from "@niuniu/people/server";
import { templates } from "@niuniu/templates/server";
import { told } from "@niuniu/told/server";
import { upkeep } from "@niuniu/upkeep/server";
import { readCarriers } from "./carriers.ts";

/** The features of this server in the order in which they are mounted, each with what it is handed of those before it. */
export const features = noFeature
  .and(people)
  .and(matter, ({ people: { absences } }) => ({ absences }))
  .and(cases, ({ people: { roster, absent, absences }, matter: { receipts } }) => ({
    roster,
    receipts,
    absent: async (now: number) => [...(await absent(now))],
    absences: async () => (await absences()).map(({ note }) => note),
  }))
  .and(templates, ({ people: { roster } }) => ({ roster }))
  .and(notices, ({ people: { roster, members }, matter, cases }) => ({
    carriers: readCarriers(process.env),
    members,
    organisation: async () => (await roster())?.newest.organisation ?? "",
    dues: async (member: string) => [...(await matter.dues(member)), ...(await cases.dues(member))],
  }))
  .and(upkeep, ({ people: { roster, absent, asked }, notices: { failing } }) => ({
    roster,
    asked,
    failing,
    texts: () => TEXTS,
    absent: async (now: number) => [...(await absent(now))],
  }))
  .and(health)
  .and(now, ({ upkeep: { reviewed } }) => ({ reviewed }))
  .and(told)
  .and(ledger, ({ people: { roster, members } }) => ({ roster, members }));
