import { expect, it } from 'vitest';
import { ReadGate } from '../../../../server/kernel/async/read-gate.ts';
import { aGate } from '../../../support/gate.ts';

it('takes turns between those who ask, however much one of them asks for', async () => {
  const reads = new ReadGate(1);
  const gate = aGate();
  const done: string[] = [];
  const read = (reader: string, name: string) => reads.pass(reader, () => Promise.resolve(void done.push(name)));
  const first = reads.pass('viewer', () => gate.pass());
  const rest = [read('viewer', 'v1'), read('viewer', 'v2'), read('viewer', 'v3'), read('duty', 'd1'), read('duty', 'd2')];
  await gate.reached;
  gate.open();
  await Promise.all([first, ...rest]);
  expect(done).toEqual(['v1', 'd1', 'v2', 'd2', 'v3']);
});

it('lets as many in at once as it was told, and goes on after one that failed', async () => {
  const reads = new ReadGate(2);
  const gates = [aGate(), aGate()];
  const busy = gates.map((gate, nr) => reads.pass(`reader ${nr}`, () => gate.pass()));
  await Promise.all(gates.map(({ reached }) => reached));
  const failing = reads.pass('third', () => Promise.reject(new Error('no')));
  const last = reads.pass('third', () => Promise.resolve('yes'));
  gates[0]!.open();
  await expect(failing).rejects.toThrow('no');
  expect(await last).toBe('yes');
  gates[1]!.open();
  await Promise.all(busy);
});

it('refuses who asks for more than a screen does, and says when to come again', async () => {
  const reads = new ReadGate(1);
  const gate = aGate();
  const busy = reads.pass('viewer', () => gate.pass());
  const asked = Array.from({ length: 450 }, () => reads.pass('viewer', () => Promise.resolve('read')).catch((error: unknown) => error));
  const other = reads.pass('duty', () => Promise.resolve('read'));
  await gate.reached;
  gate.open();
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer === 'read')).toHaveLength(400);
  expect(answers.at(-1)).toMatchObject({ code: 'request/too-many', retryAfterSeconds: 1 });
  expect(await other).toBe('read');
  await busy;
});
