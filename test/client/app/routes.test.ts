import { describe, expect, it } from 'vitest';
import { pageAt, readAddress, screensFor, writeAddress } from '../../../client/app/routes.ts';
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
  it('are named by the address, the map by every other', () => {
    expect(['/', '/ledger', '/ledger/', '/ledgers', '/nowhere'].map(pageAt)).toEqual(['map', 'ledger', 'ledger', 'map', 'map']);
  });

  it('are offered to those who may use them', () => {
    expect(screensFor(aSession('dutyOfficer'))).toEqual(expect.arrayContaining(['map', 'ledger']));
    expect(screensFor(aSession('viewer'))).toEqual([]);
  });
});
