import { expect, it } from "vitest";
import { readAddress, shownApart } from "./address.ts";

it("an address is taken as people write it, and one that could be two or lead elsewhere is not", () => {
  expect(readAddress("mail", " lin@mail.example ")).toBe("lin@mail.example");
  for (const text of [
    "lin",
    "lin@",
    "a@b.example,c@d.example",
    "a@b.example\nbcc: c@d.example",
    "<a@b.example>",
    "a b@c.example",
  ])
    expect([text, readAddress("mail", text)]).toEqual([text, null]);
  expect(readAddress("sms", "+86 138-0013 (8000)")).toBe("+8613800138000");
  for (const text of ["13800138000", "+0123456789", "+86138001380001234", "+86;1380013800"])
    expect([text, readAddress("sms", text)]).toEqual([text, null]);
  expect(readAddress("slack", "https://hooks.slack.com/services/T/B/x")).toBe("https://hooks.slack.com/services/T/B/x");
  for (const text of [
    "http://hooks.slack.com/x",
    "https://me:word@hooks.slack.com/x",
    "hooks.slack.com",
    "file:///etc/passwd",
  ])
    expect([text, readAddress("slack", text)]).toEqual([text, null]);
});

it("a phone's subscription is taken as a browser gives it", () => {
  const keys = { p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };
  const given = { endpoint: "https://push.example/x", expirationTime: null, keys };
  expect(readAddress("push", JSON.stringify(given))).toBe(JSON.stringify({ endpoint: given.endpoint, keys }));
  const bad = [
    {},
    { ...given, endpoint: "http://push.example" },
    { ...given, keys: { ...keys, auth: "A" } },
    { ...given, endpoint: 1 },
    null,
  ];
  for (const one of bad) expect([one, readAddress("push", JSON.stringify(one))]).toEqual([one, null]);
  expect(shownApart([{ kind: "push", address: JSON.stringify(given) }])).toEqual(["push.example"]);
});

it("what is shown of an address tells its owner which it is, and holds no secret", () => {
  const robot = "https://oapi.dingtalk.com/robot/send?access_token=s3cret";
  const all = [
    { kind: "mail", address: "lin@mail.example" },
    { kind: "sms", address: "+8613800138000" },
    { kind: "dingtalk", address: robot },
  ] as const;
  expect(shownApart(all)).toEqual(["l…@mail.example", "…000", "oapi.dingtalk.com"]);
});

it("two addresses of one member are told apart, by as few letters as do, and else by their number", () => {
  const shown = (...addresses: readonly string[]): readonly string[] =>
    shownApart(addresses.map((address) => ({ kind: "mail", address })));
  expect(shown("lin@mail.example", "lu@mail.example")).toEqual(["li…@mail.example", "lu…@mail.example"]);
  expect(shown("lin@mail.example", "lin@other.example")).toEqual(["l…@mail.example", "l…@other.example"]);
  expect(shown("lin.wei@mail.example", "lin.work@mail.example", "su@mail.example")).toEqual([
    ...["l…@mail.example (1)", "l…@mail.example (2)", "s…@mail.example"],
  ]);
  const robots = ["a", "b"].map((token) => `https://oapi.dingtalk.com/robot/send?access_token=${token}`);
  expect(shownApart(robots.map((address) => ({ kind: "dingtalk", address })))).toEqual([
    ...["oapi.dingtalk.com (1)", "oapi.dingtalk.com (2)"],
  ]);
});
