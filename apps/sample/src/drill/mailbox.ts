import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** A mail as its server takes it. */
interface Mail {
  /** The address it goes to. */
  readonly to: string;
  /** Head and body. */
  readonly text: string;
}

/** A mail server on this machine alone, that keeps what it takes. */
export interface Mailbox {
  /** smtp://… */
  readonly url: string;
  readonly mails: readonly Mail[];
  readonly close: () => void;
}

/** What it says to each command (RFC 5321): to all but the two below, that it is done. */
const ANSWERS: Readonly<Record<string, string>> = { DATA: "354 go on", QUIT: "221 bye" };

async function converse(socket: Socket, mails: Mail[]): Promise<void> {
  const reply = (line: string): void => void socket.write(`${line}\r\n`);
  let [to, body]: [string, string[] | null] = ["", null];
  reply("220 localhost");
  for await (const line of createInterface({ input: socket })) {
    if (body === null) {
      const word = line.slice(0, 4).toUpperCase();
      to = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? to;
      if (word === "DATA") body = [];
      reply(ANSWERS[word] ?? "250 localhost");
    } else if (line === ".") {
      mails.push({ to, text: body.join("\n") });
      body = null;
      reply("250 taken");
    } else body.push(line.replace(/^\.\./, "."));
  }
}

/** Opens one: what a server sends through it leaves this machine by no way. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Whoever hangs up has said all there was to say.
    converse(socket, mails).catch(() => undefined);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `smtp://127.0.0.1:${String(port)}`, mails, close };
}
