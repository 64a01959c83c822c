import { createTransport } from "nodemailer";
import { say, type Language } from "../words.ts";
import type { News } from "./changes.ts";

/** A mail as it waits to be sent. */
export interface Letter {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

/** What a mail needs besides its news. */
export interface Head {
  readonly url: URL;
  /** ms since epoch */
  readonly now: number;
  readonly id: string;
}

/** Writes down news in plain words. */
export function letterOf(news: News, { url, now, id }: Head, language: Language): Letter {
  const sentences = news.sentences.map(({ key, values }) => {
    const sentence = say(language, key, values);
    return `- ${news.kind === "well" ? say(language, "watch.well", { sentence }) : sentence}`;
  });
  const lines = [
    say(language, "watch.hello", { host: url.host, at: new Date(now).toISOString() }),
    "",
    ...sentences,
    "",
    ...(news.kind === "lied" ? [say(language, "evidence.what-now"), ""] : []),
    say(language, "watch.end", { address: url.href }),
    "",
  ];
  return { id, subject: say(language, `watch.subject-${news.kind}`, { host: url.host }), text: lines.join("\n") };
}

/** Where mail goes out and to whom. `smtp` may hold a password and is shown nowhere. */
export interface Post {
  readonly smtp: URL;
  readonly from: string;
  readonly to: readonly string[];
}

const PATIENCE = 20_000;

/** Sends one mail; true once the mail server has taken it. Otherwise why not, without anything secret. */
export async function send({ smtp, from, to }: Post, { id, subject, text }: Letter): Promise<true | string> {
  const secure = smtp.protocol === "smtps:";
  const name = decodeURIComponent(smtp.username);
  const transport = createTransport({
    host: smtp.hostname,
    port: smtp.port === "" ? (secure ? 465 : 587) : Number(smtp.port),
    secure,
    // A password never travels unencrypted.
    requireTLS: !secure && name !== "",
    ...(name === "" ? {} : { auth: { user: name, pass: decodeURIComponent(smtp.password) } }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    // The same id each time it is tried: a mail server that took it twice shows it once.
    await transport.sendMail({ from, to: [...to], subject, text, messageId: `<${id}@niuniu.watch>` });
    return true;
  } catch (cause) {
    // The server's own words may repeat the password; a code does not.
    return cause instanceof Error && "code" in cause ? String(cause.code) : "SMTP";
  } finally {
    transport.close();
  }
}
