import type { Carriers } from "@niuniu/notices/server";
import { CannotStart } from "@niuniu/host";

type Environment = Readonly<Record<string, string | undefined>>;

const given = (environment: Environment, name: string): string | null => {
  const value = environment[name]?.trim() ?? "";
  return value === "" ? null : value;
};

/** What is wrong is said; the setting itself never: it may hold a password. */
const refuse = (sentence: string): CannotStart => new CannotStart("host/bad-setting", sentence);

function readMail(environment: Environment): Carriers["mail"] {
  const [server, from] = [given(environment, "NIUNIU_SMTP"), given(environment, "NIUNIU_MAIL_FROM")];
  if (server === null) return null;
  if (!URL.canParse(server) || !/^smtps?:$/.test(new URL(server).protocol) || new URL(server).hostname === "")
    throw refuse("NIUNIU_SMTP must look like smtp://name:password@mail.example.org:587, or smtps://… for port 465.");
  if (from === null || !/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    throw refuse("NIUNIU_MAIL_FROM must be the address notices are sent from, such as line@example.org.");
  return { server: new URL(server), from, plain: given(environment, "NIUNIU_SMTP_PLAIN") === "yes" };
}

function readSms(environment: Environment): Carriers["sms"] {
  const url = given(environment, "NIUNIU_SMS_URL");
  if (url === null) return null;
  if (!URL.canParse(url) || new URL(url).protocol !== "https:")
    throw refuse("NIUNIU_SMS_URL must be the https address of your gateway, such as https://sms.example.org/send.");
  const body = given(environment, "NIUNIU_SMS_BODY") ?? "";
  if (!`${url}${body}`.includes("{number}") || !`${url}${body}`.includes("{text}"))
    throw refuse('NIUNIU_SMS_BODY must say where number and text belong, such as {"to":"{number}","text":"{text}"}.');
  return { url, body, authorization: given(environment, "NIUNIU_SMS_AUTHORIZATION") };
}

/** Reads how notices may leave the house; nothing that is set: by chat robots alone. Throws CannotStart host/bad-setting. */
export function readCarriers(environment: Environment): Carriers {
  const listed = (given(environment, "NIUNIU_OUTWARD") ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const odd = listed.find((name) => /[/:@*]/.test(name));
  if (odd !== undefined)
    throw refuse(`NIUNIU_OUTWARD names "${odd}"; it must be host names, such as robot.example.org.`);
  return { mail: readMail(environment), sms: readSms(environment), listed };
}
