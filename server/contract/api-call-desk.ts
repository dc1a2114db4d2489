import { z } from 'zod';
import { CallAction, CallActionQuestion, CallActionResult, CallDetails, Unroused } from './call-details.ts';
import type { Operation } from './operation.ts';
import { callOutPath, callPath } from './path-params.ts';

export const callDeskOperations = [
  {
    method: 'get',
    path: '/calls/:id',
    params: callPath,
    summary: 'One call with everything that was tried and said, people masked',
    access: 'session',
    answers: { 200: CallDetails },
    refusals: ['call/unknown'],
  },
  {
    method: 'get',
    path: '/call-outs/:id/unroused',
    params: callOutPath,
    summary: 'The unroused list: whose ladder is spent, longest silent first, and who was sent to the door',
    access: 'session',
    answers: { 200: z.array(Unroused) },
    refusals: ['call-out/unknown'],
  },
  {
    method: 'post',
    path: '/calls/actions/outlook',
    summary: 'What calling again or escalating these calls would do: for how many, and why not for the others; does nothing',
    access: 'call.answerFor',
    body: CallActionQuestion,
    answers: { 200: CallActionResult },
  },
  {
    method: 'post',
    path: '/calls/actions',
    summary: 'Call again, escalate now, hand to somebody else or note, for one call or many; what is left, and why',
    access: 'call.answerFor',
    body: CallAction,
    answers: { 200: CallActionResult },
    refusals: ['person/unknown'],
  },
] as const satisfies readonly Operation[];
