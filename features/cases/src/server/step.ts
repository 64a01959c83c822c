import { utcDay, type Tx } from "@niuniu/host";
import type { Chained, SignedAct as Signed } from "@niuniu/matter/server";
import { dayOf, type Day } from "@niuniu/owe";
import type { Act, ServerEvent } from "../events.ts";
import type { CaseState } from "../state.ts";
import type { Case } from "../terms.ts";
import { answeredAnew, withNotes } from "./first-answer.ts";
import type { CaseRow } from "./store-case.ts";
import { changesOf, saveChanges, summed } from "./store-count.ts";
import { saveTallies, type Counting, type Tally } from "./store-figures.ts";
import { becameOf, keeping, saveMoved } from "./store-step.ts";
import type { Moved } from "./tables.ts";

/** A signed act on a case, as it came. */
type SignedAct = Signed<Case>;

/** The columns that repeat the state for lists and counts. */
export function columnsOf(
  state: CaseState,
): Pick<
  CaseRow,
  "class" | "state" | "entries" | "stage" | "waiting" | "opened" | "overdue" | "missed" | "owner" | "due" | "readers"
> {
  return {
    state,
    class: state.class,
    entries: state.entries,
    stage: state.stage,
    waiting: state.waiting,
    opened: state.opened.length > 0,
    overdue: state.late !== null,
    missed: state.missed,
    owner: state.obligation?.owner ?? null,
    due: state.obligation?.due ?? null,
    readers: state.readers,
  };
}

/**
 * Makes what was decided of some cases durable with the transaction: the chains, the cases, and the counts. Their dates and
 * their heads' places in the record are platform/matter's, which calls this.
 */
export async function saveSteps(
  tx: Tx,
  steps: readonly Chained<Case, CaseRow>[],
  now: number,
): Promise<readonly CaseRow[]> {
  const fresh = utcDay(now);
  const taken = steps.map((step) => {
    const today = dayOf(now, step.calendar);
    return { ...step, today, after: becomes(step, today) };
  });
  const changed = taken.map(({ after, entries }) => ({ record: becameOf(after, fresh), entries }));
  await keeping.replace(tx, changed, fresh);
  await saveTallies(
    tx,
    taken.flatMap(({ row, signed, after, today }) => [
      ...talliesOf(row, signed, after, today),
      ...answeredAnew(row.state.messages, after.state.messages, { begun: row.begun, today }),
    ]),
  );
  await saveMoved(
    tx,
    taken.flatMap(({ decision, signed }) => [...movedOn(decision.events), ...toldOf(decision.events, signed)]),
    fresh,
  );
  await saveChanges(tx, summed(taken.flatMap(({ row, after }) => changesOf(row, after))));
  return taken.map(({ after }) => after);
}

function becomes({ row, decision, signed, head }: Chained<Case, CaseRow>, today: Day): CaseRow {
  const { state, obligation } = decision;
  return {
    ...row,
    ...columnsOf({ ...state, messages: withNotes(state.messages, signed?.act ?? null, today) }),
    head,
    closedOn: obligation === null ? (row.closedOn ?? today) : null,
  };
}

/** What is counted of a step. What the rules call settled or missed counts; how a text was meant nobody here can know. */
function talliesOf(row: CaseRow, signed: SignedAct | null, { state }: CaseRow, day: string): readonly Counting[] {
  const counts = { missed: state.missed - row.state.missed, met: state.met - row.state.met };
  const said = signed === null ? null : state.obligation === null ? ending[signed.act.kind] : named[signed.act.kind];
  const again = (state.reopened && !row.state.reopened) || isUnreadable(signed);
  return [
    ...(counts.missed > 0 ? [{ day, what: "missed", days: -1 } as const] : []),
    ...(counts.met === 0 ? [] : [{ day, what: "met", days: -1, count: counts.met > 0 ? 1 : -1 } as const]),
    ...(said == null ? [] : [{ day, what: said, days: -1 }]),
    ...(again ? [{ day, what: "reopened", days: -1 } as const] : []),
  ];
}

/** Its reporter could not open what was signed as an answer, or an outcome: it is owed again. */
const isUnreadable = (signed: SignedAct | null): boolean =>
  signed?.act.kind === "unanswered" && signed.act.reason === "unreadable";

const named: Readonly<Partial<Record<Act["kind"], Tally["what"]>>> = { contest: "contested" };
/** That nobody can open a report sets it aside as well, once it has ended the case; nobody would call it a date met. */
const ending: typeof named = { junk: "junk", "cannot-open": "junk" };

/** A missed date for everybody it is said of: who held it for the greater part, and who held it last. */
function movedOn(events: readonly ServerEvent[]): readonly Moved[] {
  const missed = events.find((event) => event.kind === "missed");
  const owed = events.findLast((event) => event.kind === "owed");
  if (missed === undefined || owed === undefined) return [];
  const { case: case_id, number, date: day, person, last, act } = missed;
  const away = [person, last].flatMap((member) => (member === undefined || member === owed.owner ? [] : [member]));
  return away.map((member) => ({ member, case_id, day, number, act, next: owed.owner }));
}

/** For the second person: that somebody closed a case nobody had answered. */
function toldOf(events: readonly ServerEvent[], signed: SignedAct | null): readonly Moved[] {
  const closed = events.find((event) => event.kind === "closed");
  if (closed?.told === undefined || signed === null) return [];
  const { case: case_id, number, date: day, told: member } = closed;
  return [{ member, case_id, day, number, act: "closed", next: signed.act.by }];
}
