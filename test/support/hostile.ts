import { z } from 'zod';
import { isMedia, type Operation } from '#contract/operation.ts';

/** What a schema says of one value; what is not read here is left out. */
interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  additionalProperties?: Shape | boolean;
  propertyNames?: Shape;
  items?: Shape;
  format?: string;
  pattern?: string;
  minLength?: number;
  minItems?: number;
  minimum?: number;
  maximum?: number;
}

/** Chooses by a seed, so that a failure can be made again. */
export type Choose = <T>(among: readonly T[]) => T;

export interface HostileRequest {
  method: string;
  path: string;
  contentType?: string;
  body?: string;
}

/** What exists, so that what is asked comes as far as the database; whole bodies where a schema cannot tell what belongs together. */
export interface Known {
  /** By what they are of: `incident`, `callOut`; also by the first word of a path. */
  ids: Readonly<Record<string, readonly string[]>>;
  numbers: readonly number[];
  areas: readonly string[];
  /** By the path of the operation. */
  bodies: Readonly<Record<string, unknown>>;
}

/** Values that a database, a calendar, a parser or a regular expression may stumble over, as they travel in JSON. */
const hostileTexts = [
  ...[
    '',
    ' ',
    '\ud800',
    'a\udfff',
    'a\0b',
    'x'.repeat(9_000),
    '水'.repeat(3_000),
    '\u202e\ufeff\u200b',
    '🫠',
    "'; select 1/0 --",
    '%',
    '_',
    '\\',
  ],
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00Z'],
  ...['2023-02-30T00:00:00Z', '2023-07-28T12:00:00+99:59', '2023-07-28', '0000-00-00', '9999-12-31', '24:00', '99:99', 'infinity', 'epoch'],
  ...[
    '-1',
    '0',
    '0.5',
    'NaN',
    'Infinity',
    '1e308',
    '2147483647',
    '2147483648',
    '9007199254740993',
    '18446744073709551616',
    '9'.repeat(400),
  ],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', '[]', '{}', '../../etc/passwd', 'http://h:99999/', 'h:99999'],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '000000000000',
    '999999999999',
    '1,2,3',
    ',,,',
    '1,'.repeat(2_000),
  ],
];
const hostileNumbers = [-1, 0, 0.5, -0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 2 ** 63, 1e21, 1e308, 5e-324];
const hostileThings = [null, true, [], [null], ['a', 'b'], [[[[[]]]]], {}, { length: 1e9 }, JSON.parse('{"__proto__":{"a":1}}') as unknown];
const hostile: readonly unknown[] = [...hostileTexts, ...hostileNumbers, ...hostileThings];

/** What stands where in a request. */
interface Parts {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

/**
 * Requests to one operation in which all is as it should be but for one value: `each` hostile ones for every parameter and every field of
 * the body, however deep.
 */
export function hostileRequests(operation: Operation, known: Known, { each, choose }: { each: number; choose: Choose }): HostileRequest[] {
  const whole = wholeParts(operation, known, choose);
  return placesIn(whole).flatMap((place) =>
    Array.from({ length: each }, () => written(operation, replaced(wholeParts(operation, known, choose), place, choose(hostile)) as Parts)),
  );
}

/** The same with nothing hostile in it. */
export function wholeRequest(operation: Operation, known: Known, choose: Choose): HostileRequest {
  return written(operation, wholeParts(operation, known, choose));
}

function wholeParts({ path, query, body }: Operation, known: Known, choose: Choose): Parts {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const params = names.map((name) => [name, paramFor({ path, name }, known, choose)]);
  const shaped = body && !isMedia(body) ? (known.bodies[path] ?? valueOf(shapeOf(body), { known, choose, name: '' })) : undefined;
  return {
    params: Object.fromEntries(params) as Record<string, unknown>,
    query: query ? (valueOf(shapeOf(query), { known, choose, name: '' }) as Record<string, unknown>) : {},
    body: body && isMedia(body) ? '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>' : shaped,
  };
}

function paramFor({ path, name }: { path: string; name: string }, { ids, numbers }: Known, choose: Choose): unknown {
  const [, first = ''] = path.split('/');
  if (name !== 'id' || ['people', 'posts', 'duty', 'replies', 'call-sheets'].includes(first)) return choose(numbers);
  return choose(ids[first] ?? [crypto.randomUUID()]);
}

function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
}

interface Wanted {
  known: Known;
  choose: Choose;
  /** Of the field that the value is for, or of the list that holds it. */
  name: string;
}

/** A value that the schema lets through, as far as it can tell. */
function valueOf(shape: Shape, wanted: Wanted): unknown {
  const { known, choose } = wanted;
  const variants = shape.anyOf ?? shape.oneOf;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return choose(shape.enum);
  if (variants) return valueOf(choose(variants), wanted);
  if (shape.type === 'object') return objectOf(shape, wanted);
  if (shape.type === 'array') return [valueOf(shape.items ?? {}, wanted)];
  if (shape.type === 'integer' || shape.type === 'number')
    return shape.maximum === 1 ? 1 : Math.max(choose(known.numbers), shape.minimum ?? 0);
  if (shape.type === 'boolean') return choose([true, false]);
  return shape.type === 'null' ? null : textOf(shape, wanted);
}

function objectOf({ properties = {}, required = [], additionalProperties, propertyNames }: Shape, wanted: Wanted): object {
  const names = Object.keys(properties).filter((name) => required.includes(name) || wanted.choose([true, false]));
  const entries = names.map((name) => [name, valueOf(properties[name]!, { ...wanted, name })]);
  if (typeof additionalProperties !== 'object') return Object.fromEntries(entries) as object;
  const key = propertyNames ? valueOf(propertyNames, wanted) : 'a';
  return Object.fromEntries([...entries, [key, valueOf(additionalProperties, wanted)]]) as object;
}

const texts = ['测试文字', '1', '2023-07-28', '08:00', '13900000001', 'a@b.cn', '120.8,32.1 120.9,32.1 120.9,32.2 120.8,32.1'];

function textOf({ format, pattern, minLength = 0 }: Shape, { known: { ids, areas }, choose, name }: Wanted): string {
  if (/^ends|^to$/.test(name)) return '2023-07-29T00:00:00.5Z';
  if (format === 'date-time' || name === 'at') return choose(['2023-07-28T04:00:00Z', '2023-07-28T16:00:00+08:00']);
  const named = ids[name.replace(/Ids?$|s$/, '')];
  if (named || format === 'uuid') return choose(named ?? [crypto.randomUUID()]);
  if (pattern === undefined) return choose(texts).padEnd(minLength, '字');
  return [...areas, ...texts].find((text) => new RegExp(pattern).test(text)) ?? '1';
}

type Place = readonly (string | number)[];

/** Every value in a request, inner ones after those that hold them; the body itself, too. */
function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : placesIn(each, [...at, name])));
  return at.length === 0 || ['params', 'query'].includes(String(at.at(-1))) ? inner : [at, ...inner];
}

function replaced(value: unknown, [first, ...rest]: Place, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === first ? replaced(each, rest, by) : each));
  return { ...(value as object), [first]: replaced((value as Record<string, unknown> | null)?.[first], rest, by) };
}

function written({ method, path, body }: Operation, parts: Parts): HostileRequest {
  const at = path.replace(/:(\w+)/g, (_, name: string) => encoded(parts.params[name]) || '%20');
  const query = Object.entries(parts.query).flatMap(([name, value]) => pairs(name, value));
  const to = `/api${at}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  if (!body) return { method, path: to };
  if (isMedia(body)) return { method, path: to, contentType: body.contentType.replace('*', 'png'), body: encoded(parts.body) };
  return { method, path: to, contentType: 'application/json', body: JSON.stringify(parts.body) };
}

function pairs(name: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${encoded(value)}`];
  return Object.entries(value).flatMap(([key, each]) => pairs(`${name}[${Array.isArray(value) ? '' : encoded(key)}]`, each));
}

/** Halves of surrogate pairs as a careless program writes them, which no decoder takes; never longer than a line of HTTP. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text
    .slice(0, 700)
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[^]/g, (one) =>
      one.length === 1 && /\p{Surrogate}/u.test(one) ? '%ED%A0%80' : encodeURIComponent(one),
    );
}
