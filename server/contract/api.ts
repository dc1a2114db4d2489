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
import type { Operation } from './operation.ts';
import { treeOperations } from './api-tree.ts';
import { userOperations } from './api-users.ts';
import { warningOperations } from './api-warnings.ts';
import { watchdogOperations } from './api-watchdog.ts';

/** The whole HTTP interface below /api. */
export const operations: readonly Operation[] = [
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
  ...backupOperations,
  ...ledgerOperations,
];
