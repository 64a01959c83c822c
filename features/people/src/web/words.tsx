import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "@niuniu/ui";

/** The word list is large and only some screens need it. */
const list = (): Promise<typeof import("@niuniu/seal/words")> => import("@niuniu/seal/words");

/** A hash as 6 or 8 words for comparing aloud. Holds its place while the word list is on its way. */
export function Words(props: {
  readonly hash: Uint8Array;
  readonly count: 6 | 8;
  readonly label?: string;
}): JSX.Element {
  const [words, setWords] = useState<readonly string[]>([]);
  const key = props.hash.join();
  useEffect(() => {
    let current = true;
    void list().then(({ hashWords }) => {
      if (current) setWords(hashWords(props.hash, props.count).split(" "));
    });
    return () => {
      current = false;
    };
  }, [key, props.count]);
  return (
    <span class={`words words-${props.count}`} lang="en" aria-label={props.label} role="group">
      {words.length === 0 ? (
        <span class="soft">{t("people.words.coming")}</span>
      ) : (
        words.map((word, at) => <b key={at}>{word}</b>)
      )}
    </span>
  );
}
