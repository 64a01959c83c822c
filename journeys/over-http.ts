import { routes } from "@niuniu/cases";
import { parcelOf, type Acting } from "@niuniu/cases/sample";
import { signIn } from "@niuniu/people";
import { ask, Answered, send, type Founder } from "@niuniu/sample";
import { readParcel, type Parcel } from "@niuniu/seal/parcel";
import { bearer } from "@niuniu/wire";

/** A thread as the server answers it. */
interface ThreadAnswer {
  readonly header: routes.ThreadHeader;
  readonly parts: readonly Uint8Array[];
}

/** A handler without a browser: their own keys, the real routes. */
export interface HandlerOverHttp {
  readonly thread: (caseId: string) => Promise<ThreadAnswer>;
  readonly act: (caseId: string, acting: Acting) => Promise<ThreadAnswer>;
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
    act: async (caseId, acting) => {
      const { header } = await thread(caseId);
      const parcel = parcelOf(header, { id, signing }, today(), acting);
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
