import { countersign, type Roster } from "@niuniu/roster";
import type { Keys } from "@niuniu/seal/open";
import { settle, t, useAct } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { countersign as countersignRoute, type Draft } from "../../routes.ts";
import { isSigned } from "../taken.ts";
import { Changes, Holders, names } from "./changes.tsx";
import { draftKey, read } from "./draft-review.tsx";
import { SignDialog } from "./sign-dialog.tsx";

/** What stands behind the signature of a draft. */
export interface Signer {
  readonly before: Roster | null;
  /** The drafts that are open now. */
  readonly drafts: readonly Draft[];
  readonly ask: Ask;
  readonly id: string;
  readonly keys: Keys;
  readonly onSigned: () => void;
}

/**
 * The last question before a draft is signed. It stands above the list of drafts: one that is withdrawn or replaced meanwhile takes the question
 * with it from nobody, and can be signed no more.
 */
export function useSignDraft(signer: Signer): {
  readonly sign: (draft: Draft) => void;
  readonly dialog: JSX.Element;
} {
  const { ask, id } = signer;
  const [asked, setAsked] = useState<{ readonly draft: Draft; readonly before: Roster | null } | null>(null);
  const act = useAct();
  const send = (): void =>
    void act.run(async () => {
      if (asked === null) return;
      const note = countersign(asked.before, asked.draft.note, { id, seed: signer.keys.signing });
      await settle(
        () => ask(countersignRoute, { note }),
        () => isSigned(ask, note, id),
      );
      setAsked(null);
      signer.onSigned();
    });
  const shown = asked === null ? null : read(asked.before, asked.draft);
  const stale = asked !== null && !signer.drafts.some((draft) => draftKey(draft) === draftKey(asked.draft));
  return {
    sign: (draft) => setAsked({ draft, before: signer.before }),
    dialog: (
      <SignDialog
        open={shown !== null}
        title={t("people.draft.confirm", { number: shown?.statement.number ?? 0 })}
        stale={stale}
        go={t("people.draft.sign-go")}
        act={act}
        onSign={send}
        onClose={() => setAsked(null)}
      >
        {shown !== null && (
          <>
            <Changes comparison={shown} />
            {shown.statement.number === 1 && <p>{t("people.draft.founders", { names: names(shown.fresh) })}</p>}
            <Holders holders={shown.holders} />
            <p class="soft">{t("people.draft.exactly")}</p>
          </>
        )}
      </SignDialog>
    ),
  };
}
