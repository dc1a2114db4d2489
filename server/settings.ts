import { isIP } from 'node:net';
import { z } from 'zod';
import { readDataKey } from './kernel/sealing/data-key.ts';

const text = z.string().trim().min(1);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

const dataKey = text.transform((written, issues) => {
  const key = readDataKey(written);
  if (key) return key;
  issues.addIssue({ code: 'custom', message: 'must be 32 random bytes, as 64 hex digits or in base64: openssl rand -base64 32' });
  return z.NEVER;
});

/** Addresses, networks in CIDR notation, or a name of Express for the networks that no router passes on. */
const proxies = text
  .transform((list) => list.split(',').map((each) => each.trim()))
  .pipe(z.array(z.string().refine(isProxy, 'must be addresses or networks such as 10.0.0.5,10.1.0.0/16, or loopback')));

/** The same without names: who may ask for numbers is said exactly. */
const networks = text
  .transform((list) => list.split(',').map((each) => each.trim()))
  .pipe(z.array(z.string().refine(isNetwork, 'must be addresses or networks such as 10.0.0.5,10.1.0.0/16')));

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: text.default('127.0.0.1'),
  JIAOYING_DATA: text.default('.data'),
  DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
  REDIS_URL: text.regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://').optional(),
  JIAOYING_DEMO_PASSWORD: z.string().min(8).default('jiaoying-demo'),
  JIAOYING_ADMIN_PASSWORD: z.string().min(12).optional(),
  JIAOYING_DATA_KEY: dataKey.optional(),
  JIAOYING_DATA_KEY_OLD: dataKey.optional(),
  JIAOYING_LOG_KEY: dataKey.optional(),
  JIAOYING_SEED: z.coerce.number().int().min(0).max(4_294_967_295).default(20230728),
  JIAOYING_REVIEW_NUMBER: text.optional(),
  JIAOYING_TIANDITU_KEY: text.regex(/^[0-9a-zA-Z]+$/).optional(),
  JIAOYING_TRUSTED_PROXIES: proxies.default([]),
  JIAOYING_SECURE_COOKIES: flag.default(false),
  JIAOYING_SECOND_FACTOR: flag.default(false),
  JIAOYING_URL: text.regex(/^https?:\/\//, 'must begin with http:// or https://').optional(),
  JIAOYING_WATCHDOG_KEY: text
    .min(32)
    .regex(/^[!-~]+$/, 'must be of printable characters without spaces')
    .optional(),
  JIAOYING_WATCHDOG_SECONDS: z.coerce.number().int().min(1).max(90).default(60),
  JIAOYING_PUBLIC_URL: text
    .regex(/^https?:\/\/[^/]+(\/.*[^/])?$/, 'must begin with http:// or https://, and not end with a slash')
    .optional(),
  JIAOYING_SMTP_URL: text.regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional(),
  JIAOYING_MAIL_FROM: text.regex(/[^@\s]+@[^@\s]+/, 'must be a mail address').optional(),
  JIAOYING_SMPP_URL: text.regex(/^s?smpp:\/\//, 'must begin with smpp:// or ssmpp://').optional(),
  JIAOYING_SMS_SECRET: text.min(16).optional(),
  JIAOYING_SMS_SIGNATURE: text
    .regex(/^【?[^【】[\]]{2,20}】?$/, 'must be 2 to 20 characters, without brackets of its own')
    .transform((signature) => signature.replace(/[【】]/g, ''))
    .optional(),
  JIAOYING_VOICE_URL: text.regex(/^https?:\/\//, 'must begin with http:// or https://').optional(),
  JIAOYING_CHAT_URL: text.regex(/^https?:\/\//, 'must begin with http:// or https://').optional(),
  JIAOYING_WEBHOOK_SECRET: text.min(16).optional(),
  JIAOYING_BACKUP_FOLDER: text.optional(),
  JIAOYING_BACKUP_AT: text.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time of day like 03:10').default('03:10'),
  JIAOYING_BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(14),
  JIAOYING_METRICS_FROM: networks.default([]),
  JIAOYING_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  NODE_ENV: text.optional(),
});

function isProxy(text: string): boolean {
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isNetwork(text);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  // Of /0 everybody would be a proxy.
  const isWhole = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128));
  return family > 0 && isWhole && more.length === 0;
}

/** What is half set up would be noticed on the night of a typhoon. */
const needs: readonly [keyof z.infer<typeof Environment>, keyof z.infer<typeof Environment>][] = [
  ['JIAOYING_SMTP_URL', 'JIAOYING_MAIL_FROM'],
  ['JIAOYING_VOICE_URL', 'JIAOYING_WEBHOOK_SECRET'],
  ['JIAOYING_CHAT_URL', 'JIAOYING_WEBHOOK_SECRET'],
  ['JIAOYING_DATA_KEY_OLD', 'JIAOYING_DATA_KEY'],
];
const WholeEnvironment = Environment.superRefine((read, issues) => {
  for (const [name, needed] of needs) {
    if (read[name] !== undefined && read[needed] === undefined) {
      issues.addIssue({ code: 'custom', path: [needed], message: `is needed beside ${name}` });
    }
  }
});

/** The ways out of the house, each undefined where there is none. */
export interface GatewaySettings {
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  smppUrl: string | undefined;
  /** With which the gateway for short messages signs the replies that it hands in over HTTP. */
  smsSecret: string | undefined;
  /** 签名: with which every short message begins, without its brackets. */
  smsSignature: string | undefined;
  voiceUrl: string | undefined;
  chatUrl: string | undefined;
  /** With which we and the gateways for voice and chat sign what we send each other. */
  webhookSecret: string | undefined;
}

export interface Settings {
  port: number;
  host: string;
  dataFolder: string;
  databaseUrl: string | undefined;
  /** Where several servers of one installation share what they count, and who is on their pages; undefined: each is by itself. */
  redisUrl: string | undefined;
  demoPassword: string;
  /** Of the first administrator of a production database, which gets no demo users. */
  adminPassword: string | undefined;
  /** With which names, numbers and words about people are sealed; `old`: with which they were before. */
  dataKey: { current: Buffer; old: Buffer | null } | null;
  /** With which the heads of logs are signed; undefined: a file in the data folder holds it. */
  logKey: Buffer | undefined;
  seedNumber: number;
  /** 审图号: the review number that a map shown to the public in China carries. */
  reviewNumber: string | null;
  tiandituKey: string | null;
  /** Proxies whose word about the address of who asks is believed. */
  trustedProxies: readonly string[];
  secureCookies: boolean;
  /** Whether release, reveal, export and administration ask for a second factor. */
  asksSecondFactor: boolean;
  /** What the watchdog's process shows; undefined: a file in the data folder holds it. */
  watchdogKey: string | undefined;
  /** Where the watchdog finds the server; undefined: at the same host and port. */
  serverUrl: string | undefined;
  /** From one test call to the next. */
  watchdogSeconds: number;
  /** Where people outside reach this server; null: messages carry no link. */
  publicUrl: string | null;
  /** Where a backup goes each day, when, and how many stay; null: none is made. */
  backups: { folder: string; timeOfDay: string; keep: number } | null;
  gateways: GatewaySettings;
  /** Addresses and networks that may ask how the server does without a session. */
  metricsFrom: readonly string[];
  logLevel: string;
  isProduction: boolean;
}

/** Throws a ZodError that names each variable which cannot be used. Empty variables count as not set. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = WholeEnvironment.parse(set);
  return {
    port: read.PORT,
    host: read.HOST,
    dataFolder: read.JIAOYING_DATA,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    demoPassword: read.JIAOYING_DEMO_PASSWORD,
    adminPassword: read.JIAOYING_ADMIN_PASSWORD,
    dataKey: read.JIAOYING_DATA_KEY === undefined ? null : { current: read.JIAOYING_DATA_KEY, old: read.JIAOYING_DATA_KEY_OLD ?? null },
    logKey: read.JIAOYING_LOG_KEY,
    seedNumber: read.JIAOYING_SEED,
    reviewNumber: read.JIAOYING_REVIEW_NUMBER ?? null,
    tiandituKey: read.JIAOYING_TIANDITU_KEY ?? null,
    trustedProxies: read.JIAOYING_TRUSTED_PROXIES,
    secureCookies: read.JIAOYING_SECURE_COOKIES,
    asksSecondFactor: read.JIAOYING_SECOND_FACTOR,
    watchdogKey: read.JIAOYING_WATCHDOG_KEY,
    serverUrl: read.JIAOYING_URL,
    watchdogSeconds: read.JIAOYING_WATCHDOG_SECONDS,
    publicUrl: read.JIAOYING_PUBLIC_URL ?? null,
    backups:
      read.JIAOYING_BACKUP_FOLDER === undefined
        ? null
        : { folder: read.JIAOYING_BACKUP_FOLDER, timeOfDay: read.JIAOYING_BACKUP_AT, keep: read.JIAOYING_BACKUP_KEEP },
    gateways: {
      smtpUrl: read.JIAOYING_SMTP_URL,
      mailFrom: read.JIAOYING_MAIL_FROM,
      smppUrl: read.JIAOYING_SMPP_URL,
      smsSecret: read.JIAOYING_SMS_SECRET,
      smsSignature: read.JIAOYING_SMS_SIGNATURE,
      voiceUrl: read.JIAOYING_VOICE_URL,
      chatUrl: read.JIAOYING_CHAT_URL,
      webhookSecret: read.JIAOYING_WEBHOOK_SECRET,
    },
    metricsFrom: read.JIAOYING_METRICS_FROM,
    logLevel: read.JIAOYING_LOG,
    isProduction: read.NODE_ENV === 'production',
  };
}
