import { once } from "node:events";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A mail server on this machine that keeps what it is given, or refuses it. */
export class Letterbox {
  readonly mails: string[] = [];
  refusing = false;
  url = "";
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        if (!this.refusing) this.mails.push(mail);
        done(this.refusing ? new Error("later") : null);
      });
    },
  });

  async open(): Promise<this> {
    const listening = this.#server.listen(0, "127.0.0.1");
    await once(listening, "listening");
    const bound = listening.address();
    this.url = `smtp://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
    return this;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(() => resolve(null)));
  }

  /** The words of the newest mail, however they were encoded on the way. */
  newest(): string {
    const mail = this.mails.at(-1) ?? "";
    const body = mail.split("\r\n\r\n").slice(1).join("\n\n");
    if (/base64/i.test(mail)) return Buffer.from(body, "base64").toString("utf8");
    return body
      .replace(/=\r\n/g, "")
      .replace(/(=[0-9A-F]{2})+/g, (part) => Buffer.from(part.replaceAll("=", ""), "hex").toString("utf8"));
  }

  /** Waits until so many mails have come. */
  async holding(count: number): Promise<void> {
    const end = Date.now() + 20_000;
    while (this.mails.length < count) {
      if (Date.now() > end) throw new Error(`${this.mails.length} mails came instead of ${count}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }
}
