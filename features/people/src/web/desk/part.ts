import type { PartOwing } from "@niuniu/matter/web/owed";
import { CommitteePage } from "../committee/committee-page.tsx";
import { KeysPage } from "../keys/keys-page.tsx";
import { ResolutionsPage } from "../resolutions/resolutions-page.tsx";
import { VoteAlarms } from "../resolutions/vote-alarms.tsx";
import { AskedPane, readAsked } from "./asked.tsx";
import { startPeople } from "../strings.ts";
import type { Unlocked } from "./gate.tsx";
import { PasskeyPrompt } from "./passkey-prompt.tsx";

/** What the desk shows of people: the committee, what it resolves and asks of a member, and their own keys and days away. */
export const people: PartOwing<Unlocked> = {
  name: "people",
  start: startPeople,
  places: [
    { name: "people/committee", title: "people.committee.title", page: CommitteePage, count: ["people/signatures"] },
    {
      name: "people/resolutions",
      title: "people.resolutions.title",
      page: ResolutionsPage,
      beside: AskedPane,
      count: ["people/votes"],
      always: VoteAlarms,
    },
    { name: "people/keys", title: "people.keys.title", page: KeysPage },
  ],
  owes: { read: readAsked, beside: AskedPane, away: ({ me }) => me.away, head: PasskeyPrompt },
};
