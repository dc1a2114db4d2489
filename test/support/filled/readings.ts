import { code } from '../tiny-city.ts';
import type { Askings } from './asking.ts';

const township = code.yangkou;

/** Every operation that reads, as whoever may see the whole city: the most that it can be asked for. */
export const readings: Askings = {
  'get /health': () => ({}),
  'get /openapi.json': () => ({}),
  'get /config': () => ({}),
  'get /session': () => ({}),
  'get /session/second-factor': () => ({}),
  'get /sessions': () => ({ as: 'security' }),
  'get /users': () => ({}),
  'get /data-health': () => ({}),
  'get /audit/verify': () => ({}),
  'get /audit': () => ({ query: { limit: '200' } }),
  'get /incidents': () => ({}),
  'get /incidents/:id': ({ city }) => ({ ids: [city.incident.id] }),
  'get /incidents/:id/log/checkpoint': ({ city }) => ({ ids: [city.incident.id], query: { at: '2199-01-01T00:00:00Z' } }),
  'get /incidents/:id/log/verify': ({ city }) => ({ ids: [city.incident.id] }),
  'get /incidents/:id/log/export': ({ city }) => ({ ids: [city.incident.id] }),
  'get /figures': () => ({}),
  'get /areas': () => ({ query: { level: 'village' } }),
  'get /areas/boundaries': () => ({}),
  'get /search': () => ({ query: { q: '村' } }),
  'get /layers': () => ({}),
  'get /layers/:id': () => ({ ids: ['hazards'] }),
  'get /layers/:id/records': async (ask) => {
    const rows = await ask.rows<{ id: number }>('select id from hazard order by id limit 50');
    return { ids: ['hazards'], query: { ids: rows.map(({ id }) => id).join(',') } };
  },
  'get /layers/:id/records/:recordId': async (ask) => ({ ids: ['hazards', await ask.one('select min(id) from hazard')] }),
  'get /typhoons': () => ({}),
  'get /typhoons/:id': async (ask) => ({ ids: [await ask.one('select id from typhoon order by id limit 1')] }),
  'get /people/:id': async (ask) => ({ ids: [(await ask.silent())[0]!.personId] }),
  'get /incidents/:id/warnings': ({ city }) => ({ ids: [city.incident.id] }),
  'get /warnings/:id': ({ city }) => ({ ids: [city.warningId] }),
  'get /incidents/:id/call-outs': ({ city }) => ({ ids: [city.incident.id] }),
  'get /call-outs/:id': ({ city }) => ({ ids: [city.callOutId] }),
  'get /call-outs/:id/tree': ({ city }) => ({ ids: [city.callOutId] }),
  'get /call-outs/:id/calls': ({ city }) => ({ ids: [city.callOutId], query: { limit: '500' } }),
  'get /calls/:id': async (ask) => ({ ids: [await ask.silentId()] }),
  'get /call-outs/:id/unroused': ({ city }) => ({ ids: [city.callOutId] }),
  'post /calls/actions/outlook': async (ask) => ({
    body: { action: 'escalateNow', callIds: (await ask.silent(2_000)).map(({ id }) => id) },
  }),
  'get /field': async (ask) => {
    // Whoever is to answer for the most others.
    const personId = await ask.one<number>('select guardian_id from household group by guardian_id order by count(*) desc limit 1');
    return { headers: ask.linked({ personId }) };
  },
  'get /field/call': async (ask) => {
    const [call] = await ask.silent();
    return { headers: ask.linked({ callId: call!.id, personId: call!.personId }) };
  },
  'get /incidents/:id/orders': ({ city }) => ({ ids: [city.incident.id] }),
  'get /incidents/:id/help-requests': ({ city }) => ({ ids: [city.incident.id] }),
  'get /channels': () => ({}),
  'get /replies': () => ({}),
  'get /policies': () => ({}),
  'get /incidents/:id/matters': ({ city }) => ({ ids: [city.incident.id] }),
  'get /incidents/:id/endings': ({ city }) => ({ ids: [city.incident.id] }),
  'get /tree-proof': () => ({ query: { fresh: '1' } }),
  'get /posts': () => ({ query: { area: code.nantong } }),
  'get /duty': ({ now }) => ({
    query: { area: code.nantong, from: new Date(now.getTime() - 30 * 86_400_000).toISOString(), to: now.toISOString() },
  }),
  'get /metrics': () => ({}),
  'get /watchdog': () => ({}),
  'get /watchdog/incidents': () => ({}),
  'get /call-outs/:id/sheets/plan': ({ city }) => ({ ids: [city.callOutId], query: { area: code.rudong, who: 'all' } }),
  'get /call-outs/:id/sheets.pdf': ({ city }) => ({ ids: [city.callOutId], query: { area: township } }),
  'get /call-outs/:id/sheets.stream': ({ city }) => ({ ids: [city.callOutId], query: { area: township } }),
  'get /call-sheets/:id': async (ask) => ({ ids: [await ask.one('select max(id) from call_sheet')] }),
  'get /ledger': () => ({}),
  'get /ledger/statistics': () => ({}),
  'get /predictions': () => ({}),
  'get /ledger/export.csv': ({ city }) => ({ query: { callOut: city.callOutId, area: code.rudong, lang: 'en' } }),
  'get /ledger/export.xlsx': ({ city }) => ({ query: { callOut: city.callOutId, area: code.rudong } }),
  'get /feeds/acks.atom': () => ({}),
};
