import { describe, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import { openApiDocument } from '../../../../server/kernel/http/openapi.ts';

interface Described {
  paths: Record<
    string,
    Record<string, { security: object[]; responses: Record<string, { description: string }>; parameters?: { name: string }[] }>
  >;
}

const document = openApiDocument(operations) as Described;

describe('the OpenAPI document', () => {
  it('holds every operation of the table', () => {
    for (const { method, path } of operations) {
      expect(document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method], `${method} ${path}`).toBeDefined();
    }
  });

  it('names the parameters of a path and of a query', () => {
    const names = document.paths['/call-outs/{id}/calls']?.get?.parameters?.map((parameter) => parameter.name);
    expect(names).toEqual(expect.arrayContaining(['id', 'cursor']));
  });

  it('says by status which refusals to expect', () => {
    const { responses } = document.paths['/session']!.post!;
    expect(responses['401']?.description).toContain('session/wrong-credentials');
    expect(responses['423']?.description).toContain('session/locked');
    expect(responses['403']?.description).toContain('request/foreign-origin');
  });

  it('asks for a link or a session where either opens', () => {
    expect(document.paths['/calls/{id}/receipts']?.post?.security).toEqual([{ link: [] }, { session: [] }]);
    expect(document.paths['/figures']?.get?.security).toEqual([]);
  });
});
