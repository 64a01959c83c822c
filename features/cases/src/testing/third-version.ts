import { addDays, dayOf } from "@niuniu/owe";
import type { Policy } from "../policy.ts";
import { calendar, HOUR, MONDAY } from "./life.ts";
import { chainsUnder, Told, type Begin, type Chain } from "./second-version.ts";

/** The chains of the version before, and what the third had of its own, in the order in which the vectors stand. */
export function chainsUnderThird(policy: Policy): readonly Chain[] {
  const life = (): Told => new Told(MONDAY, policy);
  return [...chainsUnder(policy), ...wordsNobodyReads(life), ...endsWithoutOutcome(life)];
}

const complain = (life: Told): void => {
  life.act({ by: "reporter", kind: "unanswered", about: life.lastMessage, reason: "unreadable" });
};

/** An answer that could not be read was one all the same: its author owed another, with a limit of its own (8.6). */
function wordsNobodyReads(life: Begin): readonly Chain[] {
  const again = life().begin();
  for (let round = 0; round < 3; round += 1) {
    again.now = again.owed.due - HOUR;
    again.act({ by: again.owner, kind: "answer" });
    complain(again);
    again.act({ by: again.owner, kind: "postpone", due: addDays(dayOf(again.owed.due, calendar), 3) });
  }
  const late = life().begin();
  late.miss();
  late.act({ by: late.owner, kind: "outcome" });
  complain(late);

  const handed = life().begin();
  handed.act({ by: handed.owner, kind: "answer" });
  handed.context = { ...handed.context, absent: ["outside-lin"] };
  handed.act({ by: handed.owner, kind: "hand-over", to: "li-na", envelope: null });
  return [
    again.chain("three answers that cannot be read, by the same person, each with room to postpone the next"),
    late.chain("an outcome that cannot be read, after a miss"),
    handed.chain("handed over while somebody is away, whom nothing names"),
  ];
}

/** Ends at which nobody could open it, and what follows in the same silence (6.26, 6.27). */
export function endsWithoutOutcome(life: Begin): readonly Chain[] {
  const ended = life().begin();
  ended.now += HOUR;
  ended.act({ by: ended.owner, kind: "postpone", due: "2026-12-03" });
  while (ended.must.obligation !== null) ended.act({ by: ended.owner, kind: "cannot-open", reason: "unreadable" });
  ended.act({ by: "reporter", kind: "contest", about: ended.must.cannotOpen?.at(-1)?.number, envelope: null });

  const letIn = life().begin(["chen-lan", "li-na", "reporter"]);
  letIn.act({ by: "chen-lan", kind: "rewrap", reader: "outside-lin" });
  letIn.act({ by: "li-na", kind: "rewrap", reader: "outside-lin" });
  letIn.act({ by: "outside-lin", kind: "open" });
  return [
    ended.chain("an end at which nobody could open it is contested, and an answer is owed"),
    letIn.chain("let in twice, and opened"),
  ];
}
