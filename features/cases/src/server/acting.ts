import type { Decision } from "../terms.ts";
import { tick } from "../kind.ts";
import { sha256Hex, type Tx } from "@niuniu/host";
import { toHex } from "@niuniu/note";
import type { Calendar } from "@niuniu/owe";
import { readAct } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { decide } from "../decide.ts";
import type { Act } from "../events.ts";
import { parseAct } from "../parse.ts";
import { tell, type Context } from "./context.ts";
import { committeeOf, opened, type Office } from "./office.ts";
import { checkHybrid } from "./report.ts";
import { LARGEST_MESSAGE, MOST_ACTS } from "./sizes.ts";
import { takeStep, type SignedAct } from "./step.ts";
import { countActs, holdCase, type CaseKey, type CaseRow } from "./store-case.ts";

/** Who signs: the name and the raw Ed25519 key. */
interface Author {
  readonly name: string;
  readonly key: Uint8Array;
}

/** An act as it came, its author known. */
export interface Given {
  readonly text: string;
  readonly parts: readonly Uint8Array[];
}

/**
 * Reads an act that exactly this author signed, with the envelope it names. Refused "cases/malformed-act" for any
 * other text, "cases/wrong-envelope" where the sealed message is missing, too much or another.
 */
export function readSigned({ host }: Context, { text, parts }: Given, author: Author): SignedAct {
  const act = parseAct(readOrRefuse(() => readAct(text, author, host.verify)));
  const envelope = act.envelope === null ? null : (parts[0] ?? null);
  const expected = act.envelope === null ? (act.kind === "rewrap" ? 1 : 0) : 1;
  if (parts.length !== expected) throw new Refused("cases/wrong-envelope");
  if (envelope !== null && sha256Hex(envelope) !== act.envelope) throw new Refused("cases/wrong-envelope");
  if (envelope !== null && envelope.length > LARGEST_MESSAGE) throw new Refused("cases/wrong-size");
  return { text, act, envelope, salt: host.random(32) };
}

function readOrRefuse(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    throw new Refused("cases/malformed-act");
  }
}

/**
 * Holds the case, lets the rules decide, and makes the act and what follows from it durable in one transaction.
 * `also` stores what else belongs to the act. Refused "cases/unknown-case" if there is no such case.
 */
export async function act(
  context: Context,
  key: CaseKey,
  signed: SignedAct,
  also: (tx: Tx, row: CaseRow) => Promise<void> = () => Promise.resolve(),
): Promise<CaseRow> {
  const { host } = context;
  const office = opened(await context.office.get());
  const after = await host.transaction(async (tx) => {
    const held = await holdCase(tx, key);
    if (held === null) throw new Refused("cases/unknown-case");
    const now = host.now();
    const row = await catchUp(tx, context, office, { row: held, now });
    const { decision, calendar } = decideAct(context, office, row, { act: signed.act, now });
    checkRecipients(row, signed);
    await refuseEndless(tx, row, signed.act, decision);
    const next = await takeStep(tx, host, { row, decision, signed, calendar }, now);
    await also(tx, next);
    return next;
  });
  context.unread.forget();
  tell(context, after.readers);
  return after;
}

/**
 * After very many acts of one person in one case, no more of those from which nothing follows, or nothing but another name:
 * whoever floods a case would make it too long for the others to read. What is owed and contested is always taken.
 */
async function refuseEndless(tx: Tx, row: CaseRow, { kind, by }: Act, { events }: Decision): Promise<void> {
  const endless = kind === "hand-over" || (events.length === 0 && kind !== "open" && kind !== "rewrap");
  if (!endless || row.entries < MOST_ACTS) return;
  if ((await countActs(tx, row.id, by)) >= MOST_ACTS) throw new Refused("cases/too-many-acts", { most: MOST_ACTS });
}

function decideAct(
  { rulebook }: Context,
  office: Office,
  row: CaseRow,
  { act: said, now }: { readonly act: Act; readonly now: number },
): { readonly decision: Decision; readonly calendar: Calendar } {
  const rules = rulebook.of(row);
  const decision = decide(row.state, said, now, {
    ...committeeOf(office, rules),
    ...{ struck: row.struck, unread: 0, head: toHex(row.head), statement: office.statement },
  });
  return { decision, calendar: rules.calendar };
}

/** A date that passed while this act was on its way is acted on first, so that nobody answers in another's time. */
export async function catchUp(
  tx: Tx,
  { host, rulebook }: Context,
  office: Office,
  { row, now }: { readonly row: CaseRow; readonly now: number },
): Promise<CaseRow> {
  const rules = rulebook.of(row);
  const decision = tick(row.state, now, committeeOf(office, rules));
  if (decision === null) return row;
  return takeStep(tx, host, { row, decision, signed: null, calendar: rules.calendar }, now);
}

/** A message goes to the case, or to its readers one by one, and possibly to its reporter; never to nobody. */
function checkRecipients(row: CaseRow, { envelope }: SignedAct): void {
  if (envelope !== null) checkHybrid(envelope, 1, row.readers.length + 2);
}
