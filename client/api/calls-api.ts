import type { AreaCode } from '#contract/areas.ts';
import type { CallAction, CallActionQuestion } from '#contract/call-details.ts';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { ChannelId } from '#contract/channels.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { CallOutOrder, Release } from '#contract/plans.ts';
import type { DoubleChoice, WarningId } from '#contract/warnings.ts';
import { call } from './call.ts';

/** As many calls as one page may hold. */
const pageLimit = 1_000;

/** What the boards read and order about calls. */
export const callsApi = {
  page: (id: CallOutId, wanted: { area?: AreaCode; cursor?: string; limit?: number; channel?: ChannelId }) =>
    call('get /call-outs/:id/calls', { params: { id }, query: { limit: pageLimit, ...wanted } }),
  callOuts: (id: IncidentId) => call('get /incidents/:id/call-outs', { params: { id } }),
  details: (id: CallId) => call('get /calls/:id', { params: { id } }),
  outlook: (question: CallActionQuestion) => call('post /calls/actions/outlook', { body: question }),
  act: (action: CallAction) => call('post /calls/actions', { body: action }),
  /** Of a township, or of the whole city. */
  villages: (township: AreaCode | null) => call('get /areas', { query: { level: 'village', ...(township && { parent: township }) } }),

  policies: () => call('get /policies'),
  plan: (order: CallOutOrder) => call('post /call-outs/plan', { body: order }),
  callOut: (order: CallOutOrder) => call('post /call-outs', { body: order }),
  resume: (id: CallOutId) => call('post /call-outs/:id/resume', { params: { id } }),
  release: (id: CallOutId, release: Release) => call('post /call-outs/:id/release', { params: { id }, body: release }),
  decideDouble: (id: WarningId, choice: DoubleChoice) => call('post /warnings/:id/double', { params: { id }, body: choice }),
};
