import type { RegisterLayerId } from '../contract/layers.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export interface LayerVersion {
  /** Grows with every statement that touched the register. */
  version: number;
  updatedAt: string;
}

/** Registers of the map, and the two others that browsers keep: outlines of areas, tracks of typhoons. */
export type VersionedId = RegisterLayerId | 'areas' | 'typhoons';

export async function versionOf(tx: Tx, layer: VersionedId): Promise<LayerVersion> {
  const row = await tx.one<VersionRow>(`select layer, version, updated_at as "updatedAt" from layer_version where layer = $1`, [layer]);
  return versionFrom(row!);
}

export async function layerVersions(tx: Tx): Promise<ReadonlyMap<string, LayerVersion>> {
  const rows = await tx.query<VersionRow>(`select layer, version, updated_at as "updatedAt" from layer_version`);
  return new Map(rows.map((row) => [row.layer, versionFrom(row)]));
}

interface VersionRow extends Row {
  layer: string;
  version: number;
  updatedAt: Date;
}

function versionFrom({ version, updatedAt }: VersionRow): LayerVersion {
  return { version, updatedAt: updatedAt.toISOString() };
}
