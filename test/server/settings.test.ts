import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { readSettings } from '../../server/settings.ts';

/** The variables that are complained of. */
function complaints(env: Record<string, string>): string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    return error instanceof ZodError ? error.issues.map(({ path }) => path.join('.')) : ['something else'];
  }
}

const secret = 'sixteen or more characters';

describe('the settings of the gateways', () => {
  it('need none', () => {
    expect(Object.values(readSettings({}).gateways).every((value) => value === undefined)).toBe(true);
  });

  it.each(['南通应急', '【南通应急】'])('sign short messages with or without brackets of their own: %s', (signature) => {
    expect(readSettings({ JIAOYING_SMS_SIGNATURE: signature }).gateways.smsSignature).toBe('南通应急');
  });

  it('are taken as they are', () => {
    const env = {
      JIAOYING_SMPP_URL: 'smpp://a:b@centre:2775?from=1069',
      JIAOYING_VOICE_URL: 'https://voice/',
      JIAOYING_WEBHOOK_SECRET: secret,
    };
    expect(readSettings(env).gateways).toMatchObject({
      smppUrl: env.JIAOYING_SMPP_URL,
      voiceUrl: env.JIAOYING_VOICE_URL,
      webhookSecret: secret,
    });
  });

  it.each([
    [{ JIAOYING_SMTP_URL: 'smtp://mail' }, 'JIAOYING_MAIL_FROM'],
    [{ JIAOYING_VOICE_URL: 'https://voice' }, 'JIAOYING_WEBHOOK_SECRET'],
    [{ JIAOYING_CHAT_URL: 'https://chat' }, 'JIAOYING_WEBHOOK_SECRET'],
    [{ JIAOYING_WEBHOOK_SECRET: 'short' }, 'JIAOYING_WEBHOOK_SECRET'],
    [{ JIAOYING_SMPP_URL: 'http://centre' }, 'JIAOYING_SMPP_URL'],
    [{ JIAOYING_MAIL_FROM: 'nobody' }, 'JIAOYING_MAIL_FROM'],
    [{ JIAOYING_PUBLIC_URL: 'https://calls.example/' }, 'JIAOYING_PUBLIC_URL'],
    [{ JIAOYING_PUBLIC_URL: 'calls.example' }, 'JIAOYING_PUBLIC_URL'],
  ])('that cannot work are named at the start: %j', (env, name) => {
    expect(complaints(env)).toEqual([name]);
  });
});

describe('the proxies that are believed', () => {
  it('are none unless they are named', () => {
    expect(readSettings({}).trustedProxies).toEqual([]);
    expect(readSettings({ JIAOYING_TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,fd00::/8,loopback' }).trustedProxies).toEqual([
      '10.0.0.5',
      '10.1.0.0/16',
      'fd00::/8',
      'loopback',
    ]);
  });
  it.each(['true', '1', '*', '0.0.0.0/0', '10.0.0.0/33', '10.0.0', 'proxy.example', '10.0.0.1/8/8', '10.0.0.1,'])(
    'are addresses and networks, not everybody: %s',
    (list) => expect(complaints({ JIAOYING_TRUSTED_PROXIES: list })[0]).toMatch(/^JIAOYING_TRUSTED_PROXIES/),
  );
});
