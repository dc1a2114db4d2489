import type { CataloguedRegister } from '../../geodata/layers/catalogue.ts';
import { encodeColumns } from '../contract/layer-columns.ts';
import type { Dot, LayerDetail, RegisterLayerId } from '../contract/layers.ts';
import type { RecordCard } from '../contract/records.ts';
import { enterpriseCards, enterpriseDots } from '../hazards/enterprises.store.ts';
import { hazardCards, hazardDots } from '../hazards/hazards.store.ts';
import { stationCards, stationDots } from '../hazards/stations.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { Made } from '../kernel/http/packed-answers.ts';
import { evacueeCards, evacueeDots, evacueesByTownship } from '../people/evacuees.store.ts';
import { shelterCards, shelterDots } from '../resources/shelters.store.ts';
import { supplyPointCards, supplyPointDots } from '../resources/supply-points.store.ts';
import { teamCards, teamDots } from '../resources/teams.store.ts';
import { dotColumns, rollUp, rollUpColumns } from './layers.rules.ts';

interface Register {
  dots: (tx: Tx) => Promise<Dot[]>;
  cards: (tx: Tx, ids: readonly number[]) => Promise<RecordCard[]>;
}

const registers: Record<RegisterLayerId, Register> = {
  evacuees: { dots: evacueeDots, cards: evacueeCards },
  shelters: { dots: shelterDots, cards: shelterCards },
  supplyPoints: { dots: supplyPointDots, cards: supplyPointCards },
  teams: { dots: teamDots, cards: teamCards },
  hazards: { dots: hazardDots, cards: hazardCards },
  enterprises: { dots: enterpriseDots, cards: enterpriseCards },
  stations: { dots: stationDots, cards: stationCards },
};

/** What is sent of a layer: which of its two details. */
export interface Wanted {
  layer: CataloguedRegister;
  detail: LayerDetail;
}

/** The bytes of a layer as the scope sees it, and how many records (of a roll-up: people) are in it. */
export async function makeLayer(tx: Tx, { layer, detail }: Wanted): Promise<Made<{ count: number }>> {
  if (detail === 'rollUp') {
    const townships = rollUp(await evacueesByTownship(tx));
    const people = townships.reduce((sum, township) => sum + township.people, 0);
    return { bytes: encodeColumns(rollUpColumns(layer, townships)), about: { count: people } };
  }
  const dots = await registers[layer.id].dots(tx);
  return { bytes: encodeColumns(dotColumns(layer, dots)), about: { count: dots.length } };
}

/** Cards of those records that the scope sees, in no given order. */
export function recordCards(tx: Tx, layer: RegisterLayerId, ids: readonly number[]): Promise<RecordCard[]> {
  return registers[layer].cards(tx, ids);
}
