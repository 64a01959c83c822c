import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One place where a page asks for words: which keys it may ask for, or null where the types do not say. */
export interface Asked {
  /** As it is written there: "`people.side.${seat.side}`". */
  readonly written: string;
  readonly file: string;
  readonly keys: readonly string[] | null;
}

/** What each part of an expression may be, put together; null where one may be any text. */
function together(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
  return parts.reduce<readonly string[] | null>(
    (all, part) => (all === null || part === null ? null : all.flatMap((one) => part.map((more) => one + more))),
    [""],
  );
}

/** What types do not say of an expression, by how it is written; undefined where it is to be told by its type. */
type Lent = (written: string) => readonly string[] | undefined;

/** Every text that an expression may stand for, by its types: "a.b", or a template over what is one of a few. */
function valuesOf(node: ts.Expression, checker: ts.TypeChecker, lent: Lent): readonly string[] | null {
  const given = lent(node.getText());
  if (given !== undefined) return given;
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return valuesOf(node.expression, checker, lent);
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [valuesOf(node.whenTrue, checker, lent), valuesOf(node.whenFalse, checker, lent)];
    return yes === null || no === null ? null : [...yes, ...no];
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap(({ expression, literal }) => [
      valuesOf(expression, checker, lent),
      [literal.text],
    ]);
    return together([[node.head.text], ...spans]);
  }
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  const texts = types.flatMap((one) => (one.isStringLiteral() || one.isNumberLiteral() ? [String(one.value)] : []));
  return texts.length === types.length ? texts : null;
}

/** Where a part of the platform is handed the beginning of the words it says, or of those it says of one thing. */
const HANDS = /^(words|says)$/;
/** How such a beginning is written where it was handed in: "words", "props.words". */
const handed = (written: string): string | undefined => /^(?:props\.)?(words|says)$/.exec(written)?.[1];

/** An expression that is handed to what is declared in a file, under a name. */
interface Handing {
  readonly from: ts.SourceFile;
  readonly to: string;
  readonly name: string;
  readonly value: ts.Expression;
}

/** The beginnings of words that stand in an object: what `{...{ words: "cases" }}` hands on. */
function inObjects(node: ts.Node): readonly { readonly name: string; readonly value: ts.Expression }[] {
  const found: { readonly name: string; readonly value: ts.Expression }[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isPropertyAssignment(one) && HANDS.test(one.name.getText()))
      found.push({ name: one.name.getText(), value: one.initializer });
    if (ts.isShorthandPropertyAssignment(one) && HANDS.test(one.name.text))
      found.push({ name: one.name.text, value: one.name });
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

/** What is handed to a piece of the platform by an element; where that spreads what was put together before, all its file puts together so. */
function handedTo(node: ts.JsxOpeningLikeElement, from: ts.SourceFile): readonly Pick<Handing, "name" | "value">[] {
  const own = node.attributes.properties.flatMap((one): readonly Pick<Handing, "name" | "value">[] => {
    if (ts.isJsxSpreadAttribute(one)) return inObjects(one.expression);
    const { initializer } = one;
    const value = initializer !== undefined && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
    const name = one.name.getText(from);
    return HANDS.test(name) && value !== undefined && ts.isExpression(value) ? [{ name, value }] : [];
  });
  const spreads = node.attributes.properties.some(ts.isJsxSpreadAttribute);
  const more = spreads ? inObjects(from).filter(({ name }) => !own.some((one) => one.name === name)) : [];
  return [...own, ...more];
}

/** The same by a call: by an argument of such a name, or within an object. */
const handedBy = (node: ts.CallExpression, declared: ts.SignatureDeclaration): ReturnType<typeof handedTo> =>
  declared.parameters.flatMap((parameter, at) => {
    const [name, value] = [parameter.name.getText(), node.arguments[at]];
    if (value === undefined) return [];
    if (HANDS.test(name)) return [{ name, value }];
    return ts.isObjectLiteralExpression(value) ? inObjects(value) : [];
  });

/** An element of ours, or a call; what HTML has by itself is declared nowhere. */
function callIn(node: ts.Node): ts.JsxOpeningLikeElement | ts.CallExpression | null {
  if (ts.isCallExpression(node)) return node;
  const isElement = ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node);
  return isElement && !/^[a-z]\w*$/.test(node.tagName.getText()) ? node : null;
}

/** What one element or call hands on to the platform. */
function handingsAt(node: ts.Node, from: ts.SourceFile, checker: ts.TypeChecker): readonly Handing[] {
  const called = callIn(node);
  const declared = called === null ? undefined : checker.getResolvedSignature(called)?.declaration;
  if (called === null || declared === undefined || ts.isJSDocSignature(declared)) return [];
  const to = declared.getSourceFile().fileName;
  if (!to.includes("/platform/")) return [];
  const found = ts.isCallExpression(called) ? handedBy(called, declared) : handedTo(called, from);
  return found.map((one) => ({ from, to, ...one }));
}

/** The beginnings that the files of the platform are handed, by file and name: by whoever uses them, and through one another. */
function handedIn(program: ts.Program, checker: ts.TypeChecker): ReadonlyMap<string, ReadonlySet<string>> {
  const handings: Handing[] = [];
  for (const from of program.getSourceFiles()) {
    if (from.isDeclarationFile) continue;
    const visit = (node: ts.Node): void => {
      handings.push(...handingsAt(node, from, checker));
      ts.forEachChild(node, visit);
    };
    visit(from);
  }
  const known = new Map<string, Set<string>>();
  let before = -1;
  const size = (): number => [...known.values()].reduce((sum, { size: one }) => sum + one, 0);
  while (before !== size()) {
    before = size();
    for (const { from, to, name, value } of handings) {
      const lent = (written: string): readonly string[] | undefined => {
        const outer = handed(written);
        return outer === undefined ? undefined : [...(known.get(`${from.fileName} ${outer}`) ?? [])];
      };
      const all = known.get(`${to} ${name}`) ?? new Set();
      for (const text of valuesOf(value, checker, lent) ?? []) all.add(text);
      known.set(`${to} ${name}`, all);
    }
  }
  return known;
}

/**
 * Every call of `t` in the pages of the checkout in `root`, tests apart. What a file of the platform is handed as the beginning of its
 * words is found where it is handed over. `gaps`: what else an expression of such a file may be, where the types do not say.
 */
export function askedIn(root: string, gaps: (written: string) => readonly string[] | undefined): readonly Asked[] {
  const path = join(root, "tsconfig.web.json");
  const config = ts.getParsedCommandLineOfConfigFile(
    path,
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
  const checker = program.getTypeChecker();
  const known = handedIn(program, checker);
  const asked: Asked[] = [];
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile) continue;
    const { fileName } = source;
    const lent = (written: string): readonly string[] | undefined => {
      const name = handed(written);
      const given = known.get(`${fileName} ${name ?? ""}`);
      if (name !== undefined) return given === undefined || given.size === 0 ? undefined : [...given];
      return known.has(`${fileName} words`) ? gaps(written) : undefined;
    };
    const visit = (node: ts.Node): void => {
      const [key] = ts.isCallExpression(node) ? node.arguments : [];
      if (key !== undefined && ts.isCallExpression(node) && node.expression.getText(source) === "t") {
        const file = fileName.slice(root.length + 1);
        asked.push({ file, written: key.getText(source), keys: valuesOf(key, checker, lent) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return asked;
}

function fail({ messageText }: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, " "));
}

/** Every key that there are words for, of the English half. */
export const knownIn = (root: string): ReadonlySet<string> =>
  new Set(
    globSync("{features,platform,apps}/*/src/**/en.json", { cwd: root, exclude: (path) => path === "node_modules" })
      .map((file) => JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>)
      .flatMap((words) => Object.keys(words)),
  );
