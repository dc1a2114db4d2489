import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../server/exit-codes.js';
import { afterEnd, restartsAtMost } from '../../server/restarts.js';

const killed = { code: null, signal: 'SIGKILL', isAsked: false, wasReady: true, restarts: 0 };
const failed = { ...killed, code: 1, signal: null };

describe('a server that ended', () => {
  it.each([
    ['was killed', killed],
    ['ran out of memory', { ...killed, signal: 'SIGABRT' }],
    ['was killed before it was ready', { ...killed, wasReady: false }],
    ['failed', failed],
    ['lost the database', { ...failed, code: exitCodes.databaseAway }],
  ])('is started again when it %s', (_how, end) => {
    expect(afterEnd(end)).toMatchObject({
      pauseSeconds: 2,
      sentence: expect.stringContaining('starts again in 2 s (restart 1 of') as string,
    });
  });

  it.each([
    ['it was asked to, whatever it ended with', { ...failed, isAsked: true }, 1],
    ['it closed', { ...failed, code: 0 }, 0],
    ['somebody sent it a signal to end', { ...killed, signal: 'SIGTERM' }, 0],
    ['it refused its settings or its folder', { ...failed, code: exitCodes.refused }, 1],
    ['it could not start in the first place', { ...failed, wasReady: false }, 1],
    ['another server was there at the first start', { ...failed, code: exitCodes.inUse, wasReady: false }, 1],
    ['there was no database at the first start', { ...failed, code: exitCodes.databaseAway, wasReady: false }, 1],
  ])('rests without another word when %s', (_why, end, code) => {
    expect(afterEnd(end)).toEqual({ pauseSeconds: null, sentence: null, code });
  });

  it('gives way to another one that was started meanwhile, and says so', () => {
    const end = { ...failed, code: exitCodes.inUse, restarts: 1 };
    expect(afterEnd(end)).toMatchObject({ pauseSeconds: null, sentence: expect.stringContaining('taken the place') as string });
  });

  it('waits longer each time, and is given up with a word', () => {
    const ends = Array.from({ length: restartsAtMost + 1 }, (_, restarts) => afterEnd({ ...killed, restarts }));
    expect(ends.map(({ pauseSeconds }) => pauseSeconds)).toEqual([2, 4, 8, 16, 32, null]);
    expect(ends.at(-1)).toMatchObject({ code: 1, sentence: expect.stringMatching(/by SIGKILL.*after 5 restarts in 10 minutes/) as string });
  });
});
