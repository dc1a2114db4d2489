import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SharedPresence } from '../../../../server/kernel/nodes/presence.ts';
import { Redis } from '../../../../server/kernel/nodes/redis.ts';
import { silentLog } from '../../../support/app.ts';
import { RedisServer } from '../../../support/redis-server.ts';

const open: Redis[] = [];
let server: RedisServer;

beforeAll(async () => {
  server = await RedisServer.open();
});
afterAll(async () => {
  for (const redis of open) redis.close();
  await server.stop();
});

/** A server of an installation, with these people on its pages. */
function aNode(personIds: number[], installation = 'ours') {
  const redis = new Redis({ url: server.url, installation, log: silentLog });
  open.push(redis);
  const presence = new SharedPresence({ own: { answering: () => Promise.resolve(personIds) }, redis, log: silentLog });
  return { presence, redis, joined: presence.join() };
}

describe('who answers on the pages of an installation', () => {
  it('is whoever answers at any of its servers, once, and nobody of another installation', async () => {
    const nodes = [aNode([1, 2]), aNode([2, 3]), aNode([4])];
    await Promise.all([...nodes, aNode([9], 'theirs')].map(({ joined }) => joined));
    for (const { presence } of nodes) expect((await presence.answering()).sort()).toEqual([1, 2, 3, 4]);
  });

  it.each(['', 'null', '{}', '[1]', '{"id":"x","from":"y"}', `{"id":"${'1'.repeat(100_000)}"}`])(
    'is still found after a message that says nothing: %.20s',
    async (message) => {
      const client = await createClient({ url: server.url }).connect();
      await client.publish('jiaoying:ours:who answers', message);
      const { presence, joined } = aNode([7]);
      await joined;
      expect(await presence.answering()).toContain(4);
      client.destroy();
    },
  );

  it('is who answers here while Redis is away, also at the start, and everybody once it has come', async () => {
    await server.stop();
    const late = aNode([5]);
    expect(await late.presence.answering()).toEqual([5]);
    await server.start();
    await late.joined;
    await expect
      .poll(() => late.presence.answering(), { timeout: 20_000, interval: 500 })
      .toEqual(expect.arrayContaining([1, 2, 3, 4, 5, 7]));
  });
});
