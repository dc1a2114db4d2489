import { refusals, type RefusalBody, type RefusalCode } from '../contract/refusals.ts';

/** An expected "no", with a code that the client words in both languages. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly issues: RefusalBody['issues'];
  /** When the same may be asked again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, more?: RefusalBody['issues'] | { retryAfterSeconds: number }) {
    super(code);
    this.code = code;
    this.status = refusals[code];
    if (Array.isArray(more)) this.issues = more;
    else this.retryAfterSeconds = more?.retryAfterSeconds;
  }

  body(): RefusalBody {
    return this.issues ? { code: this.code, issues: this.issues } : { code: this.code };
  }
}

/** What somebody does who tries doors: each is for an operator to see, among the many refusals that are a slip of the hand. */
const suspicious: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'request/foreign-origin',
  'request/too-large',
  'request/too-many',
  'session/wrong-credentials',
  'session/locked',
  'session/not-allowed',
  'area/outside',
  'incident/outside-area',
  'warning/doctype',
  'call/not-yours',
  'receipt/conflict',
  'receipt/too-many',
  'photo/not-an-image',
  'photo/too-many-pixels',
  'photo/too-many',
  'token/invalid',
  'token/revoked',
  'signature/invalid',
  'signature/expired',
  'signature/replayed',
  'watchdog/wrong-key',
]);

/** How loudly the log says that something was refused: what somebody has to look after is for the operator, as is who tries doors. */
export function loudnessOf({ code }: Pick<Refusal, 'code'>): 'warn' | 'info' {
  return code === 'server/no-room' || suspicious.has(code) ? 'warn' : 'info';
}
