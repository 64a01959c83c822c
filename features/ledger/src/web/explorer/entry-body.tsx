import { More, t } from "@niuniu/ui";
import type { Roster } from "@niuniu/roster";
import type { JSX } from "preact";
import { isResolution } from "../entries/resolution.ts";
import type { Read, Shown } from "../entries/shown.ts";
import { FiguresTable } from "./figures-table.tsx";
import type { Naming } from "./entry-words.ts";
import { Hash } from "./hash.tsx";
import { ResolutionBody } from "./resolution-body.tsx";
import { RosterBody } from "./roster-body.tsx";

/** Everything an entry says, for people; and its exact text for those who want to check it themselves. */
export function EntryBody(props: {
  readonly read: Read;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element {
  const { shown, entry } = props.read;
  return (
    <div class="stack close">
      <Said shown={shown} roster={props.roster} naming={props.naming} />
      {entry.text !== null && <Exact title={t("ledger.exact.entry")} text={entry.text} />}
    </div>
  );
}

function Exact(props: { readonly title: string; readonly text: string }): JSX.Element {
  return (
    <More title={props.title}>
      <p class="said code small" translate={false} tabIndex={0}>
        {props.text}
      </p>
    </More>
  );
}

function Said(props: {
  readonly shown: Shown;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element | null {
  const { shown } = props;
  if (shown.kind === "roster") {
    return <RosterBody statement={shown.statement} hash={shown.hash} roster={props.roster} naming={props.naming} />;
  }
  if (shown.kind === "policy" || shown.kind === "calendar") {
    return (
      <>
        <Hash hash={shown.hash} />
        <Exact title={t(`ledger.exact.${shown.kind}`)} text={shown.body} />
      </>
    );
  }
  if (shown.kind === "feature") {
    return (
      <>
        {isResolution(shown) ? (
          <ResolutionBody body={shown.body} roster={props.roster} naming={props.naming} />
        ) : (
          <Hash hash={shown.hash} />
        )}
        <Exact title={t("ledger.exact.feature")} text={shown.body} />
      </>
    );
  }
  if (shown.kind === "figures") return <FiguresTable figures={shown.figures} />;
  if (shown.kind === "tombstone" || shown.kind === "buried") {
    return <Exact title={t("ledger.exact.note")} text={shown.note} />;
  }
  return shown.kind === "release" ? <Files release={shown} /> : null;
}

/** Every file of a release with its hash. */
function Files(props: { readonly release: Extract<Shown, { readonly kind: "release" }> }): JSX.Element {
  const { files, hash } = props.release;
  return (
    <>
      <Hash hash={hash} />
      <More title={t("ledger.exact.files", { count: files.length })}>
        <ul class="stack close small code" translate={false}>
          {files.map(([path, of]) => (
            <li key={path}>
              {path} <span class="soft">{of}</span>
            </li>
          ))}
        </ul>
      </More>
    </>
  );
}
