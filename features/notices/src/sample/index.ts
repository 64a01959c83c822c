import type { Stage } from "@niuniu/wire/scene";
import type { Language } from "../message.ts";
import * as routes from "../routes.ts";

/** A member who signed in takes a way to be told: adds their mail address, is sent a trial, and says that it arrived. */
export async function takeMail(
  { ask }: Pick<Stage, "ask">,
  authorization: string,
  { address, language }: { readonly address: string; readonly language: Language },
): Promise<void> {
  const said = { kind: "mail", address, secret: "", language } as const;
  const { channel } = await ask(routes.add, { authorization, json: said });
  await ask(routes.attempt, { authorization, json: { channel } });
  await ask(routes.arrived, { authorization, json: { channel } });
}
