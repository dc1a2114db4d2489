import type { z } from 'zod';
import { backupOperations } from './api-backups.ts';
import { callDeskOperations } from './api-call-desk.ts';
import { callOperations } from './api-calls.ts';
import { channelOperations } from './api-channels.ts';
import { dutyOperations } from './api-duty.ts';
import { endingOperations } from './api-endings.ts';
import { fieldOperations } from './api-field.ts';
import { helpOperations } from './api-help.ts';
import { identityOperations } from './api-identity.ts';
import { incidentOperations } from './api-incidents.ts';
import { ledgerOperations } from './api-ledger.ts';
import { registerOperations } from './api-registers.ts';
import { replyOperations } from './api-replies.ts';
import { orderOperations } from './api-orders.ts';
import { planOperations } from './api-plans.ts';
import type { Answered, Operation, PathOf } from './operation.ts';
import { treeOperations } from './api-tree.ts';
import { userOperations } from './api-users.ts';
import { warningOperations } from './api-warnings.ts';
import { metricsOperations } from './api-metrics.ts';
import { watchdogOperations } from './api-watchdog.ts';

const declared = [
  ...identityOperations,
  ...userOperations,
  ...incidentOperations,
  ...registerOperations,
  ...warningOperations,
  ...orderOperations,
  ...callOperations,
  ...callDeskOperations,
  ...fieldOperations,
  ...helpOperations,
  ...channelOperations,
  ...replyOperations,
  ...planOperations,
  ...endingOperations,
  ...treeOperations,
  ...dutyOperations,
  ...watchdogOperations,
  ...metricsOperations,
  ...backupOperations,
  ...ledgerOperations,
] as const satisfies readonly Operation[];

/** The whole HTTP interface below /api. */
export const operations: readonly Operation[] = declared;

type Declared = (typeof declared)[number];
type NameOf<O> = O extends { method: infer M extends string; path: infer P extends string } ? `${M} ${P}` : never;
type ByName = { [O in Declared as NameOf<O>]: O };

/** `get /incidents/:id`: how an operation is named where it is carried out and where it is called. */
export type OperationName = keyof ByName;
export type OperationNamed<N extends OperationName> = ByName[N];

/** `object` where there is nothing to give. */
type PathInput<O> = O extends { params: unknown } ? { params: PathOf<O> } : object;
type QueryInput<O> = O extends { query: infer Q extends z.ZodType }
  ? Optional<'query', { [K in keyof z.input<Q>]: string | number | boolean }>
  : object;
type BodyInput<O> = O extends { body: infer B } ? (B extends z.ZodType ? Optional<'body', z.input<B>> : { body: Blob }) : object;
type Optional<K extends string, T> = object extends T ? Partial<Record<K, T>> : Record<K, T>;

/**
 * What a caller gives to an operation. Decided for each name by itself: of all at once the compiler would multiply every path by every query
 * and every body.
 */
export type InputOf<N extends OperationName> = N extends OperationName
  ? PathInput<ByName[N]> & QueryInput<ByName[N]> & BodyInput<ByName[N]> & { signal?: AbortSignal }
  : never;
/** What a caller is answered; undefined where the answer carries nothing, or no JSON. */
export type AnswerOf<N extends OperationName> = Answered<ByName[N]>;
