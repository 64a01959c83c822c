import { COSIGNATURE, verifierOf, writeKey } from "@niuniu/note";
import { RosterError } from "@niuniu/roster";
import { expect, test } from "vitest";
import { alarmName, readAlarm, readAnswered, signAlarm, signAnswered, type Alarm } from "./alarm.ts";

const union = { name: "union.example/witness", seed: new Uint8Array(32).fill(7) };
const press = { name: "press.example", seed: new Uint8Array(32).fill(8) };
const lineOf = (witness: typeof union): string => writeKey(verifierOf(witness), COSIGNATURE);
const witnesses = [`${lineOf(union)} https://union.example/w`, lineOf(press)];
const alarm: Alarm = {
  origin: "line.example.org/record",
  date: "2026-11-30",
  says: "I was shown two records of the same length.",
  saw: ["line.example.org/record\n3\nAAAA\n\n— line.example.org/record AAAAAAAA\n"],
};
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof RosterError ? error.code : String(error);
  }
  return "read";
};

test("a witness's alarm reads as it was signed, and tells whose it is", () => {
  const note = signAlarm(alarm, union, 1_790_000_000);
  const { by, origin, date, says, saw } = readAlarm(note, witnesses);
  expect([by.name, { origin, date, says, saw }]).toEqual([union.name, alarm]);
  expect(readAnswered(signAnswered({ alarm: alarmName(note), date: "2026-12-01" }, press, 5), witnesses)).toMatchObject(
    {
      alarm: alarmName(note),
      by: { name: press.name },
    },
  );
});

test("an alarm has one name, however often it is signed, and another for other words", () => {
  const note = signAlarm(alarm, union, 1);
  expect(alarmName(signAlarm(alarm, union, 2))).toBe(alarmName(note));
  expect(alarmName(signAlarm({ ...alarm, date: "2026-12-01" }, union, 1))).not.toBe(alarmName(note));
});

test("nobody raises one in a witness's name, nor changes what they said", () => {
  const note = signAlarm(alarm, union, 1);
  expect(code(() => readAlarm(note, [lineOf(press)]))).toBe("roster/foreign-signature");
  expect(code(() => readAlarm(note.replace("two", "ten"), witnesses))).toBe("roster/foreign-signature");
  const other = signAlarm(alarm, press, 1).split("\n\n")[1] ?? "";
  expect(code(() => readAlarm(note + other, witnesses))).toBe("roster/foreign-signature");
  const impostor = { ...union, seed: press.seed };
  expect(code(() => readAlarm(signAlarm(alarm, impostor, 1), witnesses))).toBe("roster/foreign-signature");
});

test("one spelling is read, of a bounded length, and neither word for the other", () => {
  const note = signAlarm(alarm, union, 1);
  expect(code(() => readAnswered(note, witnesses))).toBe("roster/malformed");
  expect(code(() => readAlarm(note.replace('"says"', ' "says"'), witnesses))).toBe("roster/malformed");
  for (const wrong of [
    { says: " " },
    { says: "a".repeat(2_001) },
    { saw: ["a", "b", "c"] },
    { saw: ["a".repeat(8_001)] },
    { date: "2026-02-30" },
    { says: 7 as unknown as string },
    { saw: "a" as unknown as string[] },
  ])
    expect(code(() => signAlarm({ ...alarm, ...wrong }, union, 1))).toBe("roster/malformed");
});
