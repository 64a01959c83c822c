import { dueWords } from "@niuniu/matter/web/owed";
import { nameOf } from "@niuniu/roster";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import { afterWords } from "./choices.ts";
import { nowAt } from "@niuniu/matter/web/desk";
import type { Desk } from "./desk.ts";
import type { OpenedCase } from "./open-case.ts";

/** Before words are sent: who owes what afterwards, and by when, by the rules as this browser runs them. */
export function WhatFollows(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly kind: "answer" | "assessed" | "investigated";
}): JSX.Element | null {
  const { desk, opened, kind } = props;
  const next = afterWords(desk, opened, kind);
  if (next === null) return null;
  const date = dueWords(next.due, nowAt(desk), desk.calendar);
  const act = t(`cases.desk.act-name.${next.act}`);
  const same = next.due === opened.header.owed?.due && next.act === opened.header.owed.act;
  const mine = next.owner === desk.me;
  const key = same && mine ? "then-same" : mine ? "then" : "then-theirs";
  return <p class="soft small">{t(`cases.desk.reply.${key}`, { act, date, name: nameOf(desk.roster, next.owner) })}</p>;
}
