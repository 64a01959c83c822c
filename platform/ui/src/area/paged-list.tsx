import type { ComponentChildren, JSX } from "preact";
import { Button } from "../form.tsx";
import { Progress } from "../parts.tsx";
import { t } from "../text.ts";
import { Trouble } from "../trouble.tsx";
import { List } from "./list.tsx";
import type { Pages } from "./use-pages.ts";

/** A list that comes a page at a time, with what is said while it comes, or does not. `words`: the prefix of the feature's strings for it. */
export function PagedList<Line>(props: {
  readonly words: string;
  readonly label: string;
  /** See `List`. */
  readonly over?: boolean;
  readonly loaded: Pages<Line>;
  readonly row: (line: Line) => JSX.Element;
  readonly empty: ComponentChildren;
}): JSX.Element {
  const { words, loaded } = props;
  if (loaded.lines === null) {
    return loaded.error === null ? (
      <Progress words={t(`${words}.loading`)} />
    ) : (
      <Trouble error={loaded.error} again={loaded.again} />
    );
  }
  return (
    <div class="stack">
      <Trouble error={loaded.error ?? loaded.loadingMore.error} again={loaded.again} />
      {loaded.lines.length === 0 ? (
        props.empty
      ) : (
        <List label={props.label} over={props.over === true}>
          {loaded.lines.map(props.row)}
        </List>
      )}
      {loaded.more !== null && (
        <div class="row">
          <Button onClick={loaded.more} busy={loaded.loadingMore.busy ? t(`${words}.loading`) : null}>
            {t(`${words}.more`)}
          </Button>
          <span class="soft small">{t(`${words}.shown`, { shown: loaded.lines.length, total: loaded.total })}</span>
        </div>
      )}
    </div>
  );
}
