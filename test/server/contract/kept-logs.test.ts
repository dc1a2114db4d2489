import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { factBodies, type Fact, type FactKind } from '#contract/facts.ts';
import { factVersions, storedBody, upcast, type StoredBody } from '#contract/upcast.ts';
import { emptyWorld, fold } from '#contract/world.ts';
import { verdictOn, type ExportedFact } from '../../support/exported-log.ts';
import { aWarning } from '../../support/builders.ts';

const folder = join(import.meta.dirname, '../../support/logs');
/** Of the key with which all of them were signed when they were kept. */
const fingerprint = 'f1342d3b1907563a4f0a281b37b63a9df0f0f0728a6517abca897ca6f0ae9d2b';

function facts(text: string): Fact[] {
  const lines = text.trimEnd().split('\n');
  const kept = lines.map((line) => JSON.parse(line) as ExportedFact).filter(({ body }) => body);
  return kept.map(({ seq, at, areaCode, body }) => ({ ...upcast(JSON.parse(body) as StoredBody), seq, at, areaCode }));
}

/** What each of them has said ever since it was kept. */
const quiet = { cannot: 0, helps: ['open'], warnings: [{ expired: false, notes: [], merge: null }], incident: '台风杜苏芮' };
const worlds: Record<string, unknown> = {
  '0036': {
    ...quiet,
    ...{ seq: 19, callOuts: 2, total: 13, answered: 3, orders: 0, unread: [] },
    hazards: { 5: { state: 'controlled' }, 6: { category: 'seaDyke', state: 'closed' } },
  },
  '0081': { ...quiet, seq: 20, callOuts: 1, total: 8, answered: 8, orders: 1, unread: [2], hazards: { 5: { state: 'registered' } } },
};

const strict = (kind: FactKind) => factBodies[kind].strict().extend({ seq: factNumber, at: factText, areaCode: factText.nullable() });
const factNumber = factBodies['replies.put'].shape.unread;
const factText = factBodies['layer.put'].shape.layerId;

describe.each(readdirSync(folder).map((file) => [file.slice(0, 4), file] as const))(
  'a log that release %s has written',
  (release, file) => {
    const text = gunzipSync(readFileSync(join(folder, file))).toString();

    it('is verified as it stands', async () => {
      expect(await verdictOn(text, ['--fingerprint', fingerprint])).toMatchObject({ code: 0 });
    });

    it('is read in the newest form of every kind of fact', () => {
      const read = facts(text);
      expect(read.length).toBeGreaterThan(15);
      expect(read.flatMap((fact) => strict(fact.kind).safeParse(fact).error?.issues ?? [])).toEqual([]);
    });

    it('folds to the same world as ever', () => {
      const read = facts(text);
      const world = fold(emptyWorld, { facts: read, seq: read.length });
      const [callOut] = [...world.callOuts.values()];
      const tallies = [...(world.tallies.get(callOut!.id)?.values() ?? [])];
      expect({
        seq: world.seq,
        incident: world.incident?.name,
        callOuts: world.callOuts.size,
        total: tallies.reduce((sum, { total }) => sum + total, 0),
        answered: tallies.reduce((sum, { answered }) => sum + answered, 0),
        cannot: tallies.reduce((sum, { cannot }) => sum + cannot, 0),
        helps: [...world.helps.values()].map(({ state }) => state),
        warnings: [...world.warnings.values()].map(({ expired, notes, merge }) => ({ expired, notes, merge })),
        orders: world.orders.size,
        hazards: Object.fromEntries(world.layerRows.get('hazards') ?? []),
        unread: [...world.unreadReplies.values()],
      }).toEqual(worlds[release]);
    });
  },
);

it('are kept of every kind of fact', () => {
  const kinds = readdirSync(folder).flatMap((file) =>
    facts(gunzipSync(readFileSync(join(folder, file))).toString()).map(({ kind }) => kind),
  );
  expect([...new Set(kinds)].sort()).toEqual(Object.keys(factBodies).sort());
});

describe('what is stored of a fact', () => {
  it('carries the number of its form where that is not the first, and comes back without it', () => {
    const fact = { kind: 'layer.put', layerId: 'hazards', rows: [{ id: 1, state: 'closed' }] } as const;
    const body = { ...fact, rows: [...fact.rows] };
    expect(storedBody(body)).toEqual({ v: factVersions['layer.put'], ...body });
    expect(upcast(storedBody(body))).toEqual(body);
    const warning = { kind: 'warning.put' as const, warning: aWarning() };
    expect(storedBody(warning)).toBe(warning);
  });

  it('leaves out what no list of the first form held', () => {
    const rows = [
      { id: 1, state: 99, category: -1 },
      { id: 2, state: 0 },
    ];
    expect(upcast({ kind: 'layer.put', layerId: 'hazards', rows })).toMatchObject({ rows: [{ id: 1 }, { id: 2, state: 'found' }] });
    expect(upcast({ kind: 'layer.put', layerId: 'elsewhere', rows })).toMatchObject({ rows: [{ id: 1 }, { id: 2 }] });
  });

  it('of a kind that only a later release knows is passed on as it is', () => {
    expect(upcast({ kind: 'team.put', v: 3, team: 1 })).toEqual({ kind: 'team.put', team: 1 });
  });
});
