import { HelpMove, HelpRequest, HelpRequests } from './help.ts';
import type { Operation } from './operation.ts';
import { helpPath, incidentPath } from './path-params.ts';

export const helpOperations = [
  {
    method: 'get',
    path: '/incidents/:id/help-requests',
    params: incidentPath,
    summary: 'Calls for help of an incident in my area: who waits first, longest first, then the ended ones; with the nearest teams',
    access: 'session',
    answers: { 200: HelpRequests },
    refusals: ['incident/unknown'],
  },
  {
    method: 'post',
    path: '/help-requests/:id',
    params: helpPath,
    summary: 'Take a call for help, hand it back, note that help has come, or close it with a reason; the same again changes nothing',
    access: 'call.answerFor',
    body: HelpMove,
    answers: { 200: HelpRequest },
    refusals: ['help/unknown', 'help/taken', 'help/wrong-state', 'help/asked-again', 'help/no-reason'],
  },
] as const satisfies readonly Operation[];
