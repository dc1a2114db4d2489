import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { failureText } from '../../../client/notices/failures.view.ts';
import { locale } from '../../../client/words/words.ts';

const rooms = ['channels', 'calls'].map((room) => join(import.meta.dirname, '../../../server', room));

/** Every code that the server writes as a word of its own. */
function codesOfTheServer(): string[] {
  const files = rooms.flatMap((room) =>
    readdirSync(room)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(room, name)),
  );
  const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/failure(?::| =)[^'"`;\n]*'([^']+)'(?: : '([^']+)')?/g)]);
  return [...new Set(found.flatMap(([, one, other]) => [one!, ...(other ? [other] : [])]))];
}

describe('why a message did not go out', () => {
  afterEach(() => locale.set('zh-CN'));

  it('is said in words for every code that the server writes', () => {
    const codes = codesOfTheServer();
    expect(codes).toEqual(expect.arrayContaining(['noAddress', 'malformedAddress', 'noGateway', 'unbound', 'lost', 'timeout', 'failed']));
    for (const code of codes) expect(failureText(code), code).not.toContain(code);
  });

  it('names who answered, and what', () => {
    expect(failureText('smtp 550')).toBe('邮件服务器答复 550');
    expect(failureText('smpp 88')).toBe('短信中心答复 88');
    locale.set('en');
    expect(failureText('http 503')).toBe('The gateway answered 503');
  });

  it('says what the network meant', () => {
    expect(failureText('ECONNREFUSED')).toBe('网关连接不上');
    expect(failureText('ENOTFOUND')).toBe('找不到网关地址');
  });

  it('shows a code that nobody foresaw', () => {
    expect(failureText('ESOMETHING')).toBe('发送出错（ESOMETHING）');
  });
});
