import { expect, it } from "vitest";
import { readCarriers } from "./carriers.ts";

const said = (environment: Readonly<Record<string, string>>): string => {
  try {
    readCarriers(environment);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

it("without any setting notices go by chat robots alone, and each other way is opened by its own", () => {
  expect(readCarriers({})).toEqual({ mail: null, sms: null, listed: [] });
  const smtp = { NIUNIU_SMTP: "smtp://me:s3cret@mail.example.org:587", NIUNIU_MAIL_FROM: "line@example.org" };
  expect(readCarriers(smtp).mail).toMatchObject({ from: "line@example.org", plain: false });
  expect(readCarriers({ ...smtp, NIUNIU_SMTP_PLAIN: "yes" }).mail).toMatchObject({ plain: true });
  const sms = { NIUNIU_SMS_URL: "https://sms.example.org/send", NIUNIU_SMS_BODY: "to={number}&text={text}" };
  expect(readCarriers({ ...sms, NIUNIU_OUTWARD: "robot.example.org, 10.0.0.7" })).toMatchObject({
    sms: { body: sms.NIUNIU_SMS_BODY, authorization: null },
    listed: ["robot.example.org", "10.0.0.7"],
  });
});

it("a setting that cannot be is refused at start, and no sentence repeats a password", () => {
  const all = [
    said({ NIUNIU_SMTP: "mail.example.org:s3cret", NIUNIU_MAIL_FROM: "line@example.org" }),
    said({ NIUNIU_SMTP: "smtp://me:s3cret@mail.example.org" }),
    said({ NIUNIU_SMS_URL: "http://sms.example.org/?key=s3cret" }),
    said({ NIUNIU_SMS_URL: "https://sms.example.org/?key=s3cret", NIUNIU_SMS_BODY: "{number}" }),
    said({ NIUNIU_OUTWARD: "https://robot.example.org" }),
  ];
  expect(all.map((sentence) => /^NIUNIU_(SMTP|MAIL_FROM|SMS_URL|SMS_BODY|OUTWARD) /.exec(sentence)?.[1])).toEqual([
    "SMTP",
    "MAIL_FROM",
    "SMS_URL",
    "SMS_BODY",
    "OUTWARD",
  ]);
  expect(all.join()).not.toContain("s3cret");
});
