import type { Router } from 'express';
import type { GatewayReportTaken, SmsReplyTaken } from '../contract/gateways.ts';
import type { IncomingReply } from '../kernel/channels/channel.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { requireSignature } from '../kernel/security/signed-request.ts';
import type { Incoming } from './replies.commands.ts';
import type { Report } from './reports.commands.ts';

/** Where what comes back is taken, in groups; each rejects with a refusal of its own. */
export interface ReturnDesk {
  takeReply: (incoming: Incoming<IncomingReply>) => Promise<SmsReplyTaken>;
  takeReport: (incoming: Incoming<Report>) => Promise<GatewayReportTaken>;
}

export interface GatewayDependencies {
  database: Database;
  clock: Clock;
  returns: ReturnDesk;
  /** Shared with the gateways, undefined where there is none, and then nobody is believed. */
  secrets: { sms: string | undefined; webhook: string | undefined };
}

/** What gateways call: replies to short messages, and what became of an attempt. Signed, each request once. */
export function gatewayRoutes({ database, clock, returns, secrets }: GatewayDependencies): Router {
  return routes(database, {
    'post /channels/sms/inbound': (asked) => {
      const signature = requireSignature(asked.req, secrets.sms, clock.now());
      const { at, ...reply } = asked.body;
      return returns.takeReply({ said: { ...reply, at: new Date(at) }, signature });
    },
    'post /channels/webhook/callback': (asked) => {
      const signature = requireSignature(asked.req, secrets.webhook, clock.now());
      const { attemptId, idempotencyKey, at, ...said } = asked.body;
      const named = idempotencyKey === undefined ? attemptId! : attemptIn(idempotencyKey);
      const id = attemptId ?? named;
      if (id === null || id !== named) throw new Refusal('attempt/unknown');
      return returns.takeReport({ said: { ...said, attemptId: id, at: new Date(at) }, signature });
    },
  });
}

/** The key that went out with an attempt ends with its number. */
function attemptIn(idempotencyKey: string): number | null {
  const digits = /^[0-9a-f-]{36}\.([0-9]{1,15})$/.exec(idempotencyKey)?.[1];
  return digits === undefined ? null : Number(digits);
}
