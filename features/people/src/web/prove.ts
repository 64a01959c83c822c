import type { Ask } from "@niuniu/wire";
import { passkeyAsk, type Proof } from "../routes.ts";
import { touchPasskey } from "./passkey.ts";
import { withWork, type TellWork } from "./work.ts";

/** Does something for which the server asks the member to show anew that they are there. Throws CallError. */
export type Prove = <T>(send: (proof: Proof) => Promise<T>) => Promise<T>;

/** By the password; what the server asks of calculation is done here. */
export const byPassword =
  (tried: { readonly member: string; readonly password: string }, tell: TellWork): Prove =>
  (send) =>
    withWork(tried, (work) => send({ password: tried.password, ...work }), tell);

/** By a touch of a passkey the server knows. */
export const byPasskey =
  (ask: Ask, credentials: readonly string[]): Prove =>
  async (send) => {
    const { ceremony, options } = await ask(passkeyAsk, undefined);
    const { response } = await touchPasskey(options, credentials);
    return send({ ceremony, response });
  };
