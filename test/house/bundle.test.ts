import { describe, expect, it } from 'vitest';
import { builtPage, gzippedBytes, initialScripts } from './bundle.ts';
import { textOf } from './source.ts';

const kilobyte = 1024;

describe('the command map', () => {
  it('starts with at most 900 KB of compressed script', () => {
    expect(gzippedBytes(initialScripts('index.html'))).toBeLessThanOrEqual(900 * kilobyte);
  });
});

describe('the page of a responder', () => {
  it('starts with at most 60 KB of compressed script', () => {
    expect(gzippedBytes(initialScripts('field.html'))).toBeLessThanOrEqual(60 * kilobyte);
  });

  it('carries no map', () => {
    expect(initialScripts('field.html').filter((path) => /maplibre|deck\.gl/i.test(textOf(path)))).toEqual([]);
  });
});

describe('every page', () => {
  it('has no script in its own text, which the content security policy would refuse', () => {
    const inline = /<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+="/;
    expect(['index.html', 'field.html'].filter((page) => inline.test(textOf(builtPage(page))))).toEqual([]);
  });

  it('names no other host in its text', () => {
    expect(['index.html', 'field.html'].filter((page) => /(src|href)="(https?:)?\/\//.test(textOf(builtPage(page))))).toEqual([]);
  });
});
