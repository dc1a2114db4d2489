import { refusals, type RefusalBody, type RefusalCode } from '../contract/refusals.ts';

/** An expected "no", with a code that the client words in both languages. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly issues: RefusalBody['issues'];

  constructor(code: RefusalCode, issues?: RefusalBody['issues']) {
    super(code);
    this.code = code;
    this.status = refusals[code];
    this.issues = issues;
  }

  body(): RefusalBody {
    return this.issues ? { code: this.code, issues: this.issues } : { code: this.code };
  }
}
