import { addDays, dayOf } from "@niuniu/owe";
import type { Policy } from "../policy.ts";
import { calendar, HOUR, ids, MONDAY } from "./life.ts";
import { chainsUnder, Told, type Begin, type Chain } from "./second-version.ts";
import { endsWithoutOutcome } from "./third-version.ts";

/** The chains of the versions before that still come about, and what the fourth had of its own, in the order in which the vectors stand. */
export function chainsUnderFourth(policy: Policy): readonly Chain[] {
  const life = (): Told => new Told(MONDAY, policy);
  return [...chainsUnder(policy), ...endsWithoutOutcome(life), ...wordsThatGiveNothing(life), ...openedAndShut(life)];
}

const complain = (life: Told, about = life.lastMessage): void => {
  life.act({ by: "reporter", kind: "unanswered", about, reason: "unreadable" });
};

/** What goes on because a word could not be read, by whom and by when (6.29, 6.30, 5.5). */
export function wordsThatGiveNothing(life: Begin): readonly Chain[] {
  const today = life().begin();
  today.act({ by: today.owner, kind: "postpone", due: "2026-12-03" });
  today.now = today.owed.due - HOUR;
  today.act({ by: today.owner, kind: "answer" });
  today.now += 2 * HOUR;
  complain(today);

  const backwards = life().begin();
  backwards.act({ by: backwards.owner, kind: "answer" });
  const first = backwards.lastMessage;
  backwards.now = backwards.owed.due - HOUR;
  backwards.act({ by: backwards.owner, kind: "stage", to: "assessed" });
  complain(backwards);
  complain(backwards, first);

  const handed = life().begin();
  handed.context = { ...handed.context, absent: ["outside-lin"] };
  handed.act({ by: handed.owner, kind: "hand-over", to: "li-na", envelope: null });

  const sunday = life();
  sunday.now = MONDAY - 34 * HOUR;
  sunday.report({
    class: "crisis",
    wraps: [...ids, "reporter"],
    wrapHashes: ids.map((_, at) => at.toString(16).padStart(64, "0")).concat("f".repeat(64)),
  });
  sunday.now = sunday.owed.due - HOUR;
  sunday.act({ by: sunday.owner, kind: "hand-over", to: ids.find((id) => id !== sunday.owner) ?? "", envelope: null });
  sunday.miss();
  return [
    today.chain("an answer that cannot be read, on its last day after closing time: by the end of that day"),
    backwards.chain("two words that cannot be read, said of the later first"),
    handed.chain("handed over while somebody is away, whom the event names"),
    sunday.chain("a crisis handed over on a Sunday night, missed"),
  ];
}

/** Whoever opens after all what nobody could may say once more that they cannot (6.21 before `policy v5`). */
function openedAndShut(life: Begin): readonly Chain[] {
  const shut = life().begin();
  shut.act({ by: shut.owner, kind: "postpone", due: addDays(dayOf(shut.owed.due, calendar), 7) });
  shut.context = { ...shut.context, absent: ["li-na"] };
  while (shut.must.obligation !== null) shut.act({ by: shut.owner, kind: "cannot-open", reason: "unreadable" });
  shut.now += HOUR;
  shut.act({ by: "li-na", kind: "open" });
  shut.act({ by: "li-na", kind: "cannot-open", reason: "unreadable" });
  return [shut.chain("opened after all, and said again that it cannot be")];
}
