import { Button, LinkButton, sentenceOf, t, Frame, Heading } from "@niuniu/ui";
import { Foot } from "./foot.tsx";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { loadSeldom, whenIdle } from "./later.ts";
import { loadReturn } from "./load-return.ts";
import { loadHome, loadReport, loadThread } from "./parts.ts";
import { useLoaded } from "./use-loaded.ts";

/** Fetches what `/report` and `/return` will need, as for every visitor: so a cache tells nothing about any of them. */
function fetchTheRest(): void {
  whenIdle(() => void Promise.allSettled([loadReport(), loadReturn(), loadThread(), loadSeldom()]));
}

/** What everybody may see: two acts at once; who handles reports and whether they answer, a moment later. */
export function PublicPage(): JSX.Element {
  const home = useLoaded(loadHome);
  useEffect(fetchTheRest, []);
  return (
    <Frame broad>
      <div class="hero">
        <div class="stack close">
          <Heading of="home">{t("cases.home.title")}</Heading>
          <p class="lead">{t("cases.home.lead")}</p>
        </div>
        <div class="stack acts">
          <LinkButton kind="main" href="/report">
            {t("cases.home.report")}
          </LinkButton>
          <LinkButton href="/return">{t("cases.home.return")}</LinkButton>
        </div>
      </div>
      {home.value !== null && <home.value.Home />}
      {home.error !== null && (
        <p class="row">
          <span>{sentenceOf(home.error)}</span>
          <Button kind="quiet" onClick={home.again}>
            {t("cases.home.again")}
          </Button>
        </p>
      )}
      <Foot />
    </Frame>
  );
}
