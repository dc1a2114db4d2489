import { z } from 'zod';
import type { WarningNote } from '#contract/warnings.ts';
import type { Polygon } from '#geo/polygon.ts';
import { Info, type CapInfo } from './cap-info.ts';
import { lenient, raise, required, requiredTime, wordOf } from './cap-parts.ts';
import { referencesIn, type CapReference } from './cap-references.ts';
import { verticesAtMost } from './cap-shapes.ts';

export type { CapInfo } from './cap-info.ts';

// CAP 1.2 keeps spaces, commas, < and & out of both, so that references can be told apart. 255 characters fit a database index.
const name = required(255).pipe(z.string().regex(/^[^\s,<&]+$/, 'not-a-name'));

/** A message names the versions before it; what names hundreds is no version of any. */
const referencesAtMost = 64;
const notesAtMost = 50;

/** What `parseCap` found in the elements, each a list of texts, becomes an alert. */
export const Alert = z
  .object({
    identifier: name,
    sender: name,
    sent: requiredTime,
    status: wordOf(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
    msgType: wordOf(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
    scope: required(40),
    references: lenient(100_000),
    isSigned: z.boolean(),
    info: z.array(Info),
  })
  // Not a refinement: those are asked even about messages of which parts are missing.
  .transform(({ info: said, references, isSigned, ...alert }, issues) => {
    const warns = alert.msgType === 'Alert' || alert.msgType === 'Update';
    const info = warns ? said.map((block) => withinTime(block, alert.sent)) : said;
    // A cancellation may consist of its references; whatever warns has to say of what.
    if (info.length === 0 && warns) return raise(issues, 'missing', ['info']);
    if (warns && !isPlaceable(info)) return refuseUnread(info, issues);
    const { infos, notes } = drawable(info);
    const named = referencesIn(references.value).filter((reference) => !isItself(reference, alert));
    return {
      ...alert,
      references: named.slice(0, referencesAtMost),
      infos,
      notes: [
        ...notes,
        ...(isSigned ? [{ code: 'signature-unchecked' as const, path: 'alert.Signature' }] : []),
        ...(named.length > referencesAtMost || references.notes.length > 0
          ? [{ code: 'references-left-out' as const, path: 'alert.references' }]
          : []),
      ].slice(0, notesAtMost),
    };
  });

export type CapAlert = z.infer<typeof Alert>;

/** An end before its beginning is a slip of whoever wrote it: believed, it would leave everybody uncalled. */
function withinTime(info: CapInfo, sent: string): CapInfo {
  if (info.expires === null || Date.parse(info.expires) > Date.parse(sent)) return info;
  return { ...info, expires: null, notes: [...info.notes, { code: 'expires-before-sent', path: ['expires'] }] };
}

/** Whether anything says where: a code, an outline, or nothing at all that could have been misread. */
function isPlaceable(infos: readonly CapInfo[]): boolean {
  const areas = infos.flatMap((info) => info.areas);
  return areas.every((area) => area.unread.length === 0) || areas.some((area) => area.polygons.length > 0 || area.geocodes.length > 0);
}

/** An outline that cannot be read beside nothing else leaves nobody to be warned: the sender has to know. */
function refuseUnread(infos: readonly CapInfo[], issues: z.RefinementCtx): never {
  infos.forEach((info, at) =>
    info.areas.forEach((area, areaAt) => {
      for (const { reason, path } of area.unread) raise(issues, reason, ['info', at, 'area', areaAt, ...path]);
    }),
  );
  return z.NEVER;
}

/** The blocks with as many outlines as every open map can draw, those of the first areas; and what was not understood of all of them. */
function drawable(infos: readonly CapInfo[]): { infos: CapInfo[]; notes: WarningNote[] } {
  let left = verticesAtMost;
  const notes: WarningNote[] = infos.flatMap((info, at) =>
    info.notes.map(({ code, path }) => ({ code, path: pathOf(['info', at, ...path]) })),
  );
  const kept = infos.map((info, at) => ({
    ...info,
    areas: info.areas.map((area, areaAt) => {
      const vertices = verticesOf(area.polygons);
      left -= vertices;
      if (left >= 0 || vertices === 0) return area;
      left += vertices;
      notes.push({ code: 'too-many-points', path: pathOf(['info', at, 'area', areaAt]) });
      return { ...area, polygons: [], unread: [...area.unread, { reason: 'too-many-points' as const, path: [] }] };
    }),
  }));
  return { infos: kept, notes };
}

function verticesOf(polygons: readonly Polygon[]): number {
  return polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
}

function pathOf(path: readonly (string | number)[]): string {
  return ['alert', ...path].join('.');
}

function isItself({ sender, identifier }: CapReference, alert: { identifier: string; sender: string }): boolean {
  return identifier === alert.identifier && (sender ?? alert.sender) === alert.sender;
}
