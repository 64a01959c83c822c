import type { Trust } from "@niuniu/trust";
import type { ParcelOf, Route } from "@niuniu/wire";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { Matter } from "../../state.ts";
import type { OlderHeader, SealedThread } from "../../thread.ts";
import type { RulesReader } from "../newest-rules.ts";
import type { SealedKind } from "../sealed-kind.ts";
import type { WordList } from "./receipt-in.ts";

/** What whoever has a receipt can sign after the beginning. `text` is sealed to those who can open the matter; null or none sends none. */
export interface Saying {
  readonly kind: string;
  readonly text?: string | null;
}

/** How whoever has a receipt comes back to matters of a kind, reads them and says more. */
export interface ReceiptKind<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Said extends Saying,
> extends SealedKind<M, Begun, Letter> {
  readonly thread: Route<undefined, ParcelOf<Header>>;
  readonly older: Route<{ readonly before: number }, ParcelOf<OlderHeader>>;
  readonly say: Route<ParcelOf<{ readonly act: string }>, ParcelOf<Header>>;
  /** Acts of members whose words are sealed to whoever has the receipt, too. */
  readonly toReporter: readonly string[];
  /** Acts whose words are for the readers among themselves. */
  readonly internal: readonly string[];
  /** What is sealed of a text. Throws Refused for one that says nothing. */
  readonly letter: (text: string, name: string) => Letter;
  /** What an act says besides what every act does, in the order in which it is written. */
  readonly says: (saying: Said) => Readonly<Record<string, unknown>>;
  readonly newest: RulesReader<M["policy"]>;
  /** The committee with everything checked. Throws as `trustIn`. */
  readonly trust: () => Promise<Trust>;
  /** The word list; fetched only where words were typed. */
  readonly loadWords: () => Promise<WordList>;
}
