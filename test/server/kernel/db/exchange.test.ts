import { describe, expect, it } from 'vitest';
import { EngineReply, Exchange } from '../../../../server/kernel/db/exchange.ts';

/** Messages, each with the letters with which its answers begin; tells at which of them the database is broken. */
function brokenAt(exchanges: readonly string[]): number {
  const exchange = new Exchange();
  return exchanges.findIndex(([message, ...answers]) => {
    const answer = new EngineReply();
    for (const letter of answers) answer.add(Uint8Array.of(letter.charCodeAt(0), 0, 0, 0, 5, 73));
    return exchange.isBroken(message!.charCodeAt(0), answer);
  });
}

describe('an exchange with the database', () => {
  it.each([
    ['a statement with values', ['P1', 'B2', 'DT', 'ED', 'SZ']],
    ['one that cannot be read, after which all is skipped', ['PE', 'B', 'D', 'E', 'SZ', 'P1', 'B2', 'Dn', 'EC', 'SZ']],
    ['one that fails when it runs', ['P1', 'B2', 'DT', 'EE', 'SZ']],
    ['one that fails after a notice', ['P1', 'B2', 'DT', 'EN', 'SZ']],
    ['one that is told of before it fails', ['PN', 'B', 'D', 'E', 'SZ']],
    ['a plain query, and one that fails', ['QTDCZ', 'QEZ']],
    ['what owes no answer', ['p', 'H', 'X', 'c', 'd']],
  ])('is whole with %s', (_, exchanges) => {
    expect(brokenAt(exchanges)).toBe(-1);
  });

  it.each([
    ['a plain query', ['Q'], 0],
    ['the second of two plain queries', ['QC'], 0],
    ['a Sync', ['PE', 'B', 'S'], 2],
    ['an Execute, which would look like an empty result', ['P1', 'B2', 'DT', 'E', 'SZ'], 3],
    ['a Parse after an error was over', ['PE', 'SZ', 'P'], 2],
  ])('is broken when %s gets none', (_, exchanges, at) => {
    expect(brokenAt(exchanges)).toBe(at);
  });

  it('is ready by the last bytes, however they are cut', () => {
    const answer = new EngineReply();
    for (const part of [[67, 0, 0, 0, 8, 65, 66, 67, 0, 90, 0], [0], [0, 5], [73]]) answer.add(Uint8Array.from(part));
    expect(answer.isReady).toBe(true);
    answer.add(Uint8Array.of(78));
    expect(answer.isReady).toBe(false);
  });
});
