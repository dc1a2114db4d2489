import type { CapIssue } from '#contract/warnings.ts';

/** Says what is wrong with a CAP message, and where. The only thing that reading one throws. */
export class CapError extends Error {
  readonly code: 'malformed' | 'doctype';
  readonly issues: CapIssue[];

  constructor(code: 'malformed' | 'doctype', issues: CapIssue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.reason}`).join('; ') || code);
    this.code = code;
    this.issues = issues;
  }
}
