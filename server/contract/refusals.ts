import { z } from 'zod';

/** Every expected refusal and its HTTP status. The client words each code in both languages. */
export const refusals = {
  'request/invalid': 400,
  'request/too-large': 413,
  'request/unsupported-type': 415,
  'request/not-found': 404,
  'request/foreign-origin': 403,
  'request/too-many': 429,
  'server/not-ready': 503,
  'server/failed': 500,
  'session/required': 401,
  'session/wrong-credentials': 401,
  'session/locked': 423,
  'session/not-allowed': 403,
  'area/outside': 403,
  'area/unknown': 404,
  'incident/unknown': 404,
  'incident/outside-area': 403,
  'incident/closed': 409,
  'incident/clock-is-wall': 409,
  'warning/malformed': 400,
  'warning/doctype': 400,
  'warning/mode-mismatch': 409,
  'warning/conflict': 409,
  'warning/unknown': 404,
  'warning/not-in-force': 409,
  'policy/unknown': 404,
  'policy/cycle': 400,
  'policy/zero-delay': 400,
  'policy/unknown-post': 400,
  'policy/nobody': 400,
  'policy/conflict': 409,
  'call-out/unknown': 404,
  'call-out/nobody': 409,
  'call-out/same-person': 403,
  'call-out/not-awaiting': 409,
  'call/unknown': 404,
  'call/not-yours': 403,
  'receipt/conflict': 409,
  'token/invalid': 401,
  'token/expired': 401,
  'token/revoked': 401,
  'layer/unknown': 404,
  'person/unknown': 404,
  'record/unknown': 404,
  'typhoon/unknown': 404,
  'hazard/unknown': 404,
  'hazard/unowned': 409,
  'hazard/not-reviewed': 409,
} as const;
export type RefusalCode = keyof typeof refusals;

export const RefusalBody = z.object({
  code: z.string(),
  issues: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
});
export interface RefusalBody {
  code: RefusalCode;
  issues?: { path: string; reason: string }[];
}
