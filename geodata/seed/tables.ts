import type { Columns } from './insert-rows.ts';

const register = { id: 'bigint', areaCode: 'text' } as const;
const named = { nameZh: 'text', nameEn: 'text' } as const;

/** What the default city fills, in an order in which every reference finds its row. */
export const tables = {
  area: {
    code: 'text',
    parentCode: 'text',
    level: 'text',
    kind: 'text',
    ...named,
    initials: 'text',
    center: 'position',
    boundary: 'boundary',
    unverified: 'boolean',
  },
  person: { ...register, name: 'text' },
  contact: { personId: 'bigint', ordinal: 'smallint', areaCode: 'text', channel: 'text', address: 'text' },
  post: { ...register, level: 'text', kind: 'text', department: 'text', personId: 'bigint', deputyId: 'bigint', superiorPostId: 'bigint' },
  shelter: { ...register, ...named, kind: 'text', position: 'position', capacity: 'int' },
  supply_point: { ...register, level: 'text', ...named, position: 'position' },
  stock_line: { supplyPointId: 'bigint', item: 'text', areaCode: 'text', quantity: 'int', minimum: 'int', unit: 'text', expiresOn: 'date' },
  team: {
    ...register,
    ...named,
    type: 'text',
    position: 'position',
    members: 'int',
    vehicles: 'int',
    skills: 'text[]',
    contactId: 'bigint',
  },
  hazard: {
    ...register,
    type: 'text',
    state: 'text',
    grade: 'text',
    position: 'position',
    ownerId: 'bigint',
    foundOn: 'date',
    deadlineOn: 'date',
    closedOn: 'date',
  },
  enterprise: { ...register, kind: 'text', ...named, position: 'position' },
  station: { id: 'bigint', ...named, kind: 'text', position: 'position', positionBasis: 'text', stages: 'jsonb' },
  household: { ...register, position: 'position', guardianId: 'bigint', leadId: 'bigint', shelterId: 'bigint' },
  evacuee: { personId: 'bigint', householdId: 'bigint', areaCode: 'text', category: 'text', needs: 'text[]' },
  typhoon: { id: 'text', ...named, source: 'text' },
  typhoon_point: { typhoonId: 'text', at: 'timestamptz', position: 'position', pressureHpa: 'int', windMetersPerSecond: 'int' },
  typhoon_wind_radius: { typhoonId: 'text', at: 'timestamptz', beaufort: 'smallint', minKm: 'int', maxKm: 'int', source: 'text' },
} satisfies Record<string, Columns>;

export type SeededTable = keyof typeof tables;
