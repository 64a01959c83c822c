import type { Outward } from "../outward/post.ts";
import { later, outcomeOf, refused, SENT, type Sender } from "./sender.ts";

/** How a short message leaves the house: what the operator's gateway wants, with {number} and {text} where they belong. */
export interface SmsSetting {
  /** https; held in no log and no error. */
  readonly url: string;
  /** JSON or a form; what begins with a brace is JSON. */
  readonly body: string;
  /** The `Authorization` header, or null. */
  readonly authorization: string | null;
}

type Values = Readonly<Record<"number" | "text", string>>;

const filled = (template: string, values: Values, write: (value: string) => string): string =>
  template.replaceAll(/\{(number|text)\}/g, (_slot, name: "number" | "text") => write(values[name]));

/** A text as it stands between the quotes of a JSON text. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Asks the operator's gateway. A gateway's words are its own: only its status is looked at. */
export function smsSender({ url, body, authorization }: SmsSetting, outward: Outward, now: () => number): Sender {
  const isJson = body.trimStart().startsWith("{");
  const headers = {
    "content-type": isJson ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded",
    ...(authorization === null ? {} : { authorization }),
  };
  return async (number, { text }) => {
    const values = { number, text };
    const posted = await outward({
      url: filled(url, values, encodeURIComponent),
      body: filled(body, values, isJson ? inJson : encodeURIComponent),
      headers,
    });
    const outcome = outcomeOf(posted, now());
    if (outcome !== null || posted.kind === "unanswered") return outcome ?? later("failing");
    return posted.status < 300 ? SENT : refused("not-taken");
  };
}
