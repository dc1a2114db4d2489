import type { AreaCode } from '#contract/areas.ts';
import type { CallingChannel, ChannelLimits } from '#contract/channels.ts';
import type { NewLeave, NewShifts, RotaQuery } from '#contract/duty.ts';
import type { EditedPolicy } from '#contract/policies.ts';
import type { EditedContact, EditedPost } from '#contract/posts.ts';
import type { NewUser, UserChange } from '#contract/users.ts';
import { call } from '../api/call.ts';

/** What the administration asks of the server. */
export const adminApi = {
  users: () => call('get /users'),
  addUser: (wanted: NewUser) => call('post /users', { body: wanted }),
  changeUser: (id: number, change: UserChange) => call('patch /users/:id', { params: { id }, body: change }),
  wallCode: (id: number) => call('post /users/:id/wall-code', { params: { id } }),
  sessions: () => call('get /sessions'),
  endSession: (session: string) => call('delete /sessions', { query: { session } }),

  policies: () => call('get /policies'),
  previewPolicy: (edited: EditedPolicy) => call('post /policies/preview', { body: edited }),
  savePolicy: (id: string, edited: EditedPolicy) => call('put /policies/:id', { params: { id }, body: edited }),
  resetPolicy: (id: string) => call('delete /policies/:id', { params: { id } }),

  dataHealth: () => call('get /data-health'),
  channels: () => call('get /channels'),
  saveChannel: (id: CallingChannel, limits: ChannelLimits) => call('put /channels/:id', { params: { id }, body: limits }),

  watch: () => call('get /watchdog'),
  watchIncidents: () => call('get /watchdog/incidents'),

  treeProof: (fresh: boolean) => call('get /tree-proof', { query: fresh ? { fresh: 1 } : {} }),
  checkComms: () => call('post /comms-checks'),

  areas: () => call('get /areas'),
  villages: (parent: AreaCode) => call('get /areas', { query: { level: 'village', parent } }),
  posts: (area: AreaCode) => call('get /posts', { query: { area } }),
  savePost: (id: number, edited: EditedPost) => call('put /posts/:id', { params: { id }, body: edited }),
  saveContact: (id: number, ordinal: number, contact: EditedContact) =>
    call('put /people/:id/contacts/:ordinal', { params: { id, ordinal }, body: contact }),
  removeContact: (id: number, ordinal: number) => call('delete /people/:id/contacts/:ordinal', { params: { id, ordinal } }),

  rota: (query: RotaQuery) => call('get /duty', { query }),
  addShifts: (wanted: NewShifts) => call('post /duty/shifts', { body: wanted }),
  removeShift: (id: number) => call('delete /duty/shifts/:id', { params: { id } }),
  addLeave: (wanted: NewLeave) => call('post /duty/leaves', { body: wanted }),
  removeLeave: (id: number) => call('delete /duty/leaves/:id', { params: { id } }),
};
