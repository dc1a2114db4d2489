import { z } from 'zod';
import { CallOutReport } from './calls.ts';
import { ClosedIncident, Ending, EndOrder, OpenMatters, StopOrder } from './endings.ts';
import { Incident } from './incidents.ts';
import type { Operation } from './operation.ts';
import { callOutPath, incidentPath, warningPath } from './path-params.ts';
import { Warning } from './warnings.ts';

/** What people end by hand, each with a reason. */
export const endingOperations = [
  {
    method: 'post',
    path: '/call-outs/:id/stop',
    params: callOutPath,
    summary: 'Stop a call-out: nothing more leaves for it, each call stays as it stands; again changes nothing',
    access: 'call.stop',
    body: StopOrder,
    answers: { 200: CallOutReport },
    refusals: ['call-out/unknown', 'call-out/not-running', 'area/outside', 'incident/closed'],
  },
  {
    method: 'post',
    path: '/warnings/:id/end',
    params: warningPath,
    summary: 'End a warning as a cancellation would: its calls stop, who has answered is told; again changes nothing',
    access: 'warning.end',
    body: EndOrder,
    answers: { 200: Warning },
    refusals: ['warning/unknown', 'warning/not-in-force', 'area/outside', 'incident/closed'],
  },
  {
    method: 'get',
    path: '/incidents/:id/matters',
    params: incidentPath,
    summary: 'What is not settled in an incident, before it is closed',
    access: 'session',
    answers: { 200: OpenMatters },
    refusals: ['incident/unknown'],
  },
  {
    method: 'get',
    path: '/incidents/:id/endings',
    params: incidentPath,
    summary: 'What was ended by hand, by whom and why, newest first',
    access: 'session',
    answers: { 200: z.array(Ending) },
    refusals: ['incident/unknown'],
  },
  {
    method: 'post',
    path: '/incidents/:id/close',
    params: incidentPath,
    summary: 'Close an incident: calling stops, what is open is listed, its log is sealed and it is read-only from then on',
    access: 'incident.close',
    body: EndOrder,
    answers: { 200: ClosedIncident },
    refusals: ['incident/unknown', 'incident/closed', 'area/outside'],
  },
  {
    method: 'post',
    path: '/incidents/:id/reopen',
    params: incidentPath,
    summary: 'Open a closed incident again: 202 to the first who asks, 200 to the second person, who opens it',
    access: 'incident.close',
    body: EndOrder,
    answers: { 200: Incident, 202: Incident },
    refusals: ['incident/unknown', 'incident/not-closed', 'incident/set-apart', 'incident/same-person', 'area/outside'],
  },
] as const satisfies readonly Operation[];
