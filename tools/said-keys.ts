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

/**
 * Every call of `t` in the pages of the checkout in `root`, tests apart. `lent`: what an expression of a file may be, where it is
 * handed in as a text and the types do not say.
 */
export function askedIn(
  root: string,
  lent: (file: string, written: string) => readonly string[] | undefined,
): readonly Asked[] {
  const path = join(root, "tsconfig.web.json");
  const config = ts.getParsedCommandLineOfConfigFile(
    path,
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
  const checker = program.getTypeChecker();
  const asked: Asked[] = [];
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile) continue;
    const visit = (node: ts.Node): void => {
      const [key] = ts.isCallExpression(node) ? node.arguments : [];
      if (key !== undefined && ts.isCallExpression(node) && node.expression.getText(source) === "t") {
        const file = source.fileName.slice(root.length + 1);
        asked.push({ file, written: key.getText(source), keys: valuesOf(key, checker, (text) => lent(file, text)) });
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
