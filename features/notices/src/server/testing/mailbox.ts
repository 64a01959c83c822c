import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { certificate, key } from "./certificate.ts";

/** A mail server on this machine that can be down for a while, and what it took. */
export interface Mailbox {
  readonly server: URL;
  readonly mails: string[];
  readonly down: () => Promise<void>;
  /** On the port it had. */
  readonly up: () => Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: string[] = [];
  let smtp: SMTPServer | null = null;
  const begin = async (port: number): Promise<number> => {
    smtp = new SMTPServer({
      ...{ cert: certificate, key, authOptional: true },
      onData: (stream, _session, done) => void readAll(stream).then((text) => done(null, void mails.push(text))),
    });
    const listening = smtp.listen(port, "127.0.0.1");
    await once(listening, "listening");
    return (listening.address() as { readonly port: number }).port;
  };
  const port = await begin(0);
  return {
    server: new URL(`smtp://localhost:${port}`),
    mails,
    down: async () => {
      const [open] = [smtp];
      smtp = null;
      if (open !== null) await new Promise((done) => open.close(() => done(null)));
    },
    up: async () => {
      await begin(port);
    },
  };
}

/** A mail as its reader sees it: what stands in its head besides, and its subject and text. */
export function readMail(mail: string): {
  readonly head: string;
  readonly subject: string;
  readonly text: string;
} {
  const [head = "", body = ""] = mail.split("\r\n\r\n");
  const decoded = (part: string): string => Buffer.from(part, "base64").toString("utf8");
  const packed = /=\?UTF-8\?B\?([^?]*)\?=/i.exec(head)?.[1];
  const subject = packed === undefined ? (/^Subject: (.*)$/m.exec(head)?.[1]?.trim() ?? "") : decoded(packed);
  return { head, subject, text: decoded(body).trim() };
}
