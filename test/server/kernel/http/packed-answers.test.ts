import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PackedAnswers } from '../../../../server/kernel/http/packed-answers.ts';
import { aGate } from '../../../support/gate.ts';

/** Makes an answer that says how many were made before it. */
function aMaker() {
  let made = 0;
  return () => {
    made += 1;
    return Promise.resolve({ bytes: new TextEncoder().encode(`answer ${made}`), about: null });
  };
}

describe('packed answers', () => {
  it('hold the same bytes in every packing', async () => {
    const { raw, gzip, brotli } = await new PackedAnswers().get('hazards', 1, aMaker());
    expect(raw.toString()).toBe('answer 1');
    expect(gunzipSync(gzip).toString()).toBe('answer 1');
    expect(brotliDecompressSync(brotli).toString()).toBe('answer 1');
  });

  it('are made once for a version, and again for the next', async () => {
    const [answers, make] = [new PackedAnswers(), aMaker()];
    const said = async (version: number) => (await answers.get('hazards', version, make)).raw.toString();
    expect([await said(1), await said(1), await said(2)]).toEqual(['answer 1', 'answer 1', 'answer 2']);
  });

  it('do not go back for one who read the version a moment too early', async () => {
    const [answers, make] = [new PackedAnswers(), aMaker()];
    await answers.get('hazards', 2, make);
    expect((await answers.get('hazards', 1, make)).raw.toString()).toBe('answer 1');
  });

  it('are made once for all who ask at the same moment', async () => {
    const [answers, make, gate] = [new PackedAnswers(), aMaker(), aGate()];
    const slowly = () => gate.pass().then(make);
    const asked = [answers.get('hazards', 1, slowly), answers.get('hazards', 1, slowly)];
    gate.open();
    expect((await Promise.all(asked)).map(({ raw }) => raw.toString())).toEqual(['answer 1', 'answer 1']);
  });

  it('are made again after a making that failed', async () => {
    const answers = new PackedAnswers();
    await expect(answers.get('hazards', 1, () => Promise.reject(new Error('no connection')))).rejects.toThrow('no connection');
    expect((await answers.get('hazards', 1, aMaker())).raw.toString()).toBe('answer 1');
  });

  it('forget first what was not asked for the longest', async () => {
    const [answers, make] = [new PackedAnswers(2), aMaker()];
    for (const key of ['a', 'b', 'a', 'c']) await answers.get(key, 1, make);
    const said = async (key: string) => (await answers.get(key, 1, make)).raw.toString();
    expect([await said('a'), await said('c'), await said('b')]).toEqual(['answer 1', 'answer 3', 'answer 4']);
  });

  it('have a hash of their own for other bytes, and the same one for the same', async () => {
    const hashOf = async (text: string) => {
      const make = () => Promise.resolve({ bytes: new TextEncoder().encode(text), about: null });
      return (await new PackedAnswers().get('a', 1, make)).hash;
    };
    expect(await hashOf('one')).toBe(await hashOf('one'));
    expect(await hashOf('one')).not.toBe(await hashOf('two'));
  });
});
