import { expect, it } from 'vitest';
import { publishedFigures } from '../../geodata/seed/published-figures.ts';
import { Desk } from '../support/desk.ts';
import { withServer } from '../support/server.ts';

const server = withServer();

it('counts what the bureau has published, for anyone who asks', async () => {
  const { status, body } = await new Desk(server().url).get('/api/figures');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    hazards: publishedFigures.hazards,
    supplyPoints: publishedFigures.supplyPoints,
    teams: publishedFigures.teams,
    teamMembers: publishedFigures.teamMembers,
    evacuees: publishedFigures.evacuees,
    townships: publishedFigures.townships,
    chemicalEnterprises: publishedFigures.chemicalEnterprises,
    dustEnterprises: publishedFigures.dustEnterprises,
  });
});

it('has a bed for every evacuee', async () => {
  const { body } = await new Desk(server().url).get<{ evacuees: number; shelterCapacity: number }>('/api/figures');
  expect(body.shelterCapacity).toBeGreaterThan(body.evacuees);
});

it('draws every register within 200 KB on the wire', async () => {
  const duty = await Desk.of(server().url, 'duty');
  const ids = ['hazards', 'evacuees', 'shelters', 'supplyPoints', 'teams', 'enterprises', 'stations'];
  const sizes = await Promise.all(
    ids.map(async (id) => {
      const { headers } = await duty.get(`/api/layers/${id}`, { 'accept-encoding': 'br' });
      return Number(headers.get('content-length'));
    }),
  );
  expect(sizes.every((bytes) => bytes > 0)).toBe(true);
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(200 * 1024);
});
