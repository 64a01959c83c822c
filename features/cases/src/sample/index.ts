import { officeHours } from "@niuniu/matter/sample";
import { roster } from "@niuniu/people";
import type { Scene } from "@niuniu/wire/scene";
import { parseCalendar } from "../policy.ts";
import { officeOn } from "./handler.ts";
import { quietStories } from "./quiet.ts";
import { toldStories } from "./told.ts";

export { officeOn, type Saying } from "./handler.ts";
export { parcelOf, type Acting } from "@niuniu/matter/sample";
export { comeBack, handIn, planFor, rosterFrom, type SampleReport } from "./reporter.ts";

/**
 * Cases in the sample: six a month that are answered in time and closed, so that there are figures; and one of each kind that
 * somebody should see once: answered in time, missed and moved, a crisis, contested, closed.
 */
export const scene: Scene = {
  name: "cases",
  stories: async (stage) => {
    const calendar = parseCalendar(JSON.parse((await stage.ask(roster)).calendar));
    const hours = officeHours(stage.begins, stage.ends, calendar);
    const set = { stage, office: officeOn(stage, calendar), calendar, hours };
    return [...quietStories(set), ...toldStories(set)];
  },
};
