import { performing, type Performing } from "@niuniu/matter/web/desk";
import { inWords } from "../../in-words.ts";
import type { Policy } from "../../policy.ts";
import { deskAct, deskThread, type ThreadHeader } from "../../routes.ts";
import { held, meanwhile } from "./holds.ts";
import { deskCase, openCase } from "./open-case.ts";
import type { Plan } from "./plan.ts";

/** How a member acts on a case, and what of it may be signed anew where somebody acted first. */
export const { perform, mayRepeat }: Performing<ThreadHeader, Plan, Policy> = performing({
  ...{ ...deskCase, act: deskAct, thread: deskThread, open: openCase, held, meanwhile },
  letter: ({ text, finding, mentions }: Plan, name) => ({
    niuniu: "message v1",
    case: name,
    text: inWords(text ?? ""),
    ...(finding === undefined ? {} : { finding }),
    ...(mentions === undefined ? {} : { mentions }),
  }),
  inside: ["finding", "mentions"],
  internal: ["note", "second"],
  deciding: ["stage", "outcome", "junk", "cannot-open", "hand-over", "postpone", "reclass", "extend", "second"],
  // Somebody opened the case or left a note, or a date came earlier by it: nothing that an answer would have to answer.
  isQuiet: (entry) =>
    entry.kind === "open" || entry.kind === "note" || (entry.kind === "owed" && entry.why === "opened"),
});
