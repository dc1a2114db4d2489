import { z } from 'zod';

/** Layers that are read from a register, as columns. */
export const registerLayers = ['evacuees', 'shelters', 'supplyPoints', 'teams', 'hazards', 'enterprises', 'stations'] as const;
export const RegisterLayerId = z.enum(registerLayers);
export type RegisterLayerId = z.infer<typeof RegisterLayerId>;

/** Layers that a screen draws from what it knows of the incident. */
export const liveLayers = ['warnings', 'silence', 'typhoon'] as const;

/**
 * dots: one point for each record. rollUp, for who may not see single persons: one point for each township (its id: the first nine
 * digits of the code), with a number column `people` and a byte column `state`. Under five people are sent as 0, `underFive`; where
 * the city's total would give that number away, the next smallest township is sent as 0 too, `withheld`.
 */
const layerDetails = ['dots', 'rollUp'] as const;
export type LayerDetail = (typeof layerDetails)[number];

export const rollUpStates = ['counted', 'underFive', 'withheld'] as const;
export type RollUpState = (typeof rollUpStates)[number];

const columnNames = ['category', 'state', 'grade', 'needs'] as const;
type ColumnName = (typeof columnNames)[number];

/** A column of bytes: each the index of a slug; the words of slug `s` are under the key `<wordKey>/s`. */
export const LayerColumn = z.object({ name: z.enum(columnNames), wordKey: z.string(), values: z.array(z.string()) });
export type LayerColumn = z.infer<typeof LayerColumn>;

const common = {
  nameKey: z.string(),
  geometry: z.enum(['point', 'line', 'polygon']),
  attributionKey: z.string(),
  /** Shown when a screen opens for the first time. */
  visible: z.boolean(),
};

export const RegisterLayer = z.object({
  kind: z.literal('register'),
  id: RegisterLayerId,
  ...common,
  columns: z.array(LayerColumn),
  /** Below this zoom dots are gathered to clusters. */
  dotsFromZoom: z.number(),
  /** What the asker is sent. */
  detail: z.enum(layerDetails),
  /** Records, or people of a roll-up, that the asker is sent. */
  count: z.number().int(),
  version: z.number().int(),
  /** Size on the wire, with brotli. */
  bytes: z.number().int(),
  updatedAt: z.string(),
});
export type RegisterLayer = z.infer<typeof RegisterLayer>;

export const LiveLayer = z.object({ kind: z.literal('live'), id: z.enum(liveLayers), ...common });
export type LiveLayer = z.infer<typeof LiveLayer>;

export const LayerEntry = z.discriminatedUnion('kind', [RegisterLayer, LiveLayer]);
export type LayerEntry = z.infer<typeof LayerEntry>;

/** A record as the map needs it: where it is, and a slug for each column of its layer. */
export type Dot = { id: number; lng: number; lat: number } & Partial<Record<ColumnName, string>>;
