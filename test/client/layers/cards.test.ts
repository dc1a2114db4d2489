import { afterEach, describe, expect, it } from 'vitest';
import type { RecordCard } from '#contract/records.ts';
import { layerRows } from '../../../client/layers/layer-rows.view.ts';
import { defaultVisible, layerOrder } from '../../../client/layers/layer-set.ts';
import type { Scene } from '../../../client/cartography/scene.ts';
import { recordLines } from '../../../client/layers/record-lines.view.ts';
import type { LayerCounts } from '../../../client/desk/feature.ts';
import { emptyWorld } from '#contract/world.ts';
import { locale } from '../../../client/words/words.ts';
import { registerCatalogue } from '../../../geodata/layers/catalogue.ts';
import { aCallOut, aTally } from '../../support/builders.ts';
import { mapFeatures } from '../../support/map-features.ts';
import { aScene, aTyphoon, west } from '../../support/small-map.ts';

const place = { areaCode: west, lng: 121.2, lat: 32.5, synthetic: true };
const hazard: RecordCard = {
  layer: 'hazards',
  id: 7,
  ...place,
  type: 'seaDyke',
  state: 'assigned',
  grade: 'serious',
  owner: { id: 3, maskedName: '测***3' },
  foundOn: '2026-01-02',
  deadlineOn: '2026-07-01',
  closedOn: null,
};

afterEach(() => locale.set('zh-CN'));

describe('recordLines', () => {
  it('says what a hazard is, who owns it, and that its deadline has passed', () => {
    const { title, lines } = recordLines(hazard, () => '洋口镇', '2026-07-26');
    expect(title).toBe('海堤险段');
    expect(lines).toContainEqual({ kind: 'person', label: '责任人', person: { id: 3, maskedName: '测***3' } });
    expect(lines).toContainEqual({ kind: 'text', label: '整改期限', text: '2026-07-01', isBad: true });
    expect(lines).toContainEqual({ kind: 'text', label: '所在', text: '洋口镇', isBad: false });
  });

  it('does not call a closed hazard overdue, and leaves out what is not known', () => {
    const { lines } = recordLines({ ...hazard, state: 'closed', owner: null, deadlineOn: null }, () => '洋口镇', '2026-07-26');
    expect(lines.map(({ label }) => label)).toEqual(['状态', '等级', '发现日期', '所在']);
  });

  it('follows the language of the screen', () => {
    locale.set('en');
    expect(recordLines(hazard, () => 'Yangkou Town', '2026-07-26').title).toBe('Sea dyke section');
  });

  it('warns of stock below its minimum and past its date', () => {
    const stock = (quantity: number, expiresOn: string | null) => ({
      item: 'water' as const,
      quantity,
      minimum: 10,
      unit: '瓶',
      expiresOn,
    });
    const card: RecordCard = {
      layer: 'supplyPoints',
      id: 1,
      ...place,
      nameZh: '洋口镇储备室',
      nameEn: 'Yangkou store',
      level: 'township',
      stock: [stock(9, null), stock(10, '2026-07-25'), stock(10, '2026-07-26')],
    };
    const { lines } = recordLines(card, () => '', '2026-07-26');
    expect(lines.slice(1).map((line) => line.kind === 'text' && line.isBad)).toEqual([true, true, false]);
  });

  it('warns of a shelter that was promised to more than it holds', () => {
    const card: RecordCard = {
      layer: 'shelters',
      id: 1,
      ...place,
      nameZh: '洋口中学',
      nameEn: 'School',
      kind: 'school',
      capacity: 60,
      assigned: 61,
    };
    expect(recordLines(card, () => '', '2026-07-26').lines).toContainEqual({ kind: 'text', label: '已分配', text: '61', isBad: true });
  });
});

describe('the card of a place', () => {
  const at = new Date('2022-09-14T15:00:00Z');
  const placeCard = (lngLat: readonly [number, number], about: Partial<Scene> = {}) =>
    mapFeatures().toldOf({ kind: 'place', lngLat }, { scene: aScene(about), at, townshipAt: () => west });

  it('names the township and its county', () => {
    const { title, lines } = placeCard([121.2, 32.5]);
    expect(title).toBe('洋口镇');
    expect(lines[0]).toMatchObject({ text: '如东县 洋口镇' });
  });

  it('gives the distance to the typhoon where it is at the time shown', () => {
    expect(placeCard([122, 31], { typhoon: aTyphoon() }).lines.at(-1)).toMatchObject({ label: '距梅花中心', text: '222 km' });
  });

  it('says how the township answers', () => {
    const tally = aTally({ total: 15, answered: 7, silent: 3, superseded: 5, unroused: 2, unrousedHouseholds: 1 });
    const callOut = aCallOut();
    const world = { ...emptyWorld, callOuts: new Map([[callOut.id, callOut]]), tallies: new Map([[callOut.id, new Map([[west, tally]])]]) };
    const { lines } = placeCard([121.2, 32.5], { world });
    expect(lines).toContainEqual({ kind: 'text', label: '叫应', text: '应到 10 人，沉默 3 人', isBad: true });
    expect(lines).toContainEqual({ kind: 'text', label: '未叫醒', text: '住户 1 · 责任人 1', isBad: true });
  });

  it('knows the sea by its position alone', () => {
    const known = { scene: aScene(), at, townshipAt: () => undefined };
    expect(mapFeatures().toldOf({ kind: 'place', lngLat: [125, 30] }, known)).toMatchObject({
      title: '位置',
      lines: [{ text: '125.00000, 30.00000' }],
    });
  });
});

describe('the layer list', () => {
  const known = { catalogue: [], counts: {}, failed: new Set<string>(), hasTianditu: false };

  it('keeps its order and offers online pictures only with a key', () => {
    expect(layerRows(known).map(({ id }) => id)).toEqual(layerOrder);
    expect(layerRows({ ...known, hasTianditu: true }).map(({ id }) => id)).toContain('tiandituMap');
  });

  it('says how many a layer holds as its noun does, and nothing of a moment that is still being read', () => {
    const counted = (counts: LayerCounts) =>
      layerRows({ ...known, counts }).flatMap(({ id, count }) => (id === 'warnings' || id === 'silence' ? [count] : []));
    expect(counted({ warnings: 1, silence: 0 })).toEqual([1, 0]);
    expect(counted({})).toEqual([null, null]);
  });

  it('shows on a new screen what the catalogue says', () => {
    expect([...defaultVisible].sort()).toEqual(
      ['silence', 'typhoon', 'warnings', ...registerCatalogue.filter(({ visible }) => visible).map(({ id }) => id)].sort(),
    );
  });
});
