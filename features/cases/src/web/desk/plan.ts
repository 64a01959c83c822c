import type { MemberAct } from "../../events.ts";
import type { Finding } from "../../letters.ts";

type Kind = MemberAct["kind"];
type FieldsOf<K extends Kind> = Omit<
  Extract<MemberAct, { readonly kind: K }>,
  "niuniu" | "case" | "number" | "previous" | "by" | "kind" | "date" | "envelope" | "wrapHash"
>;

/** What a handler decided, before it is sealed and signed. */
export type Plan = {
  [K in Kind]: {
    readonly kind: K;
    readonly text: string | null;
    readonly finding?: Finding;
    readonly mentions?: readonly string[];
  } & FieldsOf<K>;
}[Kind];

/** What the acts of an open case go through: sent, and shown as it is afterwards. */
export type Perform = (plan: Plan) => Promise<void>;
