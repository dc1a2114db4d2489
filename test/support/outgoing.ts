import type { OutgoingMessage } from '../../server/kernel/channels/channel.ts';

/** A message on its way to a synthetic number. */
export function anOutgoing(about: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    attemptId: 7,
    idempotencyKey: 'f0000000-0000-4000-8000-000000000000.7',
    purpose: 'call',
    address: '10000000110',
    subject: '台风红色预警信号',
    text: { zh: '请立即转移。回复1收到', en: 'Move at once. Reply 1' },
    link: null,
    ...about,
  };
}

export const neverAborts = new AbortController().signal;
