import { Button, Frame, Heading, sentenceOf, t, useLoaded, whenIdle } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { firstParts } from "./first-parts.ts";

const loadFront = () => import("./front.tsx");

const fetchTheRest = (): void =>
  whenIdle(() => void Promise.allSettled(firstParts.flatMap(({ fetchRest }) => fetchRest())));

/** What everybody may see: the ways in at once; who is there and whether they keep what they say, a moment later. */
export function PublicPage(): JSX.Element {
  const front = useLoaded(loadFront);
  useEffect(fetchTheRest, []);
  return (
    <Frame broad>
      <div class="hero">
        <div class="stack close">
          <Heading of="home">{t("cases.front.title")}</Heading>
          <p class="lead">{t("cases.front.lead")}</p>
        </div>
        <div class="stack acts">
          {firstParts.map(({ Acts }) => (
            <Acts />
          ))}
        </div>
      </div>
      {front.value !== null && <front.value.PublicFront />}
      {front.error !== null && (
        <p class="row">
          <span>{sentenceOf(front.error)}</span>
          <Button kind="quiet" onClick={front.again}>
            {t("ui.again")}
          </Button>
        </p>
      )}
      {firstParts.map(({ Foot }) => (
        <Foot />
      ))}
    </Frame>
  );
}
