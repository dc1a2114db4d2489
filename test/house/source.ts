import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '../..');

/** Made by installing, building or running; everything else in the folder is the project. */
const made = new Set(['node_modules', 'dist', '.data', '.git']);

/** Every file of the project below `folder`, as a path from the top with forward slashes. */
export function filesIn(folder = '.'): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !made.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(posix.join(folder, entry.name)) : [posix.join(folder, entry.name)]))
    .sort();
}

/** The TypeScript files of the given folders. */
export function sourcesIn(...folders: string[]): string[] {
  return folders.flatMap((folder) => filesIn(folder)).filter((path) => path.endsWith('.ts'));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function isThere(path: string): boolean {
  return existsSync(join(root, path));
}

export interface Import {
  /** As written. */
  specifier: string;
  /** The file it names, from the top, when it is one of ours; else null. */
  path: string | null;
  /** Gone after compilation: no code of the target is run. */
  typeOnly: boolean;
}

const known = new Map<string, Import[]>();

/** Everything that a file imports or re-exports, also dynamically. */
export function importsOf(path: string): Import[] {
  const found = known.get(path) ?? readImports(path);
  known.set(path, found);
  return found;
}

function readImports(path: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => found.push({ specifier, typeOnly, path: fileNamed(specifier, path) });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument)) add(argument.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(syntaxOf(path));
  return found;
}

export function syntaxOf(path: string): ts.SourceFile {
  return ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
}

function fileNamed(specifier: string, from: string): string | null {
  const file = specifier.replace(/\?.*$/, '');
  if (file.startsWith('#contract/')) return file.replace('#contract/', 'server/contract/');
  if (file.startsWith('#geo/')) return file.replace('#geo/', 'geodata/geometry/');
  if (!file.startsWith('.')) return null;
  return relative(root, join(root, dirname(from), file));
}
