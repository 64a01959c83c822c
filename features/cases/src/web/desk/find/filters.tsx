import { t } from "@niuniu/ui";
import { Narrow } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { CaseLine } from "../../../routes.ts";

const sorts = ["mine", "urgent", "unopened", "late"] as const;
export type Filter = (typeof sorts)[number];

const holds: Readonly<Record<Filter, (line: CaseLine, me: string) => boolean>> = {
  mine: ({ owed }, me) => owed?.owner === me,
  urgent: (line) => line.class !== "ordinary",
  unopened: ({ opened }) => !opened,
  late: ({ missed }) => missed > 0,
};

/** The lines that everything chosen holds for; all where nothing is. */
export const filtered = (lines: readonly CaseLine[], chosen: readonly Filter[], me: string): readonly CaseLine[] =>
  lines.filter((line) => chosen.every((filter) => holds[filter](line, me)));

/** What a list can be narrowed to; several together narrow it further. */
export function Filters(props: {
  readonly chosen: readonly Filter[];
  readonly onChoose: (chosen: readonly Filter[]) => void;
}): JSX.Element {
  const named = sorts.map((value) => ({ value, title: t(`cases.find.filter.${value}`) }));
  return <Narrow {...props} label={t("cases.find.filters")} sorts={named} />;
}
