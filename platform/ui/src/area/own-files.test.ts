import { expect, it } from "vitest";
import { ownFiles } from "./own-files.ts";
import { shelf } from "./testing.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

it("what is forgotten at sign-out does not come back with what was still being written", async () => {
  const { kept, files } = shelf();
  const own = ownFiles(files);
  const file = own.open("chen-lan");
  const writing = file.write(bytes("one"));
  const forgetting = own.forget("chen-lan");
  const late = file.write(bytes("two"));
  await Promise.all([writing, forgetting, late]);
  expect([...kept]).toEqual([]);
  const again = own.open("chen-lan");
  expect(await again.read()).toBeNull();
  await again.write(bytes("three"));
  expect(await again.read()).toEqual(bytes("three"));
});

it("a device that forbids pages to keep anything holds nothing, and nothing breaks", async () => {
  const own = ownFiles(() => Promise.reject(new Error("forbidden")));
  const file = own.open("chen-lan");
  expect(await file.read()).toBeNull();
  expect(await file.write(bytes("one"))).toBe(false);
  await own.forget("chen-lan");
  expect(await file.read()).toBeNull();
});

it("what is kept under a member’s name goes with it, and nobody else’s does", async () => {
  const { kept, files } = shelf();
  const own = ownFiles(files);
  for (const name of ["ab12", "ab12.templates", "ab123"]) await own.open(name).write(bytes(name));
  const late = own.open("ab12.templates");
  await own.forget("ab12");
  await late.write(bytes("late"));
  expect([...kept.keys()]).toEqual(["/own/ab123"]);
});
