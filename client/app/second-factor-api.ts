import type { RecoveryCodes, SecondFactor, SecondFactorSecret } from '#contract/second-factor.ts';
import { get, send } from './api.ts';

const path = '/session/second-factor';

/** What the dialog of the second factor asks of the server. */
export const secondFactorApi = {
  standing: () => get<SecondFactor>(path),
  begin: (password: string) => send<SecondFactorSecret>('POST', path, { password }),
  confirm: (code: string) => send<RecoveryCodes>('PUT', path, { code }),
  show: (code: string) => send<undefined>('POST', `${path}/code`, { code }),
};
