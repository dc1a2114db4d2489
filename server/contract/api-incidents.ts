import { z } from 'zod';
import { ClockChange, Incident, LogProof, NewIncident } from './incidents.ts';
import { LogMoment, LogQuestion } from './log-moment.ts';
import type { Operation } from './operation.ts';
import { incidentPath } from './path-params.ts';

export const incidentOperations = [
  {
    method: 'get',
    path: '/incidents',
    summary: "Incidents that I may follow, newest first; the watchdog's own are not among them",
    access: 'session',
    answers: { 200: z.array(Incident) },
  },
  {
    method: 'post',
    path: '/incidents',
    summary: 'Open an incident',
    access: 'incident.open',
    body: NewIncident,
    answers: { 201: Incident },
    refusals: ['area/outside', 'typhoon/unknown'],
  },
  {
    method: 'get',
    path: '/incidents/:id',
    params: incidentPath,
    summary: 'One incident',
    access: 'session',
    answers: { 200: Incident },
    refusals: ['incident/unknown'],
  },
  {
    method: 'post',
    path: '/incidents/:id/clock',
    params: incidentPath,
    summary: 'Set, pause or speed up the clock of an exercise or a test',
    access: 'incident.clock',
    body: ClockChange,
    answers: { 200: Incident },
    refusals: ['incident/unknown', 'area/outside', 'incident/clock-is-wall', 'incident/closed'],
  },
  {
    method: 'get',
    path: '/incidents/:id/log/checkpoint',
    params: incidentPath,
    summary: 'What was known at an incident time: the newest checkpoint before it, and the facts from there up to it',
    access: 'session',
    query: LogQuestion,
    answers: { 200: LogMoment },
    refusals: ['incident/unknown'],
  },
  {
    method: 'get',
    path: '/incidents/:id/log/verify',
    params: incidentPath,
    summary: 'Recompute the hash chain of the log and hold it against what was signed of it outside the database',
    access: 'log.verify',
    answers: { 200: LogProof },
    refusals: ['incident/unknown'],
  },
  {
    method: 'get',
    path: '/incidents/:id/log/export',
    params: incidentPath,
    summary: 'The whole log, signed, for whoever sees the whole city; verified by test/support/verify-log.mjs without this server',
    access: 'log.verify',
    secondFactor: true,
    answers: { 200: { contentType: 'application/x-ndjson', description: 'A head, a line for each fact, signed heads, an end' } },
    refusals: ['incident/unknown', 'area/outside'],
  },
] as const satisfies readonly Operation[];
