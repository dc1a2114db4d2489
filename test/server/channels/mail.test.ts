import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailChannel } from '../../../server/channels/mail.channel.ts';
import { anOutgoing, neverAborts } from '../../support/outgoing.ts';
import { SmtpStandIn } from '../../support/smtp-stand-in.ts';

let server: SmtpStandIn;
let channel: MailChannel;

beforeEach(async () => {
  server = new SmtpStandIn();
  await server.start();
  channel = new MailChannel({ url: server.url, from: '叫应 <calls@nantong.example>' });
});
afterEach(async () => {
  await channel.close();
  await server.stop();
});

const send = (about = {}) =>
  channel.send(anOutgoing({ address: 'lead@village.example', link: 'https://calls.example/field?token=abc', ...about }), neverAborts);

describe('a mail', () => {
  it('arrives at the one person it is for, in both languages, with the link and an id that stays the same', async () => {
    const sent = await send();
    expect(sent).toEqual({ kind: 'accepted', providerId: '<f0000000-0000-4000-8000-000000000000.7@nantong.example>' });
    expect(server.mails).toHaveLength(1);
    const [{ to, source }] = server.mails as [(typeof server.mails)[0]];
    expect(to).toEqual(['lead@village.example']);
    expect(source).toContain('Message-ID: <f0000000-0000-4000-8000-000000000000.7@nantong.example>');
    expect(bodyOf(source)).toContain('请立即转移');
    expect(bodyOf(source)).toContain('Move at once');
    expect(bodyOf(source)).toContain('https://calls.example/field?token=abc');
  });

  it('cannot be given headers of its own by a warning', async () => {
    await send({ subject: '台风\r\nBcc: everybody@example.org' });
    expect(server.mails[0]!.to).toEqual(['lead@village.example']);
    expect(server.mails[0]!.source).not.toMatch(/^Bcc:/im);
  });

  it('is tried later when the server is away, and arrives once it is back', async () => {
    await server.stop();
    expect(await send()).toMatchObject({ kind: 'postponed' });
    await server.start();
    expect(await send()).toMatchObject({ kind: 'accepted' });
    expect(server.mails).toHaveLength(1);
  });

  it('is tried later when the server died while a line was kept open', async () => {
    await send();
    await server.stop();
    expect(await send()).toMatchObject({ kind: 'postponed' });
  });

  it('has an unclear fate when the line breaks behind it, and is not handed over again', async () => {
    server.manner = 'dies';
    expect(await send()).toMatchObject({ kind: 'unclear' });
    expect(server.mails).toHaveLength(1);
  });

  it.each([
    ['is tried later when the mailbox is busy', { refusesRecipient: 450 }, { kind: 'postponed', failure: 'smtp 450' }],
    [
      'is refused when there is no such mailbox',
      { refusesRecipient: 550 },
      { kind: 'refused', failure: 'smtp 550', outcome: 'undeliverable' },
    ],
    ['is tried later when the server has no room', { refusesData: 452 }, { kind: 'postponed', failure: 'smtp 452' }],
    ['is refused when the server will not have it', { refusesData: 554 }, { kind: 'refused', failure: 'smtp 554' }],
  ])('%s', async (_, manner, sent) => {
    server.manner = manner;
    expect(await send()).toEqual(sent);
  });

  it('is given up when nobody waits any more', async () => {
    await server.stop();
    expect(await channel.send(anOutgoing({ address: 'a@b.example' }), AbortSignal.abort())).toMatchObject({ kind: 'postponed' });
  });
});

/** The text behind the headers, whichever of the two encodings it travels in. */
function bodyOf(source: string): string {
  const body = source.slice(source.search(/\r?\n\r?\n/));
  if (/content-transfer-encoding: base64/i.test(source)) return Buffer.from(body, 'base64').toString();
  const joined = body.replace(/=\r?\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
}
