import { z } from 'zod';
import { CallOutReport } from './calls.ts';
import type { Operation } from './operation.ts';
import { callOutPath, policyPath } from './path-params.ts';
import { CallOutOrder, CallOutPlan, Release } from './plans.ts';
import { EditedPolicy, Policy, PolicyPreview, PutPolicy } from './policies.ts';
import { PredictionRecord } from './predictions.ts';

const orderRefusals = [
  'warning/unknown',
  'warning/not-in-force',
  'policy/unknown',
  'call-out/nobody',
  'area/outside',
  'incident/closed',
] as const;

/** Whom a warning calls and how, what that would do, and the button. */
export const planOperations = [
  {
    method: 'get',
    path: '/policies',
    summary: 'The policies that hold: one for each level, then those made for one kind of weather',
    access: 'session',
    answers: { 200: z.array(Policy) },
  },
  {
    method: 'put',
    path: '/policies/:id',
    params: policyPath,
    summary: 'Edit the policy of a weather and level, as typhoon-red or any-red; call-outs that run keep theirs',
    access: 'policy.edit',
    secondFactor: true,
    body: PutPolicy,
    answers: { 200: Policy },
    refusals: [
      'policy/unknown',
      'policy/cycle',
      'policy/zero-delay',
      'policy/unknown-post',
      'policy/nobody',
      'policy/unknown-placeholder',
      'policy/conflict',
    ],
  },
  {
    method: 'post',
    path: '/policies/preview',
    summary: 'The ladder that edited rules amount to, or what is wrong with them; saves nothing',
    access: 'policy.edit',
    secondFactor: true,
    body: EditedPolicy,
    answers: { 200: PolicyPreview },
    refusals: ['policy/cycle', 'policy/zero-delay', 'policy/unknown-post', 'policy/nobody', 'policy/unknown-placeholder'],
  },
  {
    method: 'delete',
    path: '/policies/:id',
    params: policyPath,
    summary: 'Back to the default; answers the policy that holds from now on',
    access: 'policy.edit',
    secondFactor: true,
    answers: { 200: Policy },
    refusals: ['policy/unknown'],
  },
  {
    method: 'get',
    path: '/predictions',
    summary: 'How predictions fared: predicted against real at fixed times of the last call-outs, and how often their bands have held',
    access: 'ledger.read',
    answers: { 200: PredictionRecord },
  },
  {
    method: 'post',
    path: '/call-outs/plan',
    summary: 'What calling out a warning would do: people, paths, predicted course, cost, order of the queue',
    access: 'warning.issue',
    body: CallOutOrder,
    answers: { 200: CallOutPlan },
    refusals: orderRefusals,
  },
  {
    method: 'post',
    path: '/call-outs',
    summary:
      'Call out a warning in force, or one whose time has passed all the same; one that was called out already is answered with its call-out',
    access: 'warning.issue',
    body: CallOutOrder,
    answers: { 201: CallOutReport },
    refusals: orderRefusals,
  },
  {
    method: 'post',
    path: '/call-outs/:id/release',
    params: callOutPath,
    summary: 'Let a call-out ring that awaits a second person; whoever asked for it may only override, with a reason',
    access: 'call.release',
    secondFactor: true,
    body: Release,
    answers: { 200: CallOutReport },
    refusals: ['call-out/unknown', 'call-out/same-person', 'call-out/not-awaiting', 'area/outside', 'incident/closed'],
  },
  {
    method: 'post',
    path: '/call-outs/:id/resume',
    params: callOutPath,
    summary: 'Go on calling by hand where calls came to rest because the time of their warning has passed; again changes nothing',
    access: 'warning.issue',
    answers: { 200: CallOutReport },
    refusals: ['call-out/unknown', 'call-out/not-expired', 'area/outside', 'incident/closed'],
  },
] as const satisfies readonly Operation[];
