import { duePill, shortName, type PartOwing } from "@niuniu/matter/web/owed";
import { readCalendar } from "@niuniu/owe";
import { Button, Pill, t, useLoad } from "@niuniu/ui";
import { ListRow, type Beside, type Entered } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { questions } from "../../routes.ts";
import { Questions } from "../questions.tsx";
import { start } from "../start.ts";

/** What the pages of this feature need of the desk. */
interface Inside extends Entered {
  readonly house: { readonly ahead: number; readonly calendar: string };
}

/** What the desk shows of questions: a page of all, and a row for each that its member owes an answer to. */
export const toy: PartOwing<Inside> = {
  name: "toy",
  start,
  places: [
    {
      name: "toy/questions",
      title: "toy.title",
      count: ["toy/asked"],
      page: ({ inside, turn, onOpen }) => (
        <Questions loaded={useLoad(() => inside.ask(questions, undefined), `questions ${turn}`)} onOpen={onOpen} />
      ),
      beside: Question,
    },
  ],
  owes: {
    line: ({ inside: { house }, line, ...seen }) => {
      const { tone, words } = duePill(line.due, Date.now() + house.ahead, readCalendar(JSON.parse(house.calendar)));
      return (
        <ListRow
          {...seen}
          when={<Pill tone={tone}>{words}</Pill>}
          what={t("toy.owe")}
          aside=""
          name={shortName(line.matter)}
          next={t("toy.next")}
        />
      );
    },
    beside: Question,
  },
};

function Question({ inside, name, turn, onClose }: Beside<Inside>): JSX.Element {
  const { value } = useLoad(() => inside.ask(questions, undefined), `${name} ${turn}`);
  return (
    <div class="pane stack" role="region" aria-label={t("toy.pane")}>
      <Button kind="quiet" onClick={onClose}>
        {t("toy.close")}
      </Button>
      <p>{value?.find(({ matter }) => matter === name)?.question}</p>
    </div>
  );
}
