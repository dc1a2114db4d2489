import { z } from 'zod';
import { ChannelHealth, ChannelLimits } from './channels.ts';
import { GatewayReport, GatewayReportTaken, SmsReply, SmsReplyTaken } from './gateways.ts';
import type { Operation } from './operation.ts';
import { channelPath } from './path-params.ts';

export const channelOperations = [
  {
    method: 'get',
    path: '/channels',
    summary: 'The ways to reach people: limits, health, and what waits in my area',
    access: 'session',
    answers: { 200: z.array(ChannelHealth) },
  },
  {
    method: 'put',
    path: '/channels/:id',
    params: channelPath,
    summary: 'Set the limits of a channel, or switch it off',
    access: 'policy.edit',
    secondFactor: true,
    body: ChannelLimits,
    answers: { 200: ChannelHealth },
    refusals: ['channel/unknown'],
  },
  {
    method: 'post',
    path: '/channels/sms/inbound',
    summary: 'A short message that somebody sent to us; signed with JIAOYING_SMS_SECRET, the same messageId again counts once',
    access: 'key',
    body: SmsReply,
    answers: { 200: SmsReplyTaken },
    refusals: ['signature/invalid', 'signature/expired', 'signature/replayed'],
  },
  {
    method: 'post',
    path: '/channels/webhook/callback',
    summary: 'What became of an attempt over voice or chat; signed with JIAOYING_WEBHOOK_SECRET, twice counts once',
    access: 'key',
    body: GatewayReport,
    answers: { 200: GatewayReportTaken },
    refusals: ['signature/invalid', 'signature/expired', 'signature/replayed', 'attempt/unknown'],
  },
] as const satisfies readonly Operation[];
