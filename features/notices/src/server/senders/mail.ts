import { createTransport } from "nodemailer";
import type { Why } from "../../kinds.ts";
import { later, refused, SENT, type Outcome, type Sender } from "./sender.ts";

/** How mail leaves the house; the operator's. */
export interface MailSetting {
  /** smtp://name:password@host:587 or smtps://…; held in no log and no error. */
  readonly server: URL;
  readonly from: string;
  /** The operator has said that mail may leave unencrypted. */
  readonly plain: boolean;
  /** Certificates (PEM) to be believed instead of the machine's; for tests. */
  readonly ca?: string;
}

const PATIENCE = 20_000;

const WHY: Readonly<Record<string, Why>> = {
  EDNS: "unresolved",
  ENOTFOUND: "unresolved",
  ETIMEDOUT: "silent",
  ECONNECTION: "unreachable",
  ESOCKET: "unreachable",
};

const CERTIFICATE = /certificate|self.signed|altname/i;

/** The server's own words may repeat an address or a password: only codes are looked at, and whether it was about a certificate. */
function outcomeOf(cause: unknown): Outcome {
  const {
    code = "",
    responseCode = 0,
    message = "",
  } = cause as Readonly<Partial<{ code: string; responseCode: number; message: string }>>;
  // It offers no encryption, whatever number it says that with.
  if (code === "ETLS") return later("untrusted");
  if (responseCode >= 500) return refused("not-taken");
  if (responseCode >= 400) return later("failing");
  return later(CERTIFICATE.test(message) ? "untrusted" : (WHY[code] ?? "unreachable"));
}

/** Hands mail to the operator's server. STARTTLS is required unless the operator says otherwise; a password never goes unencrypted. */
export function mailSender({ server, from, plain, ca }: MailSetting): Sender {
  const secure = server.protocol === "smtps:";
  const name = decodeURIComponent(server.username);
  const options = {
    host: server.hostname,
    port: server.port === "" ? (secure ? 465 : 587) : Number(server.port),
    secure,
    requireTLS: !secure && (!plain || name !== ""),
    ignoreTLS: !secure && plain && name === "",
    ...(name === "" ? {} : { auth: { user: name, pass: decodeURIComponent(server.password) } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return async (to, { subject, text, id }) => {
    const transport = createTransport(options);
    try {
      await transport.sendMail({
        // The same id each time: a server that took it twice shows it once.
        ...{ from, to, subject, text, messageId: `<${id}@notices.niuniu>` },
        headers: { "auto-submitted": "auto-generated" },
        textEncoding: "base64",
      });
      return SENT;
    } catch (cause) {
      return outcomeOf(cause);
    } finally {
      transport.close();
    }
  };
}
