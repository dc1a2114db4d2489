import { describe, expect, it } from 'vitest';
import { isForeignOrigin } from '../../../../server/kernel/http/origin.ts';

const host = 'desk.example:8080';

describe('isForeignOrigin', () => {
  it.each([
    ['a page of this server', { origin: 'http://desk.example:8080', 'sec-fetch-site': 'same-origin' }],
    ['a page behind a proxy that speaks https', { origin: 'https://desk.example:8080' }],
    ['a page whose host is written in capitals', { origin: 'http://DESK.example:8080' }],
    ['a program that is no browser', {}],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ])('lets %s in', (_who, headers) => {
    expect(isForeignOrigin({ host, ...headers })).toBe(false);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://desk.example:9090' }],
    ['a host that only begins alike', { origin: 'http://desk.example:8080.evil.example' }],
    ['a host hidden behind a user name', { origin: 'http://desk.example:8080@evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['a browser that names no origin but says that the page is foreign', { 'sec-fetch-site': 'cross-site' }],
    ['a sister domain', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', (_who, headers) => {
    expect(isForeignOrigin({ host, ...headers })).toBe(true);
  });

  it('refuses an origin when there is no host to compare with', () => {
    expect(isForeignOrigin({ origin: 'http://desk.example' })).toBe(true);
  });
});
