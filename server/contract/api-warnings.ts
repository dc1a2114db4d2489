import { IncidentNamed } from './incidents.ts';
import type { Operation } from './operation.ts';
import { warningPath } from './path-params.ts';
import { DraftedWarning, ForeseenWarning } from './warning-drafts.ts';
import { DoubleChoice, IssuedWarning, Warning } from './warnings.ts';

const incidentRefusals = ['incident/unknown', 'incident/closed', 'area/outside'] as const;
const draftRefusals = [...incidentRefusals, 'warning/bad-draft'] as const;

/** Warnings before they are any: written at the desk or read from a message, and what they would do. */
export const warningOperations = [
  {
    method: 'post',
    path: '/warnings/plan',
    summary: 'What issuing a draft would do: whom it calls, how that will go, what it replaces; saves nothing',
    access: 'warning.issue',
    body: DraftedWarning,
    answers: { 200: ForeseenWarning },
    refusals: [...draftRefusals, 'warning/conflict'],
  },
  {
    method: 'post',
    path: '/warnings',
    summary: 'Issue a warning that was written here; the same draft again is answered alike and calls nobody twice',
    access: 'warning.issue',
    body: DraftedWarning,
    answers: { 200: IssuedWarning, 201: IssuedWarning },
    refusals: [...draftRefusals, 'warning/conflict'],
  },
  {
    method: 'post',
    path: '/warnings/cap/read',
    summary: 'What a CAP 1.2 message says and what taking it in would do; saves nothing',
    access: 'warning.issue',
    query: IncidentNamed,
    body: { contentType: 'application/cap+xml', description: 'At most 5 MB, no DOCTYPE' },
    answers: { 200: ForeseenWarning },
    refusals: [...incidentRefusals, 'warning/malformed', 'warning/doctype', 'warning/mode-mismatch', 'warning/conflict'],
  },
  {
    method: 'post',
    path: '/warnings/:id/double',
    params: warningPath,
    summary:
      'Merge a warning with the one that it likely says again, or keep them apart so that it calls everybody itself; again changes nothing',
    access: 'warning.issue',
    body: DoubleChoice,
    answers: { 200: Warning },
    refusals: [
      'warning/unknown',
      'warning/no-double',
      'warning/double-apart',
      'warning/not-in-force',
      'call-out/same-person',
      'area/outside',
      'incident/closed',
    ],
  },
] as const satisfies readonly Operation[];
