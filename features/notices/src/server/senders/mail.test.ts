import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, it } from "vitest";
import { certificate, key } from "../testing/certificate.ts";
import { mailSender } from "./mail.ts";
import type { Outcome } from "./sender.ts";

let server: SMTPServer | null = null;
afterEach(async () => {
  await new Promise((done) => (server === null ? done(null) : server.close(() => done(null))));
  server = null;
});

/** A mail server on this machine; resolves with its port and the mails it has taken. */
async function serve(options: SMTPServerOptions = {}) {
  const mails: { readonly text: string; readonly secure: boolean }[] = [];
  const opened = new SMTPServer({
    ...{ cert: certificate, key, authOptional: true },
    onData: (stream, { secure }, done) => {
      void readAll(stream).then((text) => {
        mails.push({ text, secure });
        done(null);
      });
    },
    ...options,
  });
  server = opened;
  const listening = opened.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const bound = listening.address();
  return { mails, port: typeof bound === "object" && bound !== null ? bound.port : 0 };
}

const message = {
  subject: "有一件事需要你处理",
  text: "有一件事需要你处理\nhttps://line.example.org/desk",
  id: "ab12",
  urgent: false,
};
const send = (
  port: number,
  more: { readonly plain?: boolean; readonly ca?: string; readonly login?: string; readonly scheme?: string } = {
    ca: certificate,
  },
): Promise<Outcome> => {
  const { login = "", plain = false, scheme = "smtp", ca } = more;
  const address = new URL(`${scheme}://${login}localhost:${port}`);
  return mailSender({ server: address, from: "line@mail.example", plain, ...(ca === undefined ? {} : { ca }) })(
    "lin@mail.example",
    message,
  );
};

it("mail goes out encrypted, with a Chinese subject, the sentence and the link, and the same id each time", async () => {
  const { mails, port } = await serve();
  expect(await send(port)).toEqual({ kind: "sent" });
  expect(await send(port)).toEqual({ kind: "sent" });
  expect(mails.map(({ secure }) => secure)).toEqual([true, true]);
  const [head = "", body = ""] = mails[0]?.text.split("\r\n\r\n") ?? [];
  expect(Buffer.from(body, "base64").toString("utf8")).toBe(message.text);
  expect(head).toContain("Message-ID: <ab12@notices.niuniu>");
  expect(head).toContain("Auto-Submitted: auto-generated");
  const subject = /Subject: =\?UTF-8\?B\?([^?]*)\?=/.exec(head)?.[1] ?? "";
  expect(Buffer.from(subject, "base64").toString("utf8")).toBe(message.subject);
  // What a relay learns is the minute and the two addresses.
  const names = head.split("\r\n").flatMap((line) => /^([A-Za-z-]+):/.exec(line)?.[1] ?? []);
  expect(names.toSorted()).toEqual([
    "Auto-Submitted",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
  ]);
});

it("without STARTTLS, or with a certificate that nobody vouches for, nothing goes out", async () => {
  const open = await serve({ disabledCommands: ["STARTTLS"] });
  expect(await send(open.port)).toEqual({ kind: "later", why: "untrusted", wait: null });
  expect(open.mails).toEqual([]);
  // Only where the operator says so; a password not even then.
  expect(await send(open.port, { plain: true })).toEqual({ kind: "sent" });
  expect(await send(open.port, { plain: true, login: "me:s3cret@" })).toMatchObject({ kind: "later" });
  expect(open.mails).toHaveLength(1);
  await new Promise((done) => server?.close(() => done(null)));
  const foreign = await serve();
  expect(await send(foreign.port, {})).toEqual({ kind: "later", why: "untrusted", wait: null });
  expect(foreign.mails).toEqual([]);
});

it("what the server puts off is tried again, and what it refuses is not", async () => {
  const saying = (responseCode: number): SMTPServerOptions => ({
    onRcptTo: (_to, _session, done) => done(Object.assign(new Error("s3cret"), { responseCode })),
  });
  const later = await serve(saying(451));
  expect(await send(later.port)).toEqual({ kind: "later", why: "failing", wait: null });
  await new Promise((done) => server?.close(() => done(null)));
  const never = await serve(saying(550));
  expect(await send(never.port)).toEqual({ kind: "refused", why: "not-taken" });
  await new Promise((done) => server?.close(() => done(null)));
  server = null;
  expect(await send(never.port)).toEqual({ kind: "later", why: "unreachable", wait: null });
});
