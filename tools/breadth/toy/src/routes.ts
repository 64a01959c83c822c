import { route } from "@niuniu/wire";

/** Puts a question to the office that owes answers; it gives the name of the matter that begins with it. */
export const ask = route<{ readonly question: string }, { readonly matter: string }>({
  audience: "anyone",
  method: "POST",
  path: "/toy/ask",
  takes: "json",
  gives: "json",
});

/** Takes the signed answer of whoever owes it. */
export const answer = route<
  { readonly matter: string; readonly act: string; readonly by: string },
  { readonly open: boolean }
>({
  audience: "anyone",
  method: "POST",
  path: "/toy/answer",
  takes: "json",
  gives: "json",
});

/** Takes a note that the caller signed about another member (`pauseNote`); whoever it is of owes nothing from then on. */
export const pause = route<{ readonly note: string }, null>({
  audience: "member",
  method: "POST",
  path: "/toy/pause",
  takes: "json",
  gives: "none",
});

/** How many questions there are, for everybody. */
export const count = route<undefined, { readonly asked: number }>({
  audience: "anyone",
  method: "GET",
  path: "/toy/count",
  takes: "none",
  gives: "json",
});

/** What was asked so far, by the names of the matters. */
export interface Asked {
  readonly matter: string;
  readonly question: string;
}

/** All questions, for members. */
export const questions = route<undefined, readonly Asked[]>({
  audience: "member",
  method: "GET",
  path: "/toy/questions",
  takes: "none",
  gives: "json",
});

/** The same for employees. */
export const shown = route<undefined, readonly Asked[]>({
  audience: "employee",
  method: "GET",
  path: "/toy/shown",
  takes: "none",
  gives: "json",
});
