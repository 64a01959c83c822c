import { useLoad } from "@niuniu/ui";
import type { Entered, Part } from "@niuniu/ui/area";
import { shown } from "../../routes.ts";
import { Questions } from "../questions.tsx";
import { start } from "../start.ts";

/** What employees are shown of questions. */
export const toy: Part<Entered> = {
  name: "toy",
  start,
  places: [
    {
      name: "toy/questions",
      title: "toy.title",
      page: ({ inside, turn }) => (
        <Questions loaded={useLoad(() => inside.ask(shown, undefined), `questions ${turn}`)} />
      ),
    },
  ],
};
