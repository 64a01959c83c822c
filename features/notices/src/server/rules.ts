import { section, type Reminders } from "@niuniu/host";
import { shape, whole, type Reader } from "@niuniu/note/reading";
import { Refused } from "@niuniu/wire";
import brought from "../policy.json" with { type: "json" };

const [HOUR, DAY] = [3_600_000, 86_400_000];

const hours = shape({ hours: whole(1, 240) });
const days = shape({ days: whole(1, 60) });
/** ms; in hours or in days, which both pass on days off too. */
const span: Reader<number> = (value) => {
  const [inHours, inDays] = [hours(value), days(value)];
  return inHours === undefined ? inDays && inDays.days * DAY : inHours.hours * HOUR;
};
const reminders = shape({
  reminders: shape({
    urgent: shape({ first: span, second: span, last: span }),
    calm: shape({ first: span, last: span }),
  }),
});

/** The section from untrusted input. Throws Refused("notices/malformed-policy"). */
function read(value: unknown): Reminders {
  const found = reminders(value);
  if (found === undefined) throw new Refused("notices/malformed-policy");
  const { urgent, calm } = found.reminders;
  return { urgent: [urgent.first, urgent.second, urgent.last], calm: [calm.first, calm.last] };
}

/** How long before a date whoever owes is told once more. A policy of before said nothing of it, and meant this. */
export const rules = section<Reminders>(brought, read, {
  unsaid: {
    reminders: {
      urgent: { first: { hours: 24 }, second: { hours: 4 }, last: { hours: 1 } },
      calm: { first: { days: 3 }, last: { days: 1 } },
    },
  },
});
