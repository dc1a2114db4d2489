import { expect, it } from 'vitest';
import { Refusal } from '../../../server/kernel/refusal.ts';

it('answers with the status that the contract gives its code', () => {
  const refusal = new Refusal('warning/doctype', [{ path: '', reason: 'DOCTYPE' }]);
  expect(refusal.status).toBe(400);
  expect(refusal.body()).toEqual({ code: 'warning/doctype', issues: [{ path: '', reason: 'DOCTYPE' }] });
});
