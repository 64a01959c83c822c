import { Breakable, Button, OxIcon, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { OnlyHere } from "../only-here.tsx";
import { Words } from "../words.tsx";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };

/** One sheet of paper in both languages: where to report, and the words that show nobody has swapped the readers. */
export function Poster(props: {
  readonly organisation: string;
  readonly hash: Uint8Array;
  readonly onBack: () => void;
}): JSX.Element {
  const address = `${location.host}/report`;
  return (
    <main class="poster">
      <div class="row no-print">
        <Button kind="main" onClick={() => print()}>
          {t("people.print")}
        </Button>
        <Button onClick={props.onBack}>{t("people.back")}</Button>
      </div>
      <div class="no-print">
        <OnlyHere />
      </div>
      <article class="sheet">
        <OxIcon />
        {(["zh-CN", "en"] as const).map((lang) => {
          const strings = lang === "en" ? en : zh;
          return (
            <section key={lang} lang={lang} class="stack">
              {lang === "en" ? (
                <h2 class="poster-title">{strings["people.poster.title"]}</h2>
              ) : (
                <h1 class="poster-title">{strings["people.poster.title"]}</h1>
              )}
              <p>{strings["people.poster.lead"]}</p>
            </section>
          );
        })}
        <p class="poster-address">
          <Breakable text={address} />
        </p>
        <section class="stack close">
          <p lang="zh-CN">{zh["people.poster.now"]}</p>
          <p lang="en">{en["people.poster.now"]}</p>
          <p>
            <strong>
              <Breakable text={`${location.host}/now`} />
            </strong>
          </p>
        </section>
        <section class="stack">
          <p lang="zh-CN">{zh["people.poster.words"]}</p>
          <p lang="en">{en["people.poster.words"]}</p>
          <Words hash={props.hash} count={8} />
        </section>
        <p class="soft">{props.organisation}</p>
      </article>
    </main>
  );
}
