import type { Seen } from "@niuniu/trust";
import { call, t, useLoaded } from "@niuniu/ui";
import type { FrontPart } from "@niuniu/ui/front";
import type { JSX } from "preact";
import { count } from "../../routes.ts";
import { start } from "../start.ts";

const askCount = () => call(count, undefined);

function Asked(): JSX.Element {
  const { value } = useLoaded(askCount);
  return <p class="card">{value === null ? t("toy.title") : t("toy.asked", { n: value.asked })}</p>;
}

/** What the public page shows of questions. */
export const toy: FrontPart<Seen> = { name: "toy", start, shows: { kept: [Asked] } };
