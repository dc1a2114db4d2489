import { describe, expect, it } from 'vitest';
import { moved, type HazardEntry } from '../../../server/hazards/hazards.rules.ts';

const evening = new Date('2023-07-28T16:30:00Z');

function anEntry(about: Partial<HazardEntry> = {}): HazardEntry {
  return { id: 1, state: 'assigned', closedOn: null, isOwned: true, ...about };
}

describe('the hazard ledger', () => {
  it('takes a step, or takes one back', () => {
    expect(moved(anEntry(), 'controlled', evening).state).toBe('controlled');
    expect(moved(anEntry({ state: 'reviewed' }), 'rectified', evening).state).toBe('rectified');
  });

  it('closes a reviewed hazard on the date in Shanghai', () => {
    expect(moved(anEntry({ state: 'reviewed' }), 'closed', evening)).toMatchObject({ state: 'closed', closedOn: '2023-07-29' });
  });

  it('closes nothing that was not reviewed', () => {
    expect(() => moved(anEntry({ state: 'rectified' }), 'closed', evening)).toThrow('hazard/not-reviewed');
  });

  it('reopens a hazard that somebody owns, and it is no longer closed on any date', () => {
    expect(moved(anEntry({ state: 'closed', closedOn: '2023-05-01' }), 'registered', evening)).toMatchObject({
      state: 'registered',
      closedOn: null,
    });
  });

  it('leaves a closed hazard without an owner closed', () => {
    expect(() => moved(anEntry({ state: 'closed', closedOn: '2023-05-01', isOwned: false }), 'registered', evening)).toThrow(
      'hazard/unowned',
    );
  });

  it('keeps the date when a closed hazard is closed again', () => {
    const closed = anEntry({ state: 'closed', closedOn: '2023-05-01', isOwned: false });
    expect(moved(closed, 'closed', evening)).toEqual(closed);
  });
});
