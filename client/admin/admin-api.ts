import type { Area, AreaCode } from '#contract/areas.ts';
import type { DataHealth } from '#contract/backups.ts';
import type { CallingChannel, ChannelHealth, ChannelLimits } from '#contract/channels.ts';
import type { Leave, NewLeave, NewShifts, Rota, RotaQuery, Shift } from '#contract/duty.ts';
import type { Incident } from '#contract/incidents.ts';
import type { EditedPolicy, Policy, PolicyPreview } from '#contract/policies.ts';
import type { EditedContact, EditedPost, Post } from '#contract/posts.ts';
import type { CommsCheck, TreeProof } from '#contract/tree-proof.ts';
import type { EndedSessions, NewUser, OpenSession, UserAccount, UserChange } from '#contract/users.ts';
import type { WallCode } from '#contract/walls.ts';
import type { Watch } from '#contract/watchdog.ts';
import { get, send } from '../app/api.ts';

const query = (values: Record<string, string>) => String(new URLSearchParams(values));

/** What the administration asks of the server. */
export const adminApi = {
  users: () => get<UserAccount[]>('/users'),
  addUser: (wanted: NewUser) => send<UserAccount>('POST', '/users', wanted),
  changeUser: (id: number, change: UserChange) => send<UserAccount>('PATCH', `/users/${id}`, change),
  wallCode: (id: number) => send<WallCode>('POST', `/users/${id}/wall-code`),
  sessions: () => get<OpenSession[]>('/sessions'),
  endSession: (session: string) => send<EndedSessions>('DELETE', `/sessions?${query({ session })}`),

  policies: () => get<Policy[]>('/policies'),
  previewPolicy: (edited: EditedPolicy) => send<PolicyPreview>('POST', '/policies/preview', edited),
  savePolicy: (id: string, edited: EditedPolicy) => send<Policy>('PUT', `/policies/${id}`, edited),
  resetPolicy: (id: string) => send<Policy>('DELETE', `/policies/${id}`),

  dataHealth: () => get<DataHealth>('/data-health'),
  channels: () => get<ChannelHealth[]>('/channels'),
  saveChannel: (id: CallingChannel, limits: ChannelLimits) => send<ChannelHealth>('PUT', `/channels/${id}`, limits),

  watch: () => get<Watch>('/watchdog'),
  watchIncidents: () => get<Incident[]>('/watchdog/incidents'),

  treeProof: (fresh: boolean) => get<TreeProof>(fresh ? '/tree-proof?fresh=1' : '/tree-proof'),
  checkComms: () => send<CommsCheck>('POST', '/comms-checks'),

  areas: () => get<Area[]>('/areas'),
  villages: (parent: AreaCode) => get<Area[]>(`/areas?${query({ level: 'village', parent })}`),
  posts: (area: AreaCode) => get<Post[]>(`/posts?${query({ area })}`),
  savePost: (id: number, edited: EditedPost) => send<Post>('PUT', `/posts/${id}`, edited),
  saveContact: (personId: number, ordinal: number, contact: EditedContact) =>
    send<undefined>('PUT', `/people/${personId}/contacts/${ordinal}`, contact),
  removeContact: (personId: number, ordinal: number) => send<undefined>('DELETE', `/people/${personId}/contacts/${ordinal}`),

  rota: (wanted: RotaQuery) => get<Rota>(`/duty?${query(wanted)}`),
  addShifts: (wanted: NewShifts) => send<Shift[]>('POST', '/duty/shifts', wanted),
  removeShift: (id: number) => send<undefined>('DELETE', `/duty/shifts/${id}`),
  addLeave: (wanted: NewLeave) => send<Leave>('POST', '/duty/leaves', wanted),
  removeLeave: (id: number) => send<undefined>('DELETE', `/duty/leaves/${id}`),
};
