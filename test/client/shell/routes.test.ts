import { describe, expect, it } from 'vitest';
import { pageAt } from '#contract/pages.ts';
import { readAddress, screensFor, writeAddress } from '../../../client/shell/routes.ts';
import { aSession } from '../../support/builders.ts';

describe('the address of a view', () => {
  it('brings back the incident it was copied from', () => {
    expect(readAddress(writeAddress('', { incidentId: 'abc' }))).toEqual({ incidentId: 'abc' });
  });

  it('keeps what others have put there', () => {
    expect(writeAddress('?layer=hazards&incident=old', { incidentId: 'new' })).toBe('?layer=hazards&incident=new');
    expect(writeAddress('?incident=old', { incidentId: null })).toBe('');
  });
});

describe('the screens', () => {
  it('are named by their address alone', () => {
    expect(['/', '/ledger', '/ledger/', '/admin'].map(pageAt)).toEqual(['map', 'ledger', 'ledger', 'admin']);
    expect(['/wall', '/registers', '/ledgers', '/ledger/x', '//ledger', '/__proto__', ''].map(pageAt)).toEqual(Array(7).fill(null));
  });

  it('are offered to those who may use them', () => {
    expect(screensFor(aSession('dutyOfficer'))).toEqual(expect.arrayContaining(['map', 'ledger']));
    expect(screensFor(aSession('viewer'))).toEqual([]);
  });
});
