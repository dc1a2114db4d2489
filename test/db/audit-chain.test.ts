import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnchorKeeper } from '../../server/incidents/anchors.commands.ts';
import { insertAudit, insertAudits, type NewAuditEntry } from '../../server/audit/audit.store.ts';
import { proveAudit } from '../../server/audit/audit-proof.commands.ts';
import { auditRoutes } from '../../server/audit/audit.routes.ts';
import { lockHead } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { anchored, type Anchored } from '../support/anchors.ts';
import { noon } from '../support/builders.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const line = (action: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  ...{ at: new Date(noon), userId: null, username: 'duty', action },
  ...more,
});
const many = (lines: number) => Array.from({ length: lines }, (_, at) => line('person.revealed', { subject: `person ${at}` }));

function written(database: Database, ...lines: NewAuditEntry[]): Promise<void> {
  return database.transaction(wholeServer, (tx) => insertAudits(tx, lines));
}

onBothDatabases('the audit trail', (database) => {
  let outside: Anchored;
  beforeAll(async () => {
    await database().asOwner(tinyCity);
    for (const table of ['audit', 'audit_link']) {
      await database().asOwner((tx) => tx.query(`alter table ${table} disable trigger ${table}_append_only`));
    }
  });
  beforeEach(async () => {
    outside = anchored();
    await database().asOwner((tx) => tx.query(`delete from audit; delete from audit_link`));
  });
  const proof = () => proveAudit(database(), outside.anchors);
  const does = (...statements: string[]) =>
    database().asOwner(async (tx) => {
      for (const statement of statements) await tx.query(statement);
    });
  const sign = async () => (await AnchorKeeper.open(database(), outside.anchors)).keep(new Date(noon));

  it('proves itself, whatever was written in it and however much', async () => {
    const odd = ['', '-', '3:abc', 'a\nb', '"\\u0000"', '😀👨‍👩‍👧 叫应', '\u0001', ' '];
    await written(database(), ...odd.map((text) => line('odd', { subject: text, purpose: text, address: text })));
    await written(database(), line('no user', { username: null }), line('an area', { areaCode: code.rudong }), ...many(700));
    await sign();
    expect(await proof()).toMatchObject({ ok: true, state: 'whole', lines: odd.length + 702, anchors: { held: 1 } });
  });

  it('finds the last link without a look at those before, however many a session has seen come since its first', async () => {
    const read = `select coalesce(sum(seq_tup_read), 0)::int as rows from pg_stat_xact_user_tables where relname = 'audit_link'`;
    const looked = await database().asOwner(async (tx) => {
      await tx.query(`truncate audit, audit_link`);
      await tx.query(`set constraints all immediate`);
      await insertAudits(tx, many(5));
      await tx.query(`analyze audit_link`);
      const before = await tx.one<{ rows: number }>(read);
      for (let turn = 0; turn < 3; turn++) await insertAudits(tx, many(500));
      return (await tx.one<{ rows: number }>(read))!.rows - before!.rows;
    });
    expect(looked).toBe(0);
    expect(await proof()).toMatchObject({ ok: true, lines: 1_505 });
  });

  it('is whole while it has no line', async () => {
    expect(await proof()).toMatchObject({ ok: true, lines: 0 });
  });

  it('keeps no link of what was not committed, and no gap', async () => {
    const failing = database().transaction(wholeServer, async (tx) => {
      await insertAudit(tx, line('never'));
      throw new Error('after the line');
    });
    await expect(failing).rejects.toThrow('after the line');
    await written(database(), line('first'));
    expect(await proof()).toMatchObject({ ok: true, lines: 1 });
  });

  it('is read and written by nobody past its own doors', async () => {
    await written(database(), line('one'));
    const forged = `insert into audit_link (seq, audit_id, hash) values (9, 9, sha256('x'))`;
    await expect(database().transaction(wholeServer, (tx) => tx.query(forged))).rejects.toThrow('permission denied');
  });

  it.each([
    [
      'half of it deleted',
      `delete from audit where id in (select audit_id from audit_link where seq % 2 = 0)`,
      { found: 'missing', brokenAt: 2 },
    ],
    [
      'half of it deleted with its links',
      `delete from audit_link where seq % 2 = 0; delete from audit where id not in (select audit_id from audit_link)`,
      { found: 'missing', brokenAt: 2 },
    ],
    [
      'a purpose changed',
      `update audit set purpose = 'another' where id = (select audit_id from audit_link where seq = 5)`,
      { found: 'changed', brokenAt: 5 },
    ],
    [
      'a time moved by a microsecond',
      `update audit set at = at + interval '1 microsecond' where id = (select audit_id from audit_link where seq = 5)`,
      { found: 'changed', brokenAt: 5 },
    ],
    [
      'two lines that changed places',
      `update audit a set subject = b.subject from audit b, audit_link x, audit_link y where x.seq = 3 and y.seq = 4 and a.id = x.audit_id and b.id = y.audit_id`,
      { found: 'changed', brokenAt: 3 },
    ],
    [
      'a line put in past the server',
      `alter table audit disable trigger audit_linked; insert into audit (at, action) values (now(), 'forged'); alter table audit enable trigger audit_linked`,
      { found: 'added' },
    ],
  ])('is found out by %s', async (_what, tampering, found) => {
    await written(database(), ...many(20));
    await does(...tampering.split('; '));
    expect(await proof()).toMatchObject({ ok: false, ...found });
  });

  it('is found out when it was rewritten with its chain, or lost its end, by what was signed outside', async () => {
    await written(database(), ...many(20));
    await sign();
    await does(`delete from audit_link where seq > 15`, `delete from audit where id not in (select audit_id from audit_link)`);
    expect(await proof()).toMatchObject({ ok: false, found: 'cutEnd', brokenAt: 16, lines: 15 });
    await written(database(), ...many(10));
    expect(await proof()).toMatchObject({ ok: false, found: 'rewritten', brokenAt: 20 });
  });

  it('is proven to whoever may read it, and to nobody else', async () => {
    await written(database(), ...many(3));
    const routes = auditRoutes({ database: database(), anchors: outside.anchors });
    const ask = async (role: 'auditor' | 'dutyOfficer') => openDoors(await aUser(database(), role), routes).get('/api/audit/verify');
    expect(await ask('auditor')).toMatchObject({ status: 200, body: { ok: true, lines: 3 } });
    expect(await ask('dutyOfficer')).toMatchObject({ status: 403 });
  });
});

describe('writers of the audit trail', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  it('never wait for each other in a circle, and leave one chain', async () => {
    const { anchors } = anchored();
    const { id } = await openedIncident(database());
    await Promise.all(
      Array.from({ length: 40 }, (_, turn) =>
        database().transaction(wholeServer, async (tx) => {
          // Half of them write their line first and then ask for the log, the others the other way round.
          if (turn % 2 === 0) await lockHead(tx, id);
          await insertAudit(tx, line(`turn ${turn}`));
          await lockHead(tx, id);
        }),
      ),
    );
    expect(await proveAudit(database(), anchors)).toMatchObject({ ok: true, lines: 40 });
  });
});
