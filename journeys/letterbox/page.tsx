import type { Inside } from "@niuniu/matter/web/desk";
import { MovedMatters, SealedPane } from "@niuniu/matter/web/desk";
import { KeptProvider, useOwnKept } from "@niuniu/matter/web/find";
import {
  HandOverDialog,
  LetInCard,
  MessageDialog,
  NoteDialog,
  PostponeDialog,
  ReplyForm,
  type Choice,
} from "@niuniu/matter/web/write";
import { addStrings, Button, startKit } from "@niuniu/ui";
import { Begun, Folded, LeftWords, Narrow, PagedList, startArea, useOwnDrafts, usePages } from "@niuniu/ui/area";
import { MonthBars } from "@niuniu/ui/front";
import type { Ask, ParcelOf } from "@niuniu/wire";
import { render, type JSX } from "preact";
import { useState } from "preact/hooks";
import {
  boxThread,
  deskOf,
  identityOf,
  log,
  NOW,
  openBox,
  perform,
  put,
  roster,
  taking,
  type BoxPlan,
} from "../../platform/matter/src/web/desk/testing.ts";
import en from "./words.json" with { type: "json" };

/*
 * The pieces that any sealed matter has at a desk, for a letterbox, which is no case: its words begin with "box", its acts are
 * its own, and nothing of cases is loaded.
 */

const ME = "wen-jing";
const NAME = "ABCD1234EFGH5678";
const WORDS = "box.desk";
const keys = { identity: identityOf(ME), signing: new Uint8Array(32) };
const sent: ParcelOf<{ readonly act: string }>[] = [];
const { threadFor } = await put("Somebody should look after the stairs.", ["tao-rui"]);
const thread = threadFor(ME);
// Like a server that has it: the thread it shows is the one it was given last.
let shown = thread;
const ask: Ask = async (route, request) => {
  if (route.path !== boxThread.path) shown = (await taking(shown, sent)(route, request)) as typeof shown;
  return shown as never;
};
const desk = deskOf(ME, ask);
const reading = { thread: boxThread, older: boxThread as never, open: openBox };
const inside: Inside = {
  ...{ me: { member: ME }, keys, ask, authorization: "", refused: () => undefined },
  house: { roster, record: null, policy: "", calendar: "", ahead: 0 },
};

/** What was done here, in order, for whoever looks at the page. */
const done: string[] = [];
const does = (plan: BoxPlan): Promise<void> => Promise.resolve(void done.push(JSON.stringify(plan)));
Object.assign(globalThis, { done, sent });

const members = roster.newest.members;
const choices: readonly Choice[] = members.slice(0, 3).map((member, at) => ({
  member,
  refused: at === 0 ? { en: "Has burnt one before.", "zh-CN": "以前烧过一封。" } : null,
}));

/** Everything that can be written beneath a letter. */
function Writing(): JSX.Element {
  const [open, setOpen] = useState("");
  const given = {
    ...{ words: WORDS, name: NAME, perform: does, onClose: () => setOpen("") },
    loadWords: () => import("@niuniu/seal/words"),
    ready: () => null,
  };
  const kinds = ["note", "burn", "hand-over", "postpone"] as const;
  return (
    <section class="stack" aria-label="writing">
      <ReplyForm {...given} send={(text) => does({ kind: "answer", text })} follows={<p>Then it is read.</p>} main />
      {kinds.map((kind) => (
        <Button key={kind} onClick={() => setOpen(kind)}>
          {kind}
        </Button>
      ))}
      <Begun words={WORDS} name={NAME} kinds={kinds.filter((kind) => kind !== open)} called={(kind) => kind} />
      <NoteDialog<BoxPlan>
        {...given}
        open={open === "note"}
        desk={desk}
        opened={{ readers: members.map(({ id }) => id), struck: ["tao-rui"] }}
        note={(text, mentions) => ({ kind: "note", text, mentions })}
      />
      <MessageDialog<BoxPlan>
        {...given}
        says="box.burning"
        kind="burn"
        open={open === "burn"}
        review={({ text }) => <p>It burns: {text}</p>}
        plan={(text) => ({ kind: "burn", text })}
      />
      <HandOverDialog<BoxPlan>
        {...given}
        open={open === "hand-over"}
        choices={choices}
        handOver={(to, text) => ({ kind: "note", text, mentions: [to] })}
      />
      <PostponeDialog<BoxPlan>
        {...given}
        open={open === "postpone"}
        days={["2026-12-01", "2026-12-02"]}
        now={NOW}
        postpone={(text, due) => ({ kind: "note", text, mentions: [due] })}
      />
      <LetInCard words={WORDS} choices={choices} letIn={(reader) => does({ kind: "rewrap", text: null, reader })} />
      <LeftWords words={WORDS} name="LEFT" kinds={["note"]} leave={(text) => does({ kind: "note", text })} />
    </section>
  );
}

const letters = ["The stairs", "The lift", "The gate"];
const sorts = [
  { value: "high", title: "Up high" },
  { value: "long", title: "Of long words" },
] as const;

/** Lists of letters, and what they come to. */
function Lists(): JSX.Element {
  const [chosen, setChosen] = useState<readonly ("high" | "long")[]>([]);
  const loaded = usePages(
    ({ after }) =>
      Promise.resolve({
        lines: after === undefined ? letters.slice(0, 2) : letters.slice(2),
        after: after ?? "2",
        total: 3,
      }),
    "letters",
    (line) => line,
  );
  return (
    <section class="stack" aria-label="lists">
      <Narrow label="Which" sorts={sorts} chosen={chosen} onChoose={setChosen} />
      <p>chosen: {chosen.join(" ")}</p>
      <PagedList
        words={WORDS}
        label="Letters"
        loaded={loaded}
        row={(line) => <li key={line}>{line}</li>}
        empty={<p>None</p>}
      />
      <MovedMatters
        words={WORDS}
        desk={desk}
        read={() =>
          Promise.resolve([
            { case: NAME, to: "luo-yan", day: "2026-11-20", act: "read" },
            { case: NAME, to: "he-ming", day: "2026-11-21", act: "closed" },
            { case: NAME, to: ME, day: "2026-11-22", act: "read" },
          ])
        }
        turn={0}
        onOpen={(name) => void done.push(`opened ${name}`)}
      />
      <Folded words={WORDS} kind="said" text={"A line of a long letter.\n".repeat(60)} />
      <MonthBars
        words="box.months"
        tooFew="too few"
        months={[
          { month: "2026-08", kept: null, missed: null },
          { month: "2026-09", kept: 8, missed: 5 },
          { month: "2026-10", kept: 12, missed: null },
        ]}
      />
    </section>
  );
}

/** A letter that is opened, read and answered at a desk. */
function Open(): JSX.Element {
  return (
    <section aria-label="open">
      <SealedPane
        {...{ inside, words: "box", desk, reading }}
        perform={(at, seen, plan) => perform(at, seen, plan, log)}
        name={thread.header.case}
        turn={0}
        onChanged={() => void done.push("changed")}
        onClose={() => void done.push("closed")}
        opens={{ kind: "open", text: null }}
        readHere={(opened) => ({ ...opened, told: [opened.report?.text ?? ""] })}
        unopened={(_thread, { onOpen, error }) => (
          <Button onClick={onOpen}>{error === null ? "Open the letter" : "It was not opened"}</Button>
        )}
        opened={(opened, { act }) => (
          <>
            <p>{opened.report?.text}</p>
            <Button onClick={() => void act({ kind: "answer", text: "I will." })}>Answer</Button>
          </>
        )}
      />
    </section>
  );
}

function Page(): JSX.Element {
  useOwnDrafts(ME, keys);
  return (
    <KeptProvider value={useOwnKept(ME, keys, "box")}>
      <Writing />
      <Lists />
      <Open />
    </KeptProvider>
  );
}

startKit();
startArea();
addStrings({ en, "zh-CN": en });
const root = document.getElementById("app");
if (root !== null) render(<Page />, root);
