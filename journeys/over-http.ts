import { routes } from "@niuniu/cases";
import { fromBase64, sha256, toHex } from "@niuniu/note";
import { signIn } from "@niuniu/people";
import { ask, Answered, send, type Founder } from "@niuniu/sample";
import { signAct } from "@niuniu/seal";
import { readParcel, writeParcel, type Parcel } from "@niuniu/seal/parcel";
import { bearer } from "@niuniu/wire";

/** A thread as the server answers it. */
interface ThreadAnswer {
  readonly header: routes.ThreadHeader;
  readonly parts: readonly Uint8Array[];
}

/** The fields of an act beside those every act has; `wrap` travels with a re-wrap. */
interface ActFields {
  readonly kind: string;
  readonly envelope?: Uint8Array | null;
  readonly wrap?: Uint8Array;
  readonly [field: string]: unknown;
}

/** A handler without a browser: their own keys, the real routes. */
export interface HandlerOverHttp {
  readonly thread: (caseId: string) => Promise<ThreadAnswer>;
  readonly act: (caseId: string, fields: ActFields) => Promise<ThreadAnswer>;
}

async function readAnswer(response: Response): Promise<ThreadAnswer> {
  const { header, parts }: Parcel = readParcel(new Uint8Array(await response.arrayBuffer()));
  return { header: header as routes.ThreadHeader, parts };
}

/** Signs a founder in. `today` is the day their acts bear, "YYYY-MM-DD". Throws Answered where the server refuses. */
export async function handlerOverHttp(
  origin: string,
  { id, password, signing }: Founder,
  today: () => string,
): Promise<HandlerOverHttp> {
  const { token } = await ask(origin, signIn, { json: { member: id, password } });
  const authorization = bearer(token);
  const thread: HandlerOverHttp["thread"] = async (caseId) =>
    readAnswer(await send(origin, routes.deskThread, { authorization, json: { case: caseId } }));
  return {
    thread,
    act: async (caseId, { wrap, envelope = null, ...fields }) => {
      const { header } = await thread(caseId);
      const act = {
        ...{
          niuniu: "act v1" as const,
          case: caseId,
          number: header.entries.length + 1,
          previous: header.head,
          by: id,
        },
        kind: fields.kind,
        date: today(),
        envelope: envelope === null ? null : toHex(sha256(envelope)),
        ...Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "kind")),
        ...(wrap === undefined ? {} : { wrapHash: toHex(sha256(wrap)) }),
      };
      const note = signAct(act, { name: id, seed: fromBase64(signing) });
      const parts = [envelope, wrap].filter((part) => part !== null && part !== undefined);
      const parcel = new Uint8Array(writeParcel({ act: note, case: caseId }, parts));
      return readAnswer(await send(origin, routes.deskAct, { authorization, parcel }));
    },
  };
}

/** The code the server refuses with, or null if it does not refuse. */
export async function refusalOf(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof Answered) return error.code;
    throw error;
  }
}
