import { t, Trouble, type Loaded } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Asked } from "../routes.ts";

/** What was asked; each opens with a press where that is possible. */
export function Questions(props: {
  readonly loaded: Loaded<readonly Asked[]>;
  readonly onOpen?: (matter: string) => void;
}): JSX.Element {
  const { value, error, again } = props.loaded;
  return (
    <div class="stack place">
      <h1>{t("toy.title")}</h1>
      <Trouble error={error} again={again} />
      {value?.length === 0 && <p>{t("toy.none")}</p>}
      <ul class="stack close">
        {value?.map(({ matter, question }) => (
          <li key={matter}>
            {props.onOpen === undefined ? (
              question
            ) : (
              <button type="button" class="link" onClick={() => props.onOpen?.(matter)}>
                {question}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
