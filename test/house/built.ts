import { readdirSync, statSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { Linter, type Rule } from 'eslint';
import { isThere, root } from './source.ts';

/** What a file does when it runs that depends on where and how it is run. */
export interface Finding {
  /** assigns, reads: a name that nobody declared. asks: another file or package, by name; `?` when the name is made at run time. place: where it is itself. */
  kind: 'assigns' | 'reads' | 'asks' | 'place';
  name: string;
  /** The line in which it does. */
  line: string;
}

/** The folder of what was built last of the server or the client, from the top. */
export function lastBuild(kind: 'server' | 'client'): string {
  const buildsFolder = posix.join('dist', kind);
  const names = isThere(buildsFolder) ? readdirSync(join(root, buildsFolder)).filter((name) => /^[0-9a-f]{16}$/.test(name)) : [];
  const [newest] = names
    .map((name) => ({ path: posix.join(buildsFolder, name), builtAt: statSync(join(root, buildsFolder, name)).mtimeMs }))
    .sort((one, other) => other.builtAt - one.builtAt);
  if (!newest) throw new Error('There is no build to look at: run `npm run build`');
  return newest.path;
}

/** The files of the built server, from the top. */
export function builtServer(): string[] {
  return scriptsIn(lastBuild('server'));
}

function scriptsIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => posix.join(folder, name));
}

/**
 * Looks through a file as the engine does that runs it as a module: in strict mode, where what nobody declared cannot be assigned, and
 * without what Node gives to files that were written to be required.
 */
export function findingsIn(text: string, globals: readonly string[]): Finding[] {
  const found: Finding[] = [];
  const lines = ['', ...text.split('\n')];
  const look: Rule.RuleModule = {
    create(context) {
      const note = (kind: Finding['kind'], name: string, node: Rule.Node) => {
        found.push({ kind, name, line: lines[node.loc!.start.line]!.trim() });
      };
      return {
        CallExpression: (node) => asking(node.callee) && note('asks', textIn(node.arguments[0]), node),
        ImportExpression: (node) => note('asks', textIn(node.source), node),
        ImportDeclaration: (node) => note('asks', textIn(node.source), node),
        MemberExpression: (node) => isPlace(node) && note('place', 'name' in node.property ? node.property.name : '?', node),
        'Program:exit'() {
          for (const { identifier, writeExpr, isWrite } of unresolved(context)) {
            const node = identifier as Rule.Node;
            const { parent } = node;
            const isAsked = (parent as Expression | null)?.operator === 'typeof';
            if (!isAsked) note(writeExpr || isWrite ? 'assigns' : 'reads', identifier.name, node);
          }
        },
      };
    },
  };
  const known = Object.fromEntries(globals.map((name) => [name, 'readonly'] as const));
  const [broken] = new Linter({ configType: 'flat' }).verify(text, {
    plugins: { house: { rules: { look } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    languageOptions: { sourceType: 'module', ecmaVersion: 'latest', globals: known },
    rules: { 'house/look': 'error' },
  });
  if (broken) throw new Error(`A built file cannot be read: ${broken.message}`);
  return found;
}

interface Unresolved {
  identifier: { name: string };
  writeExpr: unknown;
  isWrite: boolean;
}

function unresolved(context: Rule.RuleContext): Unresolved[] {
  const references = context.sourceCode.scopeManager.globalScope?.through ?? [];
  return references.map((reference) => ({
    identifier: reference.identifier,
    writeExpr: reference.writeExpr,
    isWrite: reference.isWrite(),
  }));
}

interface Expression {
  type: string;
  name?: unknown;
  value?: unknown;
  object?: unknown;
  property?: unknown;
  callee?: unknown;
  operator?: unknown;
}

/** `require(…)`, the bundler's own of that kind, `createRequire(…)(…)` and `import.meta.resolve(…)`. */
function asking(callee: Expression): boolean {
  if (callee.type === 'Identifier') return /^(__)?require$/.test(String(callee.name));
  if (callee.type === 'CallExpression') return /^createRequire\b/.test(String((callee.callee as Expression).name));
  return callee.type === 'MemberExpression' && isMeta(callee.object) && (callee.property as Expression).name === 'resolve';
}

/** `import.meta.url` and its like. */
function isPlace(node: Expression): boolean {
  return isMeta(node.object) && /^(url|dirname|filename)$/.test(String((node.property as Expression).name));
}

function isMeta(node: unknown): boolean {
  return (node as Expression).type === 'MetaProperty';
}

function textIn(node: unknown): string {
  const { type, value } = (node ?? {}) as Expression;
  return type === 'Literal' && typeof value === 'string' ? value : '?';
}

/** Whether a name that a built file asks for is there: a part of Node, a file beside it, or a package that a user has installed. */
export function isFound(specifier: string, from: string): boolean {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return true;
  if (specifier.startsWith('.')) return isThere(posix.join(posix.dirname(from), specifier));
  try {
    createRequire(join(root, from)).resolve(specifier);
    return true;
  } catch {
    // A package for modules alone has no entry for `require`: its folder says that it is installed.
    return isThere(posix.join('node_modules', ...specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1)));
  }
}
