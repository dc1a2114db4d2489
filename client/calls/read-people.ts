import type { CallOutId, CallPage, CallRow } from '#contract/calls.ts';
import type { BoardRow } from './call-board.view.ts';

/** How a page of calls is read; `api.calls` is one. */
export type ReadCalls = (id: CallOutId, wanted: { area: string; cursor?: string }) => Promise<CallPage>;

/** More people than anybody scrolls through; a township of a red warning has a few hundred. */
export const mostPeople = 3_000;

/** The calls of a row of the board, from each of its call-outs. */
export async function readPeople(read: ReadCalls, row: BoardRow): Promise<CallRow[]> {
  const perCallOut = await Promise.all(row.callOutIds.map((id) => readOne(read, row, id)));
  return perCallOut.flat().slice(0, mostPeople);
}

/** An area's own posts come before those of the areas below it, so reading stops at the first that is not its own. */
async function readOne(read: ReadCalls, { code, scope }: BoardRow, id: CallOutId): Promise<CallRow[]> {
  const people: CallRow[] = [];
  for (let cursor: string | null = ''; cursor !== null && people.length < mostPeople;) {
    const page: CallPage = await read(id, { area: code, ...(cursor && { cursor }) });
    const wanted = scope === 'own' ? page.calls.filter(({ areaCode }) => areaCode === code) : page.calls;
    people.push(...wanted);
    cursor = wanted.length < page.calls.length ? null : page.next;
  }
  return people;
}
