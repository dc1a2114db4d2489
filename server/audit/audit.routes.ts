import type { Router } from 'express';
import type { Database } from '../kernel/db/db.ts';
import type { LogAnchors } from '../kernel/log/log-anchors.ts';
import { routes } from '../kernel/http/routes.ts';
import { proveAudit } from './audit-proof.commands.ts';

/** Whether the audit trail is as it was written. */
export function auditRoutes({ database, anchors }: { database: Database; anchors: LogAnchors }): Router {
  return routes(database, { 'get /audit/verify': () => proveAudit(database, anchors) });
}
