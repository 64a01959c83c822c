import { fromHex } from "@niuniu/note";
import { Button, here, LinkButton, t, useLoad } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { deskLine, loadRoom } from "../house.ts";
import { Trouble } from "../trouble.tsx";
import { Words } from "../words.tsx";
import { Poster } from "./poster.tsx";

/** The line is open: its eight words, and a poster that carries them out of the house. */
export function OpenStep(): JSX.Element {
  const { value: house, error, again } = useLoad(() => loadRoom(here, deskLine), "house");
  const [poster, setPoster] = useState(false);
  const roster = house?.roster ?? null;
  const hash = roster?.hashes[0];
  if (poster && roster !== null && hash !== undefined) {
    return <Poster organisation={roster.newest.organisation} hash={fromHex(hash)} onBack={() => setPoster(false)} />;
  }
  return (
    <main class="moved">
      <h1>{t("people.setup.open.title")}</h1>
      <p class="lead">{t("people.setup.open.lead")}</p>
      <Trouble error={error} again={again} />
      {hash !== undefined && (
        <div class="card tone-done">
          <h2>{t("people.setup.open.words")}</h2>
          <Words hash={fromHex(hash)} count={8} />
          <p class="soft small">{t("people.setup.open.words-why")}</p>
        </div>
      )}
      <Button kind="main" onClick={() => setPoster(true)}>
        {t("people.setup.open.poster")}
      </Button>
      <LinkButton href="/desk">{t("people.setup.open.desk")}</LinkButton>
    </main>
  );
}
