import { describe, expect, it } from 'vitest';
import { LayerEntry } from '#contract/layers.ts';
import type { Role } from '#contract/session.ts';
import { publishedFigures } from '../../geodata/seed/published-figures.ts';
import { layerRoutes } from '../../server/layers/layers.routes.ts';
import { aSession } from '../support/builders.ts';
import { withDatabase } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';

describe('the layers of the default city', () => {
  const database = withDatabase({ city: true });

  async function registersFor(role: Role) {
    const { body } = await openDoors(aSession(role), layerRoutes(database())).get('/api/layers');
    return LayerEntry.array()
      .parse(body)
      .filter((entry) => entry.kind === 'register');
  }

  it('are all of it', async () => {
    const counts = Object.fromEntries((await registersFor('dutyOfficer')).map(({ id, count }) => [id, count]));
    const { supplyPoints, chemicalEnterprises, dustEnterprises, hazards, teams, evacuees } = publishedFigures;
    expect(counts).toMatchObject({
      ...{ hazards, teams, evacuees },
      supplyPoints: supplyPoints.municipal + supplyPoints.county + supplyPoints.township,
      enterprises: chemicalEnterprises + dustEnterprises,
    });
  });

  it('are at most 110 KB on the wire together', async () => {
    const bytes = (await registersFor('dutyOfficer')).map((entry) => entry.bytes);
    expect(bytes.reduce((sum, layer) => sum + layer, 0)).toBeLessThan(110 * 1024);
  });

  it('tell a viewer of townships, and of nearly everyone', async () => {
    const evacuees = (await registersFor('viewer')).find((entry) => entry.id === 'evacuees')!;
    expect(evacuees.detail).toBe('rollUp');
    expect(evacuees.count).toBeGreaterThan(publishedFigures.evacuees * 0.9);
  });
});
