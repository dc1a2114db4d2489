import { describe, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import { operationFor } from '#contract/operation.ts';

describe('operationFor', () => {
  it('finds what a request calls', () => {
    expect(operationFor(operations, 'GET', '/incidents/42/log/verify')?.access).toBe('log.verify');
    expect(operationFor(operations, 'POST', '/warnings/cap')?.access).toBe('warning.issue');
  });

  it('takes HEAD as GET', () => {
    expect(operationFor(operations, 'HEAD', '/figures')?.access).toBe('public');
  });

  it('matches as Express does: any case, with a slash at the end', () => {
    expect(operationFor(operations, 'GET', '/Audit/')?.access).toBe('audit.read');
  });

  it.each(['/figures/../audit', '/session/x', '//session', '/sessionx', ''])('finds nothing at %j', (path) => {
    expect(operationFor(operations, 'GET', path)).toBeUndefined();
  });
});

describe('the table of operations', () => {
  it('names each operation once', () => {
    const names = operations.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('lets nobody reach a guarded operation by the path of an open one', () => {
    for (const operation of operations) {
      const found = operationFor(operations, operation.method, operation.path.replace(/:\w+/g, 'x'));
      expect(found?.access, operation.path).toBe(operation.access);
    }
  });
});
