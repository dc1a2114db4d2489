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

describe('who may ask for numbers without a session', () => {
  it('is nobody unless an address or a network is named', () => {
    expect(readSettings({}).metricsFrom).toEqual([]);
    expect(readSettings({ JIAOYING_METRICS_FROM: '10.0.0.5, fd00::/8' }).metricsFrom).toEqual(['10.0.0.5', 'fd00::/8']);
  });
  it.each(['*', '0.0.0.0/0', 'loopback', 'prometheus.example', '10.0.0.1,'])('is no name, and not everybody: %s', (list) =>
    expect(complaints({ JIAOYING_METRICS_FROM: list })[0]).toMatch(/^JIAOYING_METRICS_FROM/),
  );
});

describe('the data key', () => {
  const hex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
  const other = '202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f';

  it('is none where none is set, and an empty one is none', () => {
    expect(readSettings({}).dataKey).toBeNull();
    expect(readSettings({ JIAOYING_DATA_KEY: '' }).dataKey).toBeNull();
  });

  it('is read in hex and in base64, with the one before it beside', () => {
    const current = Buffer.from(hex, 'hex');
    expect(readSettings({ JIAOYING_DATA_KEY: hex }).dataKey).toEqual({ current, old: null });
    const both = { JIAOYING_DATA_KEY: ` ${current.toString('base64')} `, JIAOYING_DATA_KEY_OLD: other };
    expect(readSettings(both).dataKey).toEqual({ current, old: Buffer.from(other, 'hex') });
  });

  it.each(['jiaoying', hex.slice(2), `${hex}00`, '0'.repeat(64), `${'A'.repeat(43)}=`])(
    'is complained of, but never said, where it is %s',
    (text) => {
      expect(complaints({ JIAOYING_DATA_KEY: text })).toEqual(['JIAOYING_DATA_KEY']);
      expect(() => readSettings({ JIAOYING_DATA_KEY: text })).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining(text) as string }),
      );
    },
  );

  it('has one before it only where there is one', () => {
    expect(complaints({ JIAOYING_DATA_KEY_OLD: other })).toEqual(['JIAOYING_DATA_KEY']);
  });
});
