import type { Handler, Tx } from "@niuniu/host";
import { alarmName, readAlarm, readAnswered } from "@niuniu/committee";
import { readVerifier } from "@niuniu/note";
import { addDays } from "@niuniu/owe";
import { RosterError, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import type * as routes from "../routes.ts";
import { dueWithin, type Wanted } from "../wanted.ts";
import { beginOne } from "./begin.ts";
import type { Context } from "./context.ts";
import { rules } from "./matters.ts";
import { alarmsBy, findBegun, holdAlarms } from "./store.ts";

/** How long whom a statement names no more is heard: nobody is silenced by a new statement. */
const HEARD = 30 * 86_400_000;
/** One witness's alarms in so many days at most; and one at a time. */
const MOST = 10;
const DAYS = 30;

/** The witnesses of the newest statement, and of those that were replaced less than a month ago. */
const heardIn = ({ statements }: Roster, now: number): readonly string[] =>
  statements.flatMap(({ witnesses }, at) => {
    const next = statements[at + 1];
    return next === undefined || Date.parse(next.effective) > now - HEARD ? witnesses : [];
  });

/** Whatever a witness cannot have signed. */
function sound<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RosterError) throw new Refused("upkeep/no-witness");
    throw error;
  }
}

/** The records that this house keeps, or has kept, by their names. */
function isOurs(origin: string, { host }: Pick<Context, "host">, { statements }: Roster): boolean {
  const named = statements.flatMap(({ log }) => (log === undefined ? [] : [readVerifier(log).name]));
  return [host.record.log.name, ...named].includes(origin);
}

/** Takes what a witness signed: the same note, however often it comes, begins one matter. */
export function alarmHandler(
  context: Context,
): Handler<"anyone", { readonly alarm: string }, { readonly matter: string }> {
  return async ({ request: { alarm: note } }) => {
    const { host } = context;
    const [roster, now] = [await context.roster(), host.now()];
    if (roster === null) throw new Refused("upkeep/no-witness");
    const said = sound(() => readAlarm(note, heardIn(roster, now), host.verify));
    if (!isOurs(said.origin, context, roster)) throw new Refused("upkeep/other-record");
    const subject = alarmName(note);
    const known = await findBegun(host.db, { what: "alarm", subject });
    if (known !== null) return { matter: known };
    const ruling = host.rules.inForce();
    const today = host.dayOf(now);
    if (said.date < addDays(today, -1) || said.date > addDays(today, 1)) throw new Refused("upkeep/wrong-date");
    const until = dueWithin(ruling.section(rules).way, { calendar: ruling.calendar, now });
    const wanted: Wanted = { what: "alarm", subject, until, signed: [], alarm: note };
    const bounded = (tx: Tx): Promise<void> => withinBounds(tx, signerIn(note), addDays(today, -DAYS));
    await beginOne(context, wanted, { statement: roster.hashes.at(-1) ?? "", now }, bounded);
    const matter = await findBegun(host.db, wanted);
    if (matter === null) throw new Refused("upkeep/no-witness");
    return { matter };
  };
}

/** How the line begins by which it is signed: the name, and the part of the key's id that its first letters hold. Another key is another witness, whatever it is called. */
const signerIn = (note: string): string => /\n\n— (\S+ .{5})/u.exec(note)?.[1] ?? "";

/** Refused where this witness has one open, or has raised too many: what one of them says must not bury what others do. */
async function withinBounds(tx: Tx, witness: string, since: string): Promise<void> {
  await holdAlarms(tx);
  const { open, lately } = await alarmsBy(tx, witness, since);
  if (open > 0) throw new Refused("upkeep/alarm-open");
  if (lately >= MOST) throw new Refused("upkeep/too-many-alarms");
}

/** Takes a witness's word that their alarm was answered: it is over, whatever the committee has said of it. */
export function answeredHandler({
  roster,
  host,
  matters,
}: Context): Handler<"anyone", routes.Word, { readonly open: boolean }> {
  return async ({ request: { matter, word } }) => {
    const chain = await roster();
    const [row] = await matters.read([matter]);
    const note = row?.state.alarm;
    if (chain === null || note === undefined || row === undefined) throw new Refused("upkeep/no-witness");
    // Their own key answers for them, also once no statement names it.
    const everybody = chain.statements.flatMap(({ witnesses }) => witnesses);
    const { by } = sound(() => readAlarm(note, everybody, host.verify));
    const said = sound(() => readAnswered(word, everybody, host.verify));
    const isTheirs = said.by.name === by.name && Buffer.from(said.by.key).equals(by.key);
    if (!isTheirs || said.alarm !== row.state.subject) throw new Refused("upkeep/no-witness");
    const after = await matters.hear(matter, (now) =>
      now.obligation === null ? null : { kind: "settled", how: "answered", word },
    );
    return { open: after.due !== null };
  };
}
