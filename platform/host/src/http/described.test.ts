import { route, type ParcelOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkAnswer } from "../testing.ts";
import { answerOf } from "./described.ts";

interface Line {
  readonly name: string;
  readonly side: "left" | "right";
  readonly note?: string;
  readonly parts: readonly { readonly at: number | null }[];
}
const plain = { audience: "anyone", method: "GET", takes: "none" } as const;
const json = route<undefined, Line>({ ...plain, path: "/try/line", gives: "json" });
const parcel = route<undefined, ParcelOf<Line>>({ ...plain, path: "/try/parcel", gives: "parcel" });

const fields = {
  name: z.string(),
  side: z.enum(["left", "right"]),
  note: z.string().exactOptional(),
  parts: z.array(z.strictObject({ at: z.number().nullable() })),
};
const line: Line = { name: "a", side: "left", parts: [{ at: null }] };

describe("the schema of an answer", () => {
  it("is of the JSON, or of the header of a parcel", () => {
    expect(answerOf(json, z.strictObject(fields)).parse(line)).toEqual(line);
    expect(answerOf(parcel, z.strictObject(fields)).parse(line)).toEqual(line);
  });

  it("does not compile where it says anything else than the route's type", () => {
    const { name, side, note, parts } = fields;
    // @ts-expect-error -- a field less
    answerOf(json, z.strictObject({ side, note, parts }));
    // @ts-expect-error -- an optional field less
    answerOf(json, z.strictObject({ name, side, parts }));
    // @ts-expect-error -- a field more
    answerOf(json, z.strictObject({ ...fields, more: z.string() }));
    // @ts-expect-error -- an optional field more
    answerOf(json, z.strictObject({ ...fields, more: z.string().exactOptional() }));
    // @ts-expect-error -- a wider field
    answerOf(json, z.strictObject({ ...fields, side: z.string() }));
    // @ts-expect-error -- a narrower field
    answerOf(json, z.strictObject({ ...fields, side: z.literal("left") }));
    // @ts-expect-error -- another kind of value, deep inside
    answerOf(parcel, z.strictObject({ ...fields, parts: z.array(z.strictObject({ at: z.number() })) }));
    // @ts-expect-error -- anything at all
    answerOf(json, z.any());
    expect(Object.keys(fields)).toEqual(["name", "side", "note", "parts"]);
  });
});

describe("the check of real answers", () => {
  const mounted = { route: json, door: null, answer: answerOf(json, z.strictObject(fields)) };

  it("takes what the schema says, as it travels", () => {
    const unsaid: object = { ...line, gone: undefined };
    expect(() => checkAnswer(mounted, unsaid)).not.toThrow();
    expect(() => checkAnswer({ ...mounted, route: parcel }, { header: line, parts: [] })).not.toThrow();
  });

  it.each([
    ["an unknown field", { ...line, secret: 1 }],
    ["a missing field", { name: "a", side: "left" }],
    ["an unknown field deep inside", { ...line, parts: [{ at: 1, to: 2 }] }],
    ["another kind of value", { ...line, name: null }],
    ["a number that JSON does not have", { ...line, parts: [{ at: 1n }] }],
    ["nothing", null],
  ])("throws at %s", (_what, value) => {
    expect(() => checkAnswer(mounted, value)).toThrow();
    expect(() => checkAnswer({ ...mounted, route: parcel }, { header: value, parts: [] })).toThrow();
  });
});
