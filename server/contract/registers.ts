/**
 * The words of the registers, as stored, in the order in which layers number them: append, never reorder, or facts of old logs change
 * their meaning.
 */
export const evacueeCategories = [
  'simpleHousing',
  'lowLying',
  'waterfront',
  'atSea',
  'siteHut',
  'scenicSpot',
  'vulnerable',
  'nearChemicals',
] as const;
export type EvacueeCategory = (typeof evacueeCategories)[number];

export const shelterKinds = ['school', 'stadium', 'community', 'hall', 'hotel'] as const;
export type ShelterKind = (typeof shelterKinds)[number];

export const supplyPointLevels = ['municipal', 'county', 'township'] as const;
export type SupplyPointLevel = (typeof supplyPointLevels)[number];

export const stockItems = [
  'tent',
  'foldingBed',
  'quilt',
  'lifeJacket',
  'rubberBoat',
  'pump',
  'generator',
  'sandbag',
  'water',
  'food',
  'lamp',
] as const;
export type StockItem = (typeof stockItems)[number];

export const teamTypes = [
  'fire',
  'flood',
  'waterRescue',
  'hazmat',
  'engineering',
  'medical',
  'power',
  'telecom',
  'marine',
  'forest',
  'volunteer',
  'geological',
] as const;
export type TeamType = (typeof teamTypes)[number];

/** `other` stands for a type that an import brought along: kept as it came, drawn as other. */
export const hazardTypes = [
  'waterlogging',
  'dilapidatedHouse',
  'riverDyke',
  'seaDyke',
  'sluice',
  'slope',
  'chemicalStorage',
  'lightning',
  'highRisk',
  'underground',
  'other',
] as const;
export type HazardType = (typeof hazardTypes)[number];

/** The hazard ledger, in the order of its steps. */
export const hazardStates = ['found', 'registered', 'graded', 'assigned', 'controlled', 'rectified', 'reviewed', 'closed'] as const;
export type HazardState = (typeof hazardStates)[number];

export const hazardGrades = ['general', 'serious'] as const;
export type HazardGrade = (typeof hazardGrades)[number];

export const enterpriseKinds = ['chemical', 'dust'] as const;
export type EnterpriseKind = (typeof enterpriseKinds)[number];

export const stationKinds = ['tide', 'hydrology', 'sluice', 'estuary'] as const;
export type StationKind = (typeof stationKinds)[number];
