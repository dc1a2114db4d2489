import type { z } from 'zod';
import type { CapIssue, CapReason } from '#contract/warnings.ts';
import { Alert, type CapAlert } from './cap-alert.ts';
import { CapError } from './cap-error.ts';
import { alertElement, type CapElement } from './cap-markup.ts';

/**
 * Reads a CAP 1.2 message (OASIS, 2010) or the national form of it (GB/T 35965.1) in the same namespace. Times become UTC, shapes valid
 * polygons in `[lng, lat]`; texts stay texts. A reference to itself says nothing and is left out. What may be missing and cannot be read
 * is left out and noted.
 *
 * @throws CapError and nothing else
 */
export function parseCap(xml: string): CapAlert {
  const alert = Alert.safeParse(contentOf(alertElement(xml)));
  if (alert.success) return alert.data;
  throw new CapError('malformed', alert.error.issues.slice(0, 20).map(issueOf));
}

function contentOf(alert: CapElement) {
  return {
    ...texts(alert, ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'references']),
    isSigned: alert.isSigned,
    info: within(alert, 'info').map(infoContent),
  };
}

function infoContent(info: CapElement) {
  return {
    ...texts(info, [
      'language',
      'event',
      'eventType',
      'category',
      'responseType',
      'urgency',
      'severity',
      'certainty',
      'effective',
      'onset',
      'expires',
    ]),
    ...texts(info, ['senderName', 'headline', 'description', 'instruction']),
    eventCode: pairs(info, 'eventCode'),
    parameter: pairs(info, 'parameter'),
    area: within(info, 'area').map((area) => ({
      ...texts(area, ['areaDesc', 'polygon', 'circle']),
      geocode: within(area, 'geocode').map(geocodeContent),
    })),
  };
}

function texts(element: CapElement, names: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(names.map((name) => [name, within(element, name).map((child) => child.text)]));
}

function pairs(element: CapElement, name: string) {
  return within(element, name).map((child) => texts(child, ['valueName', 'value']));
}

/** What stands in it as plain text, without the two elements that the standard wants, is taken for its value. */
function geocodeContent(geocode: CapElement) {
  const pair = texts(geocode, ['valueName', 'value']);
  return geocode.children.length > 0 ? pair : { ...pair, value: [geocode.text] };
}

function within(element: CapElement, name: string): CapElement[] {
  return element.children.filter((child) => child.name === name);
}

function issueOf(issue: z.core.$ZodIssue): CapIssue {
  // Every check above words its message as a reason; an absent one is what a missing element looks like to zod.
  return { path: ['alert', ...issue.path].join('.'), reason: issue.message as CapReason };
}
