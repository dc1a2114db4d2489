import type { z } from 'zod';
import type { RefusalCode } from './refusals.ts';
import type { Right } from './session.ts';

/**
 * Who may call an operation. public: anyone. link: who holds the link of the call, or a session that may answer for it. key: a program
 * that shows or signs with a key of this installation, a gateway or the watchdog. session: anyone signed in. Else the right that a
 * session needs.
 */
export type Access = OpenAccess | 'session' | Right;
/** Needs no session; a link and a key are proved by who carries the operation out. */
export type OpenAccess = (typeof openAccess)[number];
const openAccess = ['public', 'link', 'key'] as const;

/** What is not JSON travels under its own type. */
export interface Media {
  contentType: string;
  description: string;
}

export type BodyShape = z.ZodType | Media;

/** A part of a path: what it has to be, and the refusal where it is not. */
export type PathParam = readonly [schema: z.ZodType, unknown: RefusalCode];

/** One operation of the HTTP interface: what is described here is what the server lets through. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api, parameters as `:name`. */
  path: `/${string}`;
  /** Each name in the path. */
  params?: Readonly<Record<string, PathParam>>;
  summary: string;
  access: Access;
  /** What a second factor stands before, where the installation asks for one: release, export, administration. Names in the clear always. */
  secondFactor?: true;
  /** What a session may still do whose password is to be chosen anew: it was set by an administrator. */
  beforeChoosing?: true;
  query?: z.ZodObject;
  body?: BodyShape;
  /** Success status -> what it carries; null: nothing. */
  answers: Record<number, BodyShape | null>;
  /** Beyond those that any operation may give. */
  refusals?: readonly RefusalCode[];
}

/** What a schema makes of what is sent; undefined where there is none, and for what is not JSON. */
export type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
/** The parts of the path; nothing where it has none. */
export type PathOf<O> = O extends { params: infer P }
  ? { [K in keyof P]: P[K] extends readonly [infer S, unknown] ? Parsed<S> : never }
  : object;
/** What an operation answers, of all its statuses. */
export type Answered<O> = O extends { answers: infer A } ? Parsed<A[keyof A]> : never;

export function isOpen(access: Access): access is OpenAccess {
  return (openAccess as readonly Access[]).includes(access);
}

/** The right that a session needs; undefined where none is enough, or none is asked for. */
export function rightFor(access: Access): Right | undefined {
  return access === 'session' || isOpen(access) ? undefined : access;
}

export function isMedia(shape: BodyShape): shape is Media {
  return 'contentType' in shape;
}

/** The operation behind a request, or undefined: HEAD is GET without the body. */
export function operationFor(operations: readonly Operation[], method: string, path: string): Operation | undefined {
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
  return operations.find((operation) => operation.method === wanted && patternOf(operation).test(path));
}

const patterns = new WeakMap<Operation, RegExp>();

/** As Express matches it: any case, with or without a slash at the end. */
function patternOf(operation: Operation): RegExp {
  const known = patterns.get(operation);
  if (known) return known;
  const pattern = new RegExp(`^${operation.path.replace(/:\w+/g, '[^/]+')}/?$`, 'i');
  patterns.set(operation, pattern);
  return pattern;
}
