import { parseSync, type Plugin } from "vite";

/** A node of a parsed module, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** What makes an error, and at which place it takes a sentence for developers: of our own, the code comes first. */
const SENTENCE_AT: ReadonlyMap<string, number> = new Map([
  ...["Error", "RangeError", "TypeError", "malformed", "refuse"].map((name) => [name, 0] as const),
  ...["NoteError", "RecordError", "RosterError", "SealError"].map((name) => [name, 1] as const),
]);
/** Expressions that only read: to leave them out changes nothing but the sentence. */
const READS = new Set([
  ...["Literal", "TemplateLiteral", "TemplateElement", "Identifier", "MemberExpression"],
  ...["BinaryExpression", "LogicalExpression", "ConditionalExpression", "ChainExpression", "ParenthesizedExpression"],
]);

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

const onlyReads = (node: Node): boolean =>
  (READS.has(node.type) || (node.type === "UnaryExpression" && node["operator"] === "typeof")) &&
  childrenOf(node).every(onlyReads);

/** A stretch of the text, and what comes into its place. */
type Edit = readonly [start: number, end: number, instead: string];

/** What is called, and with what; null where nothing is called by its plain name. */
function callOf(node: Node): { readonly callee: Node; readonly given: readonly Node[] } | null {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return null;
  const [callee, given] = [node["callee"], node["arguments"]];
  if (!isNode(callee) || callee.type !== "Identifier" || !Array.isArray(given)) return null;
  return { callee, given: given.filter(isNode) };
}

/** How a call loses its sentence; null for one that has none. */
function edited(node: Node): Edit | null {
  const call = callOf(node);
  if (call === null) return null;
  const { callee, given } = call;
  const at = SENTENCE_AT.get(String(callee["name"])) ?? Infinity;
  const [before, sentence] = [given[at - 1] ?? callee, given[at]];
  if (sentence === undefined || !onlyReads(sentence)) return null;
  if (given.length > at + 1) return [sentence.start, sentence.end, "void 0"];
  return at === 0 ? [callee.end, node.end, "()"] : [before.end, sentence.end, ""];
}

function editsIn(node: Node): readonly Edit[] {
  const edit = edited(node);
  return edit === null ? childrenOf(node).flatMap(editsIn) : [edit];
}

/** A module without the sentences of its errors: each is thrown where it was, by its class and code. */
export function withoutSentences(code: string): string {
  const edits = editsIn(parseSync("module.js", code).program as unknown as Node).toSorted(
    ([one], [other]) => other - one,
  );
  return edits.reduce((text, [start, end, instead]) => text.slice(0, start) + instead + text.slice(end), code);
}

/**
 * Leaves out what errors say to developers, ours and the libraries': they are told apart by class and code, and no page reads
 * or shows the sentence. In a first report it is every twentieth byte.
 */
export function codesOnly(): Plugin {
  return {
    name: "niuniu:codes-only",
    transform: (code, id) =>
      /\.[jt]sx?$/.test(id) && !id.includes("/preact/") ? { code: withoutSentences(code), map: null } : null,
  };
}
