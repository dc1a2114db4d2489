import { call } from './call.ts';

/** What the dialog of the second factor asks of the server. */
export const secondFactorApi = {
  standing: () => call('get /session/second-factor'),
  begin: (password: string) => call('post /session/second-factor', { body: { password } }),
  confirm: (code: string) => call('put /session/second-factor', { body: { code } }),
  show: (code: string) => call('post /session/second-factor/code', { body: { code } }),
};
