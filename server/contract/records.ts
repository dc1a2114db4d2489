import { z } from 'zod';
import { AreaCode } from './areas.ts';
import {
  enterpriseKinds,
  evacueeCategories,
  hazardGrades,
  hazardStates,
  shelterKinds,
  stationKinds,
  stockItems,
  supplyPointLevels,
  teamTypes,
} from './registers.ts';

/** Someone a record names: masked, and null where the person is outside the asker's area. */
export const PersonLink = z.object({ id: z.number().int(), maskedName: z.string() }).nullable();
export type PersonLink = z.infer<typeof PersonLink>;

const located = {
  id: z.number().int(),
  areaCode: AreaCode,
  lng: z.number(),
  lat: z.number(),
  synthetic: z.boolean(),
};
const named = { ...located, nameZh: z.string(), nameEn: z.string() };

export const EvacueeCard = z.object({
  layer: z.literal('evacuees'),
  ...located,
  maskedName: z.string(),
  category: z.enum(evacueeCategories),
  needs: z.array(z.string()),
  /** People of the same household, this one included. */
  householdPeople: z.number().int(),
  guardian: PersonLink,
  evacuationLead: PersonLink,
  shelter: z.object({ id: z.number().int(), nameZh: z.string(), nameEn: z.string() }).nullable(),
});
export type EvacueeCard = z.infer<typeof EvacueeCard>;

export const ShelterCard = z.object({
  layer: z.literal('shelters'),
  ...named,
  kind: z.enum(shelterKinds),
  capacity: z.number().int(),
  /** Evacuees who are to come here, of those the asker may see. */
  assigned: z.number().int(),
});
export type ShelterCard = z.infer<typeof ShelterCard>;

const StockLine = z.object({
  item: z.enum(stockItems),
  quantity: z.number().int(),
  minimum: z.number().int(),
  unit: z.string(),
  expiresOn: z.string().nullable(),
});

export const SupplyPointCard = z.object({
  layer: z.literal('supplyPoints'),
  ...named,
  level: z.enum(supplyPointLevels),
  stock: z.array(StockLine),
});
export type SupplyPointCard = z.infer<typeof SupplyPointCard>;

export const TeamCard = z.object({
  layer: z.literal('teams'),
  ...named,
  type: z.enum(teamTypes),
  members: z.number().int(),
  vehicles: z.number().int(),
  skills: z.array(z.string()),
  contact: PersonLink,
});
export type TeamCard = z.infer<typeof TeamCard>;

export const HazardCard = z.object({
  layer: z.literal('hazards'),
  ...located,
  type: z.string(),
  state: z.enum(hazardStates),
  grade: z.enum(hazardGrades),
  owner: PersonLink,
  foundOn: z.string(),
  deadlineOn: z.string().nullable(),
  closedOn: z.string().nullable(),
});
export type HazardCard = z.infer<typeof HazardCard>;

export const EnterpriseCard = z.object({ layer: z.literal('enterprises'), ...named, kind: z.enum(enterpriseKinds) });
export type EnterpriseCard = z.infer<typeof EnterpriseCard>;

export const StationCard = z.object({
  layer: z.literal('stations'),
  id: z.number().int(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.enum(stationKinds),
  /** Null where no source gives the position. */
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  positionBasis: z.string().nullable(),
  /** Warning and design stages, as revised over the years. */
  stages: z.array(z.object({ kind: z.string(), meters: z.number(), basis: z.string() }).loose()),
});
export type StationCard = z.infer<typeof StationCard>;

/** What a click on the map shows: one record of a register, names of people masked. */
export const RecordCard = z.discriminatedUnion('layer', [
  EvacueeCard,
  ShelterCard,
  SupplyPointCard,
  TeamCard,
  HazardCard,
  EnterpriseCard,
  StationCard,
]);
export type RecordCard = z.infer<typeof RecordCard>;

/** At most this many records of one place are asked for at once. */
export const mostRecords = 50;

/** As written in a path: from 1 up, far below 2^53. */
export const RecordId = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/, 'not an id')
  .transform(Number);

/** `ids=1,2,3` */
export const RecordIds = z
  .string()
  .max(1000)
  .transform((ids) => ids.split(','))
  .pipe(z.array(RecordId).min(1).max(mostRecords));
export const RecordsQuery = z.object({ ids: RecordIds });
