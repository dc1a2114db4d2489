import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../../client/app/routes.ts';

describe('the address of a view', () => {
  it('brings back the incident it was copied from', () => {
    expect(readAddress(writeAddress('', { incidentId: 'abc' }))).toEqual({ incidentId: 'abc' });
  });

  it('keeps what others have put there', () => {
    expect(writeAddress('?layer=hazards&incident=old', { incidentId: 'new' })).toBe('?layer=hazards&incident=new');
    expect(writeAddress('?incident=old', { incidentId: null })).toBe('');
  });
});
