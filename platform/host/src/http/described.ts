import type { ParcelOf, RefusalAnswer, Route } from "@niuniu/wire";
import { z, type ZodType } from "zod";

/** What a schema can say of an answer: of the JSON all, of a parcel its header; the parts are bytes. */
export type Described<Answer> = [Answer] extends [ParcelOf<infer Header>] ? Header : Answer;

/** A type with everything in it read-only, and what was put together from several made one. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Frozen<T[Name]> }
    : T;

/** Two types are the same where nothing tells one from the other; that each may stand for the other lets optional fields slip. */
type Same<A, B> =
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the comparison is of two functions over any T
  (<T>() => T extends Frozen<A> ? 1 : 2) extends <T>() => T extends Frozen<B> ? 1 : 2
    ? unknown
    : "the schema and the route's type say different things";

/**
 * The schema of what a route answers, for the OpenAPI text and for the check of real answers in tests. It compiles only
 * where it says exactly what the route's own type says: a field more, less, wider or narrower is a mistake of ours.
 */
export function answerOf<Answer, Schema extends ZodType>(
  _route: Route<unknown, Answer>,
  schema: Schema & Same<z.output<Schema>, Described<Answer>>,
): ZodType<Described<Answer>> {
  // `Same` has just said so.
  return schema as ZodType as ZodType<Described<Answer>>;
}

const sentence = z.strictObject({ en: z.string(), "zh-CN": z.string() });

/** What every refusal says, whichever route it is of. */
export const refusalAnswer: ZodType<RefusalAnswer> = z.strictObject({
  code: z.string().regex(/^[a-z]+\/[a-z0-9-]+$/),
  sentence,
  facts: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
});
