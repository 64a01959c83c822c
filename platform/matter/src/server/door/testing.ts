import type { DoorWords } from "./words.ts";

const some = {
  sides: { employees: "employees", employer: "employer", outside: "outside" },
  whoLead: (employers: number): string => `${employers} for the employer`,
  said: (name: string, ...about: readonly string[]): string => `${name} (${about.join(", ")})`,
};

/** Words of a door that is nobody's: each is its own name. */
export const words = new Proxy(some, {
  get: (there, key): unknown => Reflect.get(there, key) ?? String(key),
}) as unknown as DoorWords;
