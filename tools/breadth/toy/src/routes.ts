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
