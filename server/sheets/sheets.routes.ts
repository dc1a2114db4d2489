import type { Response, Router } from 'express';
import type { OperationNamed } from '../contract/api.ts';
import { areaPrefix } from '../contract/areas.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { PrintNews } from '../contract/sheets.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { requireRevealer, scopeOf } from '../kernel/http/http.ts';
import type { LogAnchors } from '../kernel/log/log-anchors.ts';
import { makePdf, type MadePdf, type Making } from '../kernel/documents/pdf.ts';
import { routes, type Asked } from '../kernel/http/routes.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { noteSheetMade, planSheet, prepareSheet, sheetOf, takeResults, type PrintOrder } from './sheets.commands.ts';

export interface SheetDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  links: TokenSeal<LinkClaim>;
  /** What was signed of the logs. */
  anchors: Pick<LogAnchors, 'latest'>;
  /** Address of this server as phones reach it; null: as the desk that prints has reached it. */
  publicUrl: string | null;
}

/** Paper: printed by village, and typed in again. */
export function sheetRoutes(dependencies: SheetDependencies): Router {
  const { database, clock, doorbell } = dependencies;
  const { orderFrom, made } = printsOf(dependencies);
  const ctx = () => ({ now: clock.now(), doorbell });

  return routes(database, {
    'get /call-outs/:id/sheets.pdf': (asked) =>
      whileWaitedFor(asked.res, async (signal) => {
        const { bytes, sheetId } = await made(asked, { signal });
        const name = `inline; filename="call-sheet-${sheetId}.pdf"`;
        asked.res.set({ 'content-type': 'application/pdf', 'content-disposition': name }).send(bytes);
      }),
    'get /call-outs/:id/sheets/plan': (asked) => asked.scoped((tx) => planSheet(tx, orderFrom(asked))),
    'get /call-outs/:id/sheets.stream': (asked) => {
      const { res } = asked;
      const tell = (news: PrintNews) => {
        if (!res.headersSent) res.type('application/vnd.jiaoying.print').set('cache-control', 'no-store, no-transform');
        res.write(`${JSON.stringify(news)}\n`);
      };
      return whileWaitedFor(res, async (signal) => {
        const { bytes, pages, sheetId } = await made(asked, { signal, onShare: (share) => tell({ share }) });
        tell({ sheetId, pages, bytes: bytes.length });
        res.end(bytes);
      });
    },
    'get /call-sheets/:id': ({ params: { id }, scoped }) => scoped((tx) => sheetOf(tx, id)),
    'post /call-sheets/results': async ({ body: { results }, session: { userId, areaCode } }) => {
      const typist = { userId, areaPrefix: areaPrefix(areaCode) };
      return { outcomes: await database.transaction(wholeServer, (tx) => takeResults(tx, ctx(), { results, typist })) };
    },
  });
}

type AskedForPrint = Pick<Asked<OperationNamed<'get /call-outs/:id/sheets.pdf'>>, 'params' | 'query' | 'by' | 'req'>;

/** What a request orders, and the print that it becomes. */
function printsOf({ database, clock, doorbell, links, anchors, publicUrl }: SheetDependencies) {
  // One print at a time: each takes a core and hundreds of megabytes while it lasts. It begins when it is its turn, so that one for which
  // nobody waits any more has cost nothing; and each who prints has one in the line, so that whoever orders ten keeps nobody else waiting.
  const turns = new KeyedMutex();
  const queues = new KeyedMutex();
  const ctx = () => ({ now: clock.now(), doorbell });

  function orderFrom({ params, query: wanted, by: { session: reader, ...from }, req }: AskedForPrint): PrintOrder {
    if (wanted.purpose !== undefined) requireRevealer(req);
    const origin = publicUrl ?? `${req.protocol}://${req.get('host') ?? 'localhost'}`;
    const linkTo: PrintOrder['linkTo'] = (call) => `${origin}/field?token=${links.seal({ ...call, via: 'sheet' }, clock.now())}`;
    return { callOutId: params.id, wanted, reader, linkTo, logHeadOf: (id) => anchors.latest(id), ...from };
  }

  async function made(asked: AskedForPrint, making: Making): Promise<MadePdf & { sheetId: number }> {
    const order = orderFrom(asked);
    const scope = { ...scopeOf(asked.req), personal: order.wanted.purpose !== undefined };
    const isWaitedFor = () => making.signal?.throwIfAborted();
    return queues.run(String(order.reader.userId), () =>
      turns.run('print', async () => {
        isWaitedFor();
        const sheet = await database.transaction(scope, (tx) => prepareSheet(tx, ctx(), order));
        isWaitedFor();
        const pdf = await makePdf(sheet.document, making);
        await database.transaction(scope, (tx) => noteSheetMade(tx, sheet));
        return { ...pdf, sheetId: sheet.sheetId };
      }),
    );
  }

  return { orderFrom, made };
}

/** Does the work for as long as somebody waits for the answer: whoever closes the page in the middle has done nothing wrong. */
async function whileWaitedFor(res: Response, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const cut = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) cut.abort();
  });
  await work(cut.signal).catch((error: unknown) => {
    if (!cut.signal.aborted) throw error;
  });
}
