import { html, nothing, type TemplateResult } from 'lit';
import { isUnclear, type Issuing } from './issuing.ts';
import { explain } from '../words/explain.ts';
import { say, sayOr } from '../words/words.ts';
import { ApiRefusal } from '../api/call.ts';

/** Why what was entered is not taken, and which of its fields say so. */
export function issuingProblem(issuing: Issuing): TemplateResult | typeof nothing {
  const problem = issuing.problem.get();
  if (!problem) return nothing;
  const issues = problem instanceof ApiRefusal ? problem.issues : [];
  return html`<div role="alert" class="problem">
    <b>${problemText(issuing, problem)}</b>
    ${
      issues.length === 0
        ? nothing
        : html`<ul>
            ${issues.map((issue) => html`<li>${issueText(issue)}</li>`)}
          </ul>`
    }
  </div>`;
}

function problemText(issuing: Issuing, problem: unknown): string {
  if (isUnclear(problem) && issuing.step.get() === 'plan') return say('form/again');
  const isOwn = issuing.message.get() === null;
  if (problem instanceof ApiRefusal && problem.code === 'warning/conflict' && isOwn) return say('form/changed');
  return explain(problem);
}

/** `draft.zh.headline` and `line 12` in the words of the screen; the path of an element of a message as it is. */
function issueText({ path, reason }: { path: string; reason: string }): string {
  const line = /^line (\d+)$/.exec(path)?.[1];
  const field = path.replace(/^draft\./, '').replace(/\.\d+$/, '');
  const place = line ? say('issue/line', { line }) : sayOr(`field/${field}`, path);
  return `${place} ${sayOr(`draftReason/${reason}`, sayOr(`capReason/${reason}`, reason))}`;
}
