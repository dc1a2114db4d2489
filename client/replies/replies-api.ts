import type { ReplyAction } from '#contract/replies.ts';
import { call } from '../api/call.ts';

export const repliesApi = {
  unread: () => call('get /replies', { query: { state: 'unread' } }),
  settle: (id: number, action: ReplyAction) => call('post /replies/:id', { params: { id }, body: action }),
  reveal: (id: number, purpose: string) => call('post /replies/:id/reveal', { params: { id }, body: { purpose } }),
};
