import { NO_HEAD } from "@niuniu/matter";
import { chained, doorOn, type DoorHandlers, type Taken } from "@niuniu/matter/server";
import { html, type Html, type Language, type Pool } from "@niuniu/host";
import { fromHex, sha256 } from "@niuniu/note";
import { caseName } from "@niuniu/seal";
import { closedUnread } from "../cannot-open.ts";
import { takeIn } from "../decide.ts";
import { parseEvent } from "../parse.ts";
import type { Policy } from "../policy.ts";
import * as routes from "../routes.ts";
import type { CaseClass, SealedForm } from "../routes.ts";
import type { Case } from "../terms.ts";
import { tell, type Context } from "./context.ts";
import { handing } from "./handing.ts";
import { committeeOf } from "./office.ts";
import { words } from "./page-words.ts";
import { LARGEST_ENVELOPE } from "./sizes.ts";
import { columnsOf } from "./step.ts";
import { caseRows, type CaseRow } from "./store-case.ts";
import { beginCases, type NewCase } from "./store-report.ts";

/** A file and the few fields beside it. */
export const LARGEST_FORM = LARGEST_ENVELOPE + 65_536;

/** What only cases have on the pages without script, and what a file becomes that is handed in there. */
export const sealedOn = (context: Context, pool: Pool): DoorHandlers<SealedForm> =>
  doorOn<SealedForm, CaseRow>(
    context.host,
    {
      ...{ name: "cases", words, page: routes.sealedPage.path, pickUp: routes.pickUp.path },
      ...{ largest: LARGEST_ENVELOPE, office: context.office.get, handing },
      asks: (language, office) => asks(language, context.rulebook.of(office).policy),
      find: (lookup) => caseRows.read(context.host.db, { lookup }),
      begin: (taken) => begin(context, taken),
      told: (row, language) => toldOf(context, row, language),
    },
    pool,
  );

const urgencies = ["ordinary", "crisis"] as const satisfies readonly CaseClass[];

/** By when each is answered is the committee's to say: it stands in the rules that it signed. */
export function asks(language: Language, { classes }: Pick<Policy, "classes">): Html {
  const w = words[language];
  return html`<fieldset>
    <legend>${w.urgency}</legend>
    ${urgencies.map(
      (urgency, at) =>
        html`<p>
          <label
            ><input type="radio" name="class" value="${urgency}" ${at === 0 ? "checked" : ""} required />
            ${w[urgency](classes[urgency].answer)}</label
          >
        </p>`,
    )}
  </fieldset>`;
}

async function begin(context: Context, taken: Taken<SealedForm>): Promise<boolean> {
  const { host } = context;
  const fresh = await decided(context, taken);
  const [slot] = await host.transaction((tx) => beginCases(tx, host, [fresh]));
  if (slot == null) return false;
  tell(context, fresh.row.readers);
  return true;
}

async function decided(context: Context, { office, readers, form, lookup }: Taken<SealedForm>): Promise<NewCase> {
  const { host, rulebook } = context;
  const { class: urgency, struck, file } = form;
  const rules = rulebook.of(office);
  const unread = await context.unread.get();
  const taken = { case: caseName(host.random(32)), class: urgency, readers, struck };
  const { statement } = office;
  const decision = takeIn(taken, host.now(), { ...committeeOf(office, rules), struck: [...struck], unread, statement });
  const made = { signed: null, events: decision.events };
  const { entries, head } = chained<Case>({ head: fromHex(NO_HEAD) }, made, { random: host.random, read: parseEvent });
  const row: CaseRow = {
    ...{ id: taken.case, lookup, auth: null, body: sha256(file), head },
    ...{ class: urgency, begun: decision.state.day, statement: office.number },
    ...{ policy: office.policy, calendar: office.calendar, closedOn: null },
    ...columnsOf(decision.state),
    struck: [...struck],
  };
  return { row, entries: entries.map((entry, at) => (at === 0 ? { ...entry, envelope: file } : entry)), wraps: [] };
}

/** Where a case stands, for whoever handed in its file. */
function toldOf({ rulebook }: Context, row: CaseRow, language: Language) {
  const w = words[language];
  const { stage, opened, state } = row;
  const { obligation } = state;
  return {
    about: [[w.stage, w.stages[stage]]] as const,
    opened,
    ended: w[unreadOf(state) ?? "nothingOwed"],
    owed: obligation && {
      act: w.owes[obligation.act],
      owner: obligation.owner,
      due: obligation.due,
      calendar: rulebook.of(row).calendar,
    },
  };
}

/** Why a file was closed that nobody has read, or null where it was not. */
function unreadOf(state: CaseRow["state"]): "left" | "unopened" | null {
  if (!closedUnread(state)) return null;
  return state.left ? "left" : "unopened";
}
