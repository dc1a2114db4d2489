import { z } from 'zod';
import { CallOutReport, CallPage, CallsQuery, TreeNode, TreeQuery } from './calls.ts';
import { IncidentNamed } from './incidents.ts';
import type { Operation } from './operation.ts';
import { callOutPath, incidentPath, warningPath } from './path-params.ts';
import { IssuedWarning, Warning, WarningDetails } from './warnings.ts';

export const callOperations = [
  {
    method: 'post',
    path: '/warnings/cap',
    summary: 'Issue a warning from a CAP 1.2 message; the same message again is answered alike and calls nobody twice',
    access: 'warning.issue',
    query: IncidentNamed,
    body: { contentType: 'application/cap+xml', description: 'At most 5 MB, no DOCTYPE' },
    answers: { 200: IssuedWarning, 201: IssuedWarning },
    refusals: [
      'warning/malformed',
      'warning/doctype',
      'warning/mode-mismatch',
      'warning/conflict',
      'incident/unknown',
      'incident/closed',
      'area/outside',
    ],
  },
  {
    method: 'get',
    path: '/incidents/:id/warnings',
    params: incidentPath,
    summary: 'Warnings of an incident, every version',
    access: 'session',
    answers: { 200: z.array(Warning) },
    refusals: ['incident/unknown'],
  },
  {
    method: 'get',
    path: '/warnings/:id',
    params: warningPath,
    summary: 'One version of a warning, and every text in which it came',
    access: 'session',
    answers: { 200: WarningDetails },
    refusals: ['warning/unknown'],
  },
  {
    method: 'get',
    path: '/incidents/:id/call-outs',
    params: incidentPath,
    summary: 'Call-outs of an incident and how they stand',
    access: 'session',
    answers: { 200: z.array(CallOutReport) },
    refusals: ['incident/unknown'],
  },
  {
    method: 'get',
    path: '/call-outs/:id',
    params: callOutPath,
    summary: 'A call-out and how it stands in my area',
    access: 'session',
    answers: { 200: CallOutReport },
    refusals: ['call-out/unknown'],
  },
  {
    method: 'get',
    path: '/call-outs/:id/tree',
    params: callOutPath,
    summary: 'The same by area: city, counties, townships; or the villages of one township',
    access: 'session',
    query: TreeQuery,
    answers: { 200: z.array(TreeNode) },
    refusals: ['call-out/unknown'],
  },
  {
    method: 'get',
    path: '/call-outs/:id/calls',
    params: callOutPath,
    summary: 'Its calls by page, people masked',
    access: 'session',
    query: CallsQuery,
    answers: { 200: CallPage },
    refusals: ['call-out/unknown'],
  },
] as const satisfies readonly Operation[];
