import type { Policy } from "../policy.ts";
import { HOUR, MONDAY } from "./life.ts";
import { wordsThatGiveNothing } from "./fourth-version.ts";
import { chainsUnder, Told, type Begin, type Chain } from "./second-version.ts";
import { endsWithoutOutcome } from "./third-version.ts";

/** The chains of the versions before that still come about, and what the fifth had of its own, in the order in which the vectors stand. */
export function chainsUnderFifth(policy: Policy): readonly Chain[] {
  const life = (): Told => new Told(MONDAY, policy);
  return [
    ...chainsUnder(policy),
    ...endsWithoutOutcome(life),
    ...wordsThatGiveNothing(life),
    ...whatGaveTime(life),
    takenUp(life()),
  ];
}

/** What moved the date, or kept the duty where it was, before the sixth version (8.8). */
function whatGaveTime(life: Begin): readonly Chain[] {
  const moved = life().begin();
  moved.act({ by: moved.owner, kind: "stage", to: "assessed" });
  moved.act({ by: moved.owner, kind: "stage", to: "investigated" });

  const opened = life().begin();
  opened.act({ by: opened.owner, kind: "open" });

  const empty = life().begin();
  for (let round = 0; round < 2; round += 1) {
    empty.act({ by: empty.owner, kind: "answer" });
    empty.act({ by: "reporter", kind: "unanswered", about: empty.lastMessage, reason: "not-an-answer" });
  }
  return [
    moved.chain("two stages, each with a new date, by people who have opened nothing"),
    opened.chain("opened, and the date is sooner"),
    empty.chain("two answers that are none, and the same person owes a third"),
  ];
}

/** Whoever opened after all what nobody could is one who can (6.31). */
function takenUp(life: Told): Chain {
  life.begin();
  life.context = { ...life.context, absent: ["li-na"] };
  while (life.must.obligation !== null) life.act({ by: life.owner, kind: "cannot-open", reason: "unreadable" });
  life.now += HOUR;
  life.act({ by: "li-na", kind: "open" });
  life.act({ by: "li-na", kind: "answer" });
  return life.chain("opened after all, and answered");
}
