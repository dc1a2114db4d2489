import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LngLat } from '../../../geodata/geometry/lng-lat.ts';
import { layOutCity } from '../../../geodata/seed/city.ts';
import { cityPlane, landRings, landTest } from '../../../geodata/seed/land.ts';
import { publishedFigures } from '../../../geodata/seed/published-figures.ts';
import { layOutTerritory } from '../../../geodata/seed/territory.ts';

const seed = 20230728;
const territory = layOutTerritory();
const city = layOutCity(seed, territory);
const { area: areas, person: persons, contact: contacts, post: posts } = city;
const { household: households, evacuee: evacuees, shelter: shelters, team: teams, hazard: hazards } = city;
const isLand = landTest(landRings());

function countBy<T>(rows: readonly T[], keyOf: (row: T) => string | number): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

function fingerprint(rows: object): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

describe('the default city', () => {
  it('has the published counts', () => {
    expect(hazards).toHaveLength(publishedFigures.hazards);
    expect(evacuees).toHaveLength(publishedFigures.evacuees);
    expect(teams).toHaveLength(publishedFigures.teams);
    expect(teams.reduce((sum, team) => sum + team.members, 0)).toBe(publishedFigures.teamMembers);
    expect(areas.filter(({ level }) => level === 'township')).toHaveLength(publishedFigures.townships);
    const stores = countBy(city.supply_point, ({ level }) => level);
    expect(Object.fromEntries(stores)).toEqual(publishedFigures.supplyPoints);
    const enterprises = countBy(city.enterprise, ({ kind }) => kind);
    expect(Object.fromEntries(enterprises)).toEqual({
      chemical: publishedFigures.chemicalEnterprises,
      dust: publishedFigures.dustEnterprises,
    });
  });

  it('is the same to the byte for the same number, and another for another', { timeout: 60_000 }, () => {
    expect(fingerprint(layOutCity(seed, territory))).toBe(fingerprint(city));
    expect(fingerprint(layOutCity(seed + 1, territory).household)).not.toBe(fingerprint(city.household));
  });

  it('lets nobody live on water', () => {
    const positions = [...households, ...hazards, ...shelters, ...teams].map(({ position }) => position);
    expect(positions.filter((position) => !isLand(cityPlane.toPlane(position)))).toEqual([]);
  });

  it('holds all 2,005 villages of the statistics, each under a township of its county', () => {
    const villages = areas.filter(({ level }) => level === 'village');
    expect(villages).toHaveLength(2_005);
    expect(villages.filter(({ code, parentCode }) => parentCode?.slice(0, 6) !== code.slice(0, 6))).toEqual([]);
  });

  it('marks the codes that no statistics give as unverified', () => {
    const unverified = areas.filter((area) => area.unverified && area.level !== 'village').map(({ nameZh }) => nameZh);
    expect(unverified.sort()).toEqual(['孙庄街道', '滨江街道', '胡集街道', '通州湾'].sort());
  });

  it('closes most hazards; every open one has an owner and a day', () => {
    const open = hazards.filter(({ state }) => state !== 'closed');
    expect(open.length / hazards.length).toBeGreaterThan(0.05);
    expect(open.length / hazards.length).toBeLessThan(0.12);
    expect(hazards.filter(({ state, closedOn }) => (state === 'closed') !== (closedOn !== null))).toEqual([]);
    expect(hazards.filter(({ foundOn, closedOn }) => closedOn !== null && closedOn < foundOn)).toEqual([]);
    expect(open.some(({ deadlineOn }) => deadlineOn < '2023-12-31')).toBe(true);
  });

  it('has teams of every type and one geological-disaster team', () => {
    const types = countBy(teams, ({ type }) => type);
    expect(types.size).toBe(12);
    expect(types.get('geological')).toBe(1);
  });

  it('keeps marine teams at the sea, dyke hazards at the water and most people to be moved near one of both', () => {
    const metersTo = (kind: 'sea' | 'river', position: LngLat) => territory.shoreline.metersTo(kind, cityPlane.toPlane(position));
    const farthest = (kind: 'sea' | 'river', positions: LngLat[]) => Math.max(...positions.map((position) => metersTo(kind, position)));
    const hazardsOf = (type: string) => hazards.filter((hazard) => hazard.type === type).map(({ position }) => position);
    expect(farthest('sea', teams.filter(({ type }) => type === 'marine').map(({ position }) => position))).toBeLessThanOrEqual(12_000); // prettier-ignore
    expect(farthest('sea', hazardsOf('seaDyke'))).toBeLessThan(360);
    expect(farthest('river', hazardsOf('riverDyke'))).toBeLessThan(360);
    const nearWater = households.filter(({ position }) => Math.min(metersTo('sea', position), metersTo('river', position)) < 6_000);
    const villagesNear = areas.filter(({ level, center }) => level === 'village' && Math.min(metersTo('sea', center), metersTo('river', center)) < 6_000); // prettier-ignore
    expect(nearWater.length / households.length).toBeGreaterThan((1.5 * villagesNear.length) / 2_005);
  });

  it('gives every person two ways to be reached who is responsible for others', () => {
    const ways = countBy(contacts, ({ personId }) => personId);
    const responsible = new Set(posts.flatMap(({ personId, deputyId }) => [personId, deputyId]));
    expect([...responsible].filter((id) => (ways.get(id) ?? 0) < 2)).toEqual([]);
  });

  it('uses names and numbers that nobody can have', () => {
    expect(persons.filter(({ name }) => !/^测试\d{4,}$/.test(name))).toEqual([]);
    const numbers = contacts.map(({ address }) => address);
    expect(numbers.filter((number) => !/^100\d{8}$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('leaves no post without a deputy or, below the city desk, a superior', () => {
    expect(posts.filter(({ personId, deputyId }) => deputyId === personId)).toEqual([]);
    expect(posts.filter(({ superiorPostId }) => superiorPostId === null).map(({ kind }) => kind)).toEqual(['cityDutyDesk']);
    expect(Object.fromEntries(countBy(posts, ({ level }) => level))).toMatchObject({ township: 510, village: 6_015 });
  });

  it('houses every evacuee, in a household with a guardian who keeps it and a shelter with room', () => {
    const people = countBy(evacuees, ({ householdId }) => householdId);
    expect(households.filter(({ id }) => !people.has(id))).toEqual([]);
    const guardians = new Set(posts.filter(({ kind }) => kind === 'guardian').map(({ personId }) => personId));
    expect(households.filter(({ guardianId }) => !guardians.has(guardianId))).toEqual([]);
    const guests = new Map<number, number>();
    for (const { id, shelterId } of households) guests.set(shelterId, (guests.get(shelterId) ?? 0) + (people.get(id) ?? 0));
    expect(shelters.filter(({ id, capacity }) => (guests.get(id) ?? 0) > capacity)).toEqual([]);
  });

  it('keeps every item of stock at every point, some of it below what it should be', () => {
    const lines = city.stock_line;
    expect(lines).toHaveLength(113 * 11);
    expect(lines.some(({ quantity, minimum }) => quantity < minimum)).toBe(true);
    expect(lines.filter(({ item, expiresOn }) => (expiresOn !== null) !== (item === 'water' || item === 'food'))).toEqual([]);
  });
});
