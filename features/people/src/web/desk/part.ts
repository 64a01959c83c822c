import type { Part } from "@niuniu/ui/area";
import { CommitteePage } from "../committee/committee-page.tsx";
import { KeysPage } from "../keys/keys-page.tsx";
import { ResolutionView } from "../resolutions/resolution-view.tsx";
import { ResolutionsPage } from "../resolutions/resolutions-page.tsx";
import { VoteAlarms } from "../resolutions/vote-alarms.tsx";
import { startPeople } from "../strings.ts";
import type { Unlocked } from "./gate.tsx";
import { PasskeyPrompt } from "./passkey-prompt.tsx";

/** What the desk shows of people: the committee, what it resolves, and a member's own keys and days away. */
export const people: Part<Unlocked> = {
  name: "people",
  start: startPeople,
  places: [
    { name: "people/committee", title: "people.committee.title", page: CommitteePage },
    {
      name: "people/resolutions",
      title: "people.resolutions.title",
      page: ResolutionsPage,
      beside: ResolutionView,
      count: ["people/votes"],
      always: VoteAlarms,
    },
    { name: "people/keys", title: "people.keys.title", page: KeysPage, always: PasskeyPrompt },
  ],
};
