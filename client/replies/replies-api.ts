import type { Replies, Reply, ReplyAction, RevealedReply } from '#contract/replies.ts';
import { get, send } from '../app/api.ts';

export const repliesApi = {
  unread: () => get<Replies>('/replies?state=unread'),
  settle: (id: number, action: ReplyAction) => send<Reply>('POST', `/replies/${id}`, action),
  reveal: (id: number, purpose: string) => send<RevealedReply>('POST', `/replies/${id}/reveal`, { purpose }),
};
