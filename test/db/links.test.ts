import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { LinkClaim, OfficerLink } from '#contract/field.ts';
import { refusals } from '#contract/refusals.ts';
import type { Session } from '#contract/session.ts';
import { fieldRoutes } from '../../server/field/field.routes.ts';
import { linkRoutes } from '../../server/field/links.routes.ts';
import { receiptTaker } from '../../server/receipts/receipt-taker.commands.ts';
import { auditBefore } from '../../server/audit/audit.store.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates, reachedFor, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type Caller } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);

onBothDatabases('the links of responders', (database) => {
  const clock = new FakeClock(noon);
  let calling: Calling;
  let duty: Session;
  let haimen: Session;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    calling = await calledOut(database());
    duty = await aUser(database(), 'dutyOfficer');
    haimen = await aUser(database(), 'countyDuty', code.haimen);
  });

  function doors(caller: Caller) {
    const parts = { database: database(), clock, doorbell: new Doorbell(), links };
    return openDoors(
      caller,
      fieldRoutes({ ...parts, takeReceipt: receiptTaker({ ...parts, ringing: new PriorityGate() }) }),
      linkRoutes(parts),
    );
  }

  async function callOf(personId: number): Promise<CallId> {
    return (await callStates(database(), calling.callOutId)).find((call) => call.personId === personId)!.id as CallId;
  }

  const by = (claim: LinkClaim) => ({ authorization: `Bearer ${links.seal(claim, clock.now())}` });
  const answer = (caller: Caller, callId: CallId, kind = 'heard') =>
    doors(caller).send('post', `/api/calls/${callId}/receipts`, { receiptId: randomUUID(), kind });
  const revoke = (caller: Caller, which: object) => doors(caller).send('post', '/api/links/revoke', which);
  const revoked = { status: 401, body: { code: 'token/revoked' } };

  describe('one of a person', () => {
    it('answers every call that the person was called or reached for, and no other', async () => {
      const link = by({ personId: person.yangkouDesk });
      const [own, villageLead, sanchang] = await Promise.all(
        [person.yangkouDesk, person.yangkouVillageLead, person.sanchangDesk].map(callOf),
      );
      await reachedFor(database(), villageLead!, { personId: person.yangkouDesk, reach: 'superior' });
      expect(await answer(link, own!)).toMatchObject({ status: 200, body: { answeredBy: 'self' } });
      expect(await answer(link, villageLead!)).toMatchObject({ status: 200, body: { answeredBy: 'superior', state: 'answered' } });
      expect(await answer(link, sanchang!)).toMatchObject({ status: 403, body: { code: 'call/not-yours' } });
    });

    it('is given out within the area of the officer, which is noted', async () => {
      const path = `/api/people/${person.yangkouHead}/link`;
      const { status, body } = await doors(duty).send('post', path, {});
      expect(status).toBe(201);
      const { fieldUrl, expiresAt } = OfficerLink.parse(body);
      const token = new URL(fieldUrl, 'http://localhost').searchParams.get('token')!;
      expect(links.open(token, clock.now()).claim).toEqual({
        personId: person.yangkouHead,
        officer: { userId: duty.userId, username: duty.username, areaCode: duty.areaCode },
      });
      expect(expiresAt).toBe('2026-08-02T04:00:00.000Z');
      expect(await doors(haimen).send('post', path, {})).toMatchObject({ status: 404, body: { code: 'person/unknown' } });
      expect(await doors(aSession('viewer')).send('post', path, {})).toMatchObject({ status: 403 });
      const trail = await database().transaction(wholeServer, (tx) => auditBefore(tx, null, 1));
      expect(trail).toMatchObject([{ action: 'link.given', subject: `person ${person.yangkouHead}`, username: duty.username }]);
    });
  });

  describe('one of an officer', () => {
    const claimOf = async (officer: Session, personId: number) => {
      const { userId, username, areaCode } = officer;
      return { callId: await callOf(personId), personId, officer: { userId, username, areaCode } };
    };

    it('answers by hand, as that officer, which the audit trail says', async () => {
      const officer = await aUser(database(), 'countyDuty', code.rudong);
      const claim = await claimOf(officer, person.yangkouDesk);
      expect(await doors(by(claim)).get('/api/field')).toMatchObject({ status: 200, body: { officer: officer.username } });
      expect(await answer(by(claim), claim.callId, 'acting')).toMatchObject({ status: 200 });
      const [row] = await database().asOwner((tx) =>
        tx.query(`select person_id, user_id, via, answered_by from receipt where call_id = $1 and kind = 'acting'`, [claim.callId]),
      );
      expect(row).toEqual({ person_id: null, user_id: officer.userId, via: 'desk', answered_by: 'desk' });
      const [line] = await database().transaction(wholeServer, (tx) => auditBefore(tx, null, 1));
      expect(line).toMatchObject({ action: 'call.answered', username: officer.username, subject: `call ${claim.callId}: acting` });
    });

    it('reaches no further than the officer', async () => {
      const claim = await claimOf(haimen, person.yangkouDesk);
      expect(await answer(by(claim), claim.callId)).toMatchObject({ status: 404, body: { code: 'call/unknown' } });
    });

    it.each([
      ['disabled', `disabled = true`],
      ['moved', `area_code = '${code.haimen}'`],
      ['given another role', `roles = '{viewer}'`],
    ])('opens nothing once the officer is %s', async (_what, change) => {
      const officer = await aUser(database(), 'dutyOfficer');
      const claim = await claimOf(officer, person.yangkouDesk);
      expect(await doors(by(claim)).get('/api/field')).toMatchObject({ status: 200 });
      await database().asOwner((tx) => tx.query(`update app_user set ${change} where id = $1`, [officer.userId]));
      expect(await doors(by(claim)).get('/api/field')).toMatchObject(revoked);
      expect(await answer(by(claim), claim.callId)).toMatchObject(revoked);
    });

    it('that was forged for another does not open', async () => {
      const other = new TokenSeal(Buffer.alloc(32, 8), LinkClaim);
      const claim = await claimOf(duty, person.yangkouDesk);
      expect(await answer({ authorization: `Bearer ${other.seal(claim, clock.now())}` }, claim.callId)).toMatchObject({
        body: { code: 'token/invalid' },
      });
    });
  });

  describe('any of a call', () => {
    it('ends with its incident', async () => {
      const claim = { callId: await callOf(person.yangkouGuardian), personId: person.yangkouGuardian };
      await database().asOwner((tx) =>
        tx.query(`update incident set state = 'closed', closed_at = now() where id = $1`, [calling.incident.id]),
      );
      const expired = { status: 401, body: { code: 'token/expired' } };
      expect(await answer(by(claim), claim.callId)).toMatchObject(expired);
      expect(await doors(by(claim)).get('/api/field')).toMatchObject(expired);
      await database().asOwner((tx) =>
        tx.query(`update incident set state = 'open', closed_at = null where id = $1`, [calling.incident.id]),
      );
      expect(await doors(by(claim)).get('/api/field')).toMatchObject({ status: 200 });
    });
  });

  describe('what carried one', () => {
    it('is how its answers are noted', async () => {
      const callId = await callOf(person.yangkouGuardian);
      await answer(by({ callId, personId: person.yangkouGuardian, via: 'sheet' }), callId, 'acting');
      const rows = await database().asOwner((tx) => tx.query(`select via, answered_by from receipt where call_id = $1`, [callId]));
      expect(rows).toEqual([{ via: 'sheet', answered_by: 'self' }]);
    });
  });

  describe('one that is withdrawn', () => {
    it('opens and answers nothing any more, while one that is given out later does', async () => {
      const personId = person.fengliDesk;
      const callId = await callOf(personId);
      const [ofPerson, ofCall] = [by({ personId }), by({ callId, personId })];
      expect(await revoke(duty, { personId })).toMatchObject({ status: 200, body: { revokedAt: noon } });
      expect(await answer(ofPerson, callId)).toMatchObject(revoked);
      expect(await answer(ofCall, callId)).toMatchObject(revoked);
      expect(await doors(ofPerson).get('/api/field')).toMatchObject(revoked);
      expect(await doors(ofCall).get('/api/field/call')).toMatchObject(revoked);
      clock.forward({ seconds: 1 });
      expect(await answer(by({ callId, personId }), callId)).toMatchObject({ status: 200 });
    });

    it('leaves the others good: those of another call, of another person', async () => {
      const [mine, head] = [await callOf(person.rudongLead), await callOf(person.yangkouHead)];
      await reachedFor(database(), mine, { personId: person.rudongDesk, reach: 'deputy' });
      await revoke(duty, { callId: mine, personId: person.rudongLead });
      expect(await answer(by({ callId: head, personId: person.yangkouHead }), head)).toMatchObject({ status: 200 });
      clock.forward({ seconds: 1 });
      const ofDeputy = by({ callId: mine, personId: person.rudongDesk });
      await revoke(duty, { callId: mine, personId: person.rudongLead });
      expect(await answer(ofDeputy, mine)).toMatchObject({ status: 200, body: { answeredBy: 'deputy' } });
      await revoke(duty, { callId: mine });
      expect(await answer(ofDeputy, mine)).toMatchObject(revoked);
    });

    it('is refused alone in a batch of many', async () => {
      const [mine, other] = [await callOf(person.sanchangDesk), await callOf(person.sanchangVillageLead)];
      const links = [by({ callId: mine, personId: person.sanchangDesk }), by({ callId: other, personId: person.sanchangVillageLead })];
      await revoke(haimen, { personId: person.sanchangDesk });
      const parts = doors(links[0]!);
      const answers = await Promise.all([
        parts.send('post', `/api/calls/${mine}/receipts`, { receiptId: randomUUID(), kind: 'heard' }),
        answer(links[1]!, other),
      ]);
      expect(answers).toMatchObject([revoked, { status: 200 }]);
    });

    it.each([
      ['neither a call nor a person', {}, 'request/invalid'],
      ['a call that is none', { callId: 'x' }, 'request/invalid'],
      ['an unknown call', { callId: randomUUID() }, 'call/unknown'],
      ['an unknown person', { personId: 999_999 }, 'person/unknown'],
      ['somebody of another county', { personId: person.yangkouHead }, 'person/unknown'],
    ] as const)('cannot be %s', async (_what, which, refusal) => {
      expect(await revoke(haimen, which)).toMatchObject({ status: refusals[refusal], body: { code: refusal } });
    });

    it('takes the right to', async () => {
      expect(await revoke(aSession('viewer'), { personId: 1 })).toMatchObject({ status: 403, body: { code: 'session/not-allowed' } });
    });
  });
});
