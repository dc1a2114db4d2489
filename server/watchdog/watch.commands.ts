import { randomUUID } from 'node:crypto';
import { backups } from '../backups/backups.commands.ts';
import { failingSince } from '../backups/backups.rules.ts';
import { callPage } from '../calls/call-board.store.ts';
import { callOut } from '../calls/call-out.commands.ts';
import { lockOpen, stopCallOuts } from '../calls/call-outs.store.ts';
import { stopLadders } from '../calls/calls.store.ts';
import { muteChannels } from '../channels/channels.commands.ts';
import { defaultPolicy } from '../policies/policies.rules.ts';
import { CallsQuery, type CallId } from '../contract/calls.ts';
import { IncidentId, watchdogKind, type Incident } from '../contract/incidents.ts';
import { answersTo } from '../contract/notice-answers.ts';
import { NoticeId } from '../contract/notices.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { ServerHealth, Watch, WatchReport } from '../contract/watchdog.ts';
import { openIncident } from '../incidents/incidents.commands.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById, incidentsById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { Notice } from '../notices/notices.rules.ts';
import { saveNotices } from '../notices/notices.store.ts';
import { laddersStuckSince, stuckChannels, watchOf, type OldestDue } from './watch.rules.ts';
import { firstDues, lastReport, openBreakers, openTests, queueHeads, saveReport, testDevice, watchIncidentId } from './watch.store.ts';

/** Some nine days of test calls: a longer log would take noticeable time to prove. */
const longestLog = 50_000;

/** Nobody but the test device, over its page alone, once. */
const policy: CallPolicy = {
  ...defaultPolicy('blue'),
  policyId: 'watchdog',
  isDefault: false,
  postKinds: ['testDevice'],
  ladder: [{ reaches: ['self'], channels: ['inApp'], contact: 1, superiorLevel: 1, waitSeconds: 60 }],
  night: { from: '22:00', to: '06:00', rings: true },
};

export interface StartedProbe {
  incident: Incident;
  callId: CallId;
  personId: number;
}

/**
 * Makes a test call by the very commands that call about a warning, in an incident of the watchdog's own. The one before it is closed, so that
 * nothing of a lost test climbs on.
 */
export async function startProbe(tx: Tx, ctx: Ctx): Promise<StartedProbe> {
  const device = await testDevice(tx);
  if (!device) throw new Error('No test device: it is made when the city is filled');
  const incident = await watchIncident(tx, ctx, device.areaCode);
  await closeEarlier(tx, ctx, incident);
  const notice = testNotice(incident, ctx.now, device.areaCode);
  await saveNotices(tx, [notice]);
  const { callOutId, facts } = await callOut(tx, ctx, { incident, notice, policy });
  if (!callOutId) throw new Error('The test device was not called');
  const { rows } = await callPage(tx, callOutId, { query: CallsQuery.parse({}), tellsPhones: false });
  const seq = await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
  return { incident: { ...incident, seq }, callId: rows[0]!.id, personId: rows[0]!.personId };
}

export async function reportWatch(tx: Tx, report: WatchReport, now: Date): Promise<Watch> {
  await saveReport(tx, report, now);
  return watch(tx, now);
}

/** Whether calls go through, as far as the watchdog has said. */
export async function watch(tx: Tx, now: Date): Promise<Watch> {
  return watchOf(await lastReport(tx), now);
}

/** What the heartbeat tells every screen. */
export async function serverHealth(tx: Tx, now: Date): Promise<ServerHealth> {
  return {
    watch: await watch(tx, now),
    openBreakers: await openBreakers(tx, now),
    muteChannels: await muteChannels(tx, now),
    laddersStuckSince: laddersStuckSince(await oldestDues(tx), now),
    stuckChannels: stuckChannels(await queueHeads(tx, now), now),
    backupFailingSince: failingSince(await backups(tx, now)),
  };
}

async function oldestDues(tx: Tx): Promise<OldestDue[]> {
  const dues = await firstDues(tx);
  const incidents = await incidentsById(
    tx,
    dues.map(({ incidentId }) => incidentId),
  );
  return dues.map(({ incidentId, dueAt }) => ({ incident: incidents.get(incidentId)!, dueAt }));
}

async function watchIncident(tx: Tx, ctx: Ctx, areaCode: string): Promise<Incident> {
  const known = await watchIncidentId(tx, longestLog);
  if (known) return (await incidentById(tx, IncidentId.parse(known)))!;
  const wanted = { name: '系统自检', kind: watchdogKind, mode: 'test' as const };
  return openIncident(tx, ctx, { wanted, openerArea: areaCode });
}

async function closeEarlier(tx: Tx, ctx: Ctx, incident: Incident): Promise<void> {
  const open = await openTests(tx, incident.id);
  if (open.length === 0) return;
  const ids = (await lockOpen(tx, open)).map(({ id }) => id);
  await stopLadders(tx, ids);
  await stopCallOuts(tx, { ids, state: 'closed', at: incidentNow(incident, ctx.now), reason: 'superseded' });
}

function testNotice(incident: Incident, now: Date, areaCode: string): Notice {
  const id = NoticeId.parse(randomUUID());
  return {
    id,
    incidentId: incident.id,
    kind: 'test',
    subject: `watchdog-${id}`,
    version: 1,
    level: null,
    areas: [areaCode],
    words,
    answers: answersTo.test,
    policyId: policy.policyId,
    sentAt: now.toISOString(),
    beginsAt: null,
    dueAt: null,
  };
}

const words: Notice['words'] = {
  zh: {
    event: '系统自检',
    headline: '系统自检，无需处置',
    description: '每分钟一次的自检呼叫，只到测试终端。',
    instruction: '无需处置。',
  },
  en: {
    event: 'Self-test',
    headline: 'Self-test, nothing to do',
    description: 'A call each minute to the test device alone.',
    instruction: 'Nothing to do.',
  },
};
