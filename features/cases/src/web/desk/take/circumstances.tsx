import { Field, t, TextArea } from "@niuniu/ui";
import type { JSX } from "preact";
import type { TakeProps } from "./screen.ts";

/** When, where, who: all of it may stay empty. */
export function Circumstances({ taking, change }: Pick<TakeProps, "taking" | "change">): JSX.Element {
  return (
    <>
      <Field label={t("cases.more.when")} optional value={taking.when} onInput={(when) => change({ when })} />
      <Field label={t("cases.more.where")} optional value={taking.where} onInput={(where) => change({ where })} />
      <TextArea
        label={t("cases.more.who")}
        hint={t("cases.take.who-hint")}
        optional
        rows={3}
        value={taking.who}
        onInput={(who) => change({ who })}
      />
    </>
  );
}
