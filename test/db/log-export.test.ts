import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isCity } from '#contract/areas.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import { incidentRoutes } from '../../server/incidents/incidents.routes.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { LogKey, type ChainHead } from '../../server/kernel/log/log-key.ts';
import { anchored, type Anchored } from '../support/anchors.ts';
import { noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { verdictOn, withFacts, type ExportedFact } from '../support/exported-log.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const doorbell = new Doorbell();

async function grown(database: Database, facts: number): Promise<Incident> {
  const incident = await openedIncident(database, { name: '台风“杜苏芮”\n演练' });
  const areas = [null, code.yangkou, code.sanchang];
  const all = Array.from({ length: facts - 1 }, (_, row) => aLayerFact(row, areas[row % areas.length]));
  await committed(database, { incidentId: incident.id, doorbell }, ...all);
  return incident;
}

async function exported(database: Database, { id }: Incident, { anchors }: Pick<Anchored, 'anchors'>) {
  const duty = await aUser(database, 'dutyOfficer');
  const doors = openDoors(
    duty,
    incidentRoutes({
      database,
      clock: new FakeClock(new Date(noon)),
      doorbell,
      anchors,
      keepUp: () => Promise.resolve(),
      onClockChange: () => Promise.resolve(),
    }),
  );
  return doors.bytes(`/api/incidents/${id}/log/export`);
}

onBothDatabases('an exported log', (database) => {
  let outside: Anchored;
  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(() => void (outside = anchored()));

  it('of more facts than are read at once is verified by a script that knows nothing of us', async () => {
    const incident = await grown(database(), 2_345);
    const { headers, bytes } = await exported(database(), incident, outside);
    expect(headers['content-type']).toContain('application/x-ndjson');
    expect(headers['content-disposition']).toContain(`log-${incident.id}.ndjson`);
    const { fingerprint } = outside.anchors.key;
    expect(await verdictOn(bytes, ['--fingerprint', fingerprint])).toEqual({
      code: 0,
      said: expect.stringMatching(/VERIFIED: 2345 facts, .* The key is the one that was named/) as string,
    });
  });

  it('is verified up to where it went when it was asked for, while it grows', async () => {
    const incident = await grown(database(), 400);
    const [{ bytes }] = await Promise.all([
      exported(database(), incident, outside),
      ...[1, 2, 3].map((row) => committed(database(), { incidentId: incident.id, doorbell }, aLayerFact(row))),
    ]);
    expect(await verdictOn(bytes)).toMatchObject({ code: 0 });
  });

  it('is noted in the audit trail', async () => {
    const incident = await grown(database(), 3);
    await exported(database(), incident, outside);
    const [entry] = await database().asOwner((tx) => tx.query(`select action, subject, username from audit order by id desc limit 1`));
    expect(entry).toMatchObject({ action: 'log.exported', subject: `incident ${incident.id}`, username: 'dutyofficer-320600000000' });
  });

  it('is for whoever sees the whole city, and for nobody below, whosever incident it is', async () => {
    const incident = await openedIncident(database(), { areaCode: code.rudong });
    const clock = new FakeClock(new Date(noon));
    const routes = incidentRoutes({
      database: database(),
      clock,
      doorbell,
      ...outside,
      keepUp: () => Promise.resolve(),
      onClockChange: () => Promise.resolve(),
    });
    const county: Session = { ...(await aUser(database(), 'countyDuty')), areaCode: code.rudong };
    expect(isCity(county.areaCode)).toBe(false);
    const ask = async (user: Session) => (await openDoors(user, routes).get(`/api/incidents/${incident.id}/log/export`)).body;
    expect(await ask(county)).toMatchObject({ code: 'area/outside' });
    expect(await ask({ ...county, areaCode: code.haimen })).toMatchObject({ code: 'incident/unknown' });
    expect(await ask({ ...county, rights: [] })).toMatchObject({ code: 'session/not-allowed' });
    expect((await openDoors(county, routes).get('/api/incidents/f0000000-0000-4000-8000-000000000000/log/export')).status).toBe(404);
  });
});

describe('an export that somebody has changed', () => {
  const database = withDatabase();
  const { anchors } = anchored();
  let text: string;
  let incident: Incident;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    incident = await grown(database(), 12);
    const at = (seq: number) => ({ chain: incident.id, seq, hash: hashes[seq - 1]!, at: noon });
    const rows = await database().asOwner((tx) => tx.query<{ hash: Buffer }>(`select hash from change_log order by seq`));
    const hashes = rows.map(({ hash }) => hash.toString('hex'));
    await anchors.append([at(4), at(9)]);
    text = (await exported(database(), incident, { anchors })).bytes.toString();
  });

  it('was whole before, in every way in which it may be written to a disk', async () => {
    expect(await verdictOn(text)).toMatchObject({ code: 0, said: expect.stringContaining('agreeing with 2 earlier heads') as string });
    expect(await verdictOn(text.trimEnd())).toMatchObject({ code: 0 });
    expect(await verdictOn(text.replaceAll('\n', '\r\n'))).toMatchObject({ code: 0 });
  });

  const changed = (change: (facts: ExportedFact[]) => ExportedFact[]) => () => withFacts(text, change);
  const one = (seq: number, change: Partial<ExportedFact>) =>
    changed((facts) => facts.map((fact) => (fact.seq === seq ? { ...fact, ...change } : fact)));
  const lines = (change: (lines: string[]) => string[]) => () =>
    change(text.trimEnd().split('\n'))
      .map((line) => `${line}\n`)
      .join('');
  /** Every hash from there on fits the one before it again, as whoever has read how it is made would do it. */
  const rehashed = (facts: ExportedFact[]) => {
    let hash: Buffer = Buffer.alloc(0);
    return facts.map((fact) => {
      const { seq, at, kind, areaCode, body } = fact;
      const parts = [incident.id, seq, at, kind, areaCode ?? '', body].join('\n');
      hash = createHash('sha256').update(hash).update(parts).digest();
      return { ...fact, hash: hash.toString('hex') };
    });
  };
  const tampered = (facts: ExportedFact[]) => rehashed(facts.map((fact) => (fact.seq === 3 ? { ...fact, at: '2024-01-01' } : fact)));
  const headed = (make: () => string, key: LogKey) => () => {
    const [first, ...rest] = make().trimEnd().split('\n');
    const facts = rest.map((line) => JSON.parse(line) as ExportedFact).filter(({ body }) => body);
    const { seq, hash } = facts.at(-1)!;
    const head: ChainHead = { chain: incident.id, seq, hash, at: noon };
    const { publicKey, fingerprint } = key;
    const signed = { head: { seq, hash }, exportedAt: noon, publicKey, fingerprint, signature: key.sign(head) };
    const end = JSON.stringify({ end: true, facts: facts.length });
    return [JSON.stringify({ ...(JSON.parse(first!) as object), ...signed }), ...rest.slice(0, -1), end, ''].join('\n');
  };

  it.each<[string, () => string, RegExp]>([
    ['a word', one(5, { body: '{"kind":"layer.put","layerId":"hazards","rows":[]}' }), /fact 5 \(line 6\) was changed/],
    ['a time', one(5, { at: '2024-07-26T04:00:00.001Z' }), /fact 5 .*was changed/],
    ['an area', one(2, { areaCode: code.rudong }), /fact 2 .*was changed/],
    ['an area that was none', one(5, { areaCode: '' }), /line 6 was changed/],
    [
      'a fact together with its hash',
      changed((facts) => facts.map((fact, at) => tampered(facts)[at === 2 ? 2 : -1] ?? fact)),
      /fact 4 .*fact 3 was exchanged/,
    ],
    ['a fact that is missing', changed((facts) => facts.filter(({ seq }) => seq !== 7)), /fact 7 is missing, before line 8/],
    ['facts that are missing', changed((facts) => facts.filter(({ seq }) => seq < 3 || seq > 5)), /facts 3 to 5 are missing/],
    ['the first one missing', changed((facts) => facts.slice(1)), /fact 1 is missing/],
    [
      'another order',
      changed(([a, b, c, ...rest]) => [a!, c!, b!, ...rest]),
      /another order: fact 2 stands on line 4, after fact 3 on line 3/,
    ],
    ['a fact that stands twice', changed((facts) => [...facts.slice(0, 5), ...facts.slice(4)]), /fact 5 stands a second time/],
    ['a cut end', changed((facts) => facts.slice(0, -3)), /the end is missing: the head says 12 facts, here are 9/],
    ['no facts at all', changed(() => []), /the end is missing: .* here it ends at fact 0/],
    ['a download that broke off', () => text.slice(0, text.length / 2), /BROKEN: (line \d+ was changed|the end is missing)/],
    ['a last line that is missing', lines((all) => all.slice(0, -1)), /the last line is missing/],
    ['something after the end', lines((all) => [...all, all[3]!]), /stands after the end/],
    ['another end', lines((all) => [...all.slice(0, -1), '{"end":true,"facts":11}']), /last line says 11 facts, before it are 12/],
    ['another head', lines(([head, ...all]) => [head!.replace('"seq":12', '"seq":11'), ...all]), /head \(line 1\) was changed/],
    [
      'another incident',
      lines(([head, ...all]) => [head!.replace(incident.id, 'f0000000-0000-4000-8000-000000000000'), ...all]),
      /head \(line 1\) was changed/,
    ],
    [
      'a signature that is none',
      lines(([head, ...all]) => [head!.replace(/"signature":"[^"]*/, '"signature":"'), ...all]),
      /head \(line 1\)/,
    ],
    [
      'a name that stands twice',
      lines(([head, first, ...all]) => [head!, first!.replace('{', '{"kind":"order.put",'), ...all]),
      /line 2 was changed/,
    ],
    ['blanks', lines(([head, first, ...all]) => [head!, first!.replace(',', ', '), ...all]), /line 2 was changed/],
    ['an empty line', lines(([head, ...all]) => [head!, '', ...all]), /line 2 was changed/],
    [
      'a whole other history, signed by the same key',
      headed(changed(tampered), anchors.key),
      /rewritten: at .* fact 4 was signed with another hash/,
    ],
    [
      'an end cut with its head moved',
      headed(
        changed((facts) => facts.slice(0, 7)),
        anchors.key,
      ),
      /end is missing: at .* went to fact 9, here it ends at fact 7/,
    ],
    [
      'a whole other history under another key',
      headed(changed(tampered), new LogKey(randomBytes(32))),
      /a signed head is not signed by this key/,
    ],
  ])('is found out by %s', async (_what, make, wanted) => {
    const { code: exit, said } = await verdictOn(make());
    expect(said).toMatch(wanted);
    expect(exit).toBe(1);
  });

  it('is told from the real one by its fingerprint when its key and everything signed was exchanged', async () => {
    const forged = headed(
      () =>
        changed(tampered)()
          .split('\n')
          .filter((line) => !line.includes('"anchor"'))
          .join('\n'),
      new LogKey(randomBytes(32)),
    )();
    const { fingerprint } = anchors.key;
    expect(await verdictOn(forged)).toMatchObject({ code: 0, said: expect.stringContaining('Whose key it is was not compared') as string });
    for (const named of [fingerprint, fingerprint.slice(0, 16), '0']) {
      expect(await verdictOn(forged, ['--fingerprint', named])).toMatchObject({
        code: 3,
        said: expect.stringContaining('OTHER KEY') as string,
      });
    }
  });

  it.each<[string, () => string | Buffer, RegExp]>([
    ['nothing', () => '', /the file is empty/],
    ['another file', () => '# README\n', /not the head of an exported log/],
    ['other JSON', () => '{"a":1}\n', /not the head of an exported log/],
    ['null', () => 'null\n', /not the head of an exported log/],
    ['bytes', () => randomBytes(100_000), /not the head of an exported log/],
    ['a line without an end', () => Buffer.alloc(66 * 1024 * 1024, 0x61), /a line is longer than 64 MB/],
    [
      'a later version',
      lines(([head, ...all]) => [head!.replace('"version":1', '"version":2'), ...all]),
      /reads version 1 of the format, not 2/,
    ],
    ['half a head', lines((all) => [all[0]!.replace(/"head":\{[^}]*\},/, ''), ...all.slice(1)]), /head is not complete/],
    [
      'a key that is none',
      lines(([head, ...all]) => [head!.replace(/"publicKey":"[^"]*/, '"publicKey":"AAAA'), ...all]),
      /fingerprint is not that of its key/,
    ],
  ])('is not taken for an export when it is %s', async (_what, make, wanted) => {
    expect(await verdictOn(make())).toEqual({ code: 2, said: expect.stringMatching(wanted) as string });
  });

  it('says so where there is no file', async () => {
    expect(await verdictOn(text, ['--anchors', '/nowhere'])).toMatchObject({ code: 2, said: expect.stringContaining('ENOENT') as string });
  });
});
