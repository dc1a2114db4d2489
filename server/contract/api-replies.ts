import type { Operation } from './operation.ts';
import { replyPath } from './path-params.ts';
import { RevealRequest } from './people.ts';
import { Replies, RepliesQuery, Reply, ReplyAction, RevealedReply } from './replies.ts';

export const replyOperations = [
  {
    method: 'get',
    path: '/replies',
    summary:
      'Replies and key presses of my area that nothing here could read, newest first; of unknown senders for who sees the whole city',
    access: 'call.answerFor',
    query: RepliesQuery,
    answers: { 200: Replies },
  },
  {
    method: 'post',
    path: '/replies/:id',
    params: replyPath,
    summary: 'Take a reply as an answer to a call, which becomes a receipt of the desk, or pass it over with a reason; audited',
    access: 'call.answerFor',
    body: ReplyAction,
    answers: { 200: Reply },
    refusals: ['reply/unknown', 'reply/settled', 'call/unknown'],
  },
  {
    method: 'post',
    path: '/replies/:id/reveal',
    params: replyPath,
    summary: 'The number that a reply came from in the clear, for a purpose; audited',
    access: 'people.reveal',
    body: RevealRequest,
    answers: { 200: RevealedReply },
    refusals: ['reply/unknown'],
  },
] as const satisfies readonly Operation[];
