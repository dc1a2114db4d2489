import type { AreaCode } from '../contract/areas.ts';
import type { IncidentMode } from '../contract/incidents.ts';
import type { DraftReason, IssuedWeather, WarningDraft, WarningWords } from '../contract/warning-drafts.ts';
import type { Warning, WarningLevel } from '../contract/warnings.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { MessageName } from './versions.rules.ts';

export interface NamedArea {
  code: AreaCode;
  nameZh: string;
  nameEn: string;
}

/** What a draft needs to become a message: who sends it, as what, and what it speaks of. */
export interface DraftAbout extends MessageName {
  mode: IncidentMode;
  senderName: { zh: string; en: string };
  areas: readonly NamedArea[];
  replaced: MessageName | null;
}

/** What each kind of weather is called in a message; codes of GB/T 35965.1, which has none for severe convection. */
const events: Record<IssuedWeather, { zh: string; en: string; code: string | null }> = {
  typhoon: { zh: '台风', en: 'Typhoon', code: '11B01' },
  rainstorm: { zh: '暴雨', en: 'Rainstorm', code: '11B03' },
  gale: { zh: '大风', en: 'Gale', code: '11B06' },
  seaGale: { zh: '海区大风', en: 'Marine gale', code: '11B06' },
  thunderstormGale: { zh: '雷暴大风', en: 'Thunderstorm gale', code: '11B20' },
  severeConvection: { zh: '强对流', en: 'Severe convection', code: null },
};
const severities: Record<WarningLevel, string> = { red: 'Extreme', orange: 'Severe', yellow: 'Moderate', blue: 'Minor' };
const colours: Record<WarningLevel, string> = { red: 'Red', orange: 'Orange', yellow: 'Yellow', blue: 'Blue' };
const statuses: Record<IncidentMode, Warning['status']> = { actual: 'Actual', exercise: 'Exercise', test: 'Test' };

/**
 * Writes a draft as a CAP 1.2 message (OASIS, 2010): one `info` for each language, the areas by their codes. The same draft under the
 * same name gives the same bytes, by which a repetition is known.
 */
export function capOf(draft: WarningDraft, about: DraftAbout): string {
  const { replaced } = about;
  const references = replaced ? element('references', [replaced.sender, replaced.identifier, capTime(replaced.sent)].join(',')) : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
${element('identifier', about.identifier)}${element('sender', about.sender)}${element('sent', capTime(about.sent))}${element('status', statuses[about.mode])}${element('msgType', draft.msgType)}${element('scope', 'Public')}${references}${infoOf(draft, about, 'zh')}${infoOf(draft, about, 'en')}</alert>
`;
}

/**
 * How the national release system names a message: the sender's area and institution, the time in Beijing, and a number where the same
 * sender names several in one second. No institution code of GB/T 4657 is assigned to this server, so that it says 000.
 */
export function identifierOf(areaCode: AreaCode, sent: Date, taken: readonly string[]): string {
  const stem = `${areaCode.slice(0, 6)}00000000_${beijing(sent.toISOString()).replace(/\D/g, '').slice(0, 14)}`;
  for (let number = 0; ; number += 1) if (!taken.includes(`${stem}_${number}`)) return `${stem}_${number}`;
}

/** An address that no other sender has, and that no mail reaches. */
export function senderOf(areaCode: AreaCode): string {
  return `emergency-${areaCode.slice(0, 6)}@jiaoying.invalid`;
}

export function senderNameOf({ nameZh, nameEn }: Omit<NamedArea, 'code'>): DraftAbout['senderName'] {
  return { zh: `${nameZh}应急管理局`, en: `${nameEn} Emergency Management Bureau` };
}

/** A warning may be announced some days ahead; what is further off is a slip of the pen. */
const daysAheadAtMost = 10;

/** What a draft says against what is known: its areas, the time, the warning that it replaces. */
export function refuseBadDraft(
  draft: WarningDraft,
  known: { areas: readonly NamedArea[]; now: Date; replaced: Pick<Warning, 'state' | 'msgType'> | null },
): void {
  const { areas, expires, effective, replaces } = draft;
  const issues: { path: string; reason: DraftReason }[] = areas.flatMap((code, index) =>
    known.areas.some((area) => area.code === code) ? [] : [{ path: `draft.areas.${index}`, reason: 'unknown-area' as const }],
  );
  if (Date.parse(expires) <= known.now.getTime()) issues.push({ path: 'draft.expires', reason: 'already-over' });
  if (effective !== null && Date.parse(effective) > known.now.getTime() + daysAheadAtMost * 24 * 3_600_000)
    issues.push({ path: 'draft.effective', reason: 'begins-too-far-off' });
  if (replaces !== null && known.replaced?.state !== 'inForce') issues.push({ path: 'draft.replaces', reason: 'not-in-force' });
  if (issues.length > 0) throw new Refusal('warning/bad-draft', issues.slice(0, 20));
}

function infoOf(draft: WarningDraft, about: DraftAbout, language: 'zh' | 'en'): string {
  const words: WarningWords = draft[language];
  const { zh, en, code } = events[draft.weather];
  const desc = about.areas.map(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn)).join(language === 'zh' ? '、' : ', ');
  const parts = [
    element('language', language === 'zh' ? 'zh-CN' : 'en-US'),
    element('category', 'Met'),
    element('event', language === 'zh' ? zh : en),
    element('urgency', 'Expected'),
    element('severity', severities[draft.level]),
    element('certainty', 'Likely'),
    code === null ? '' : pair('eventCode', 'GB/T 35965.1', code),
    element('effective', capTime(draft.effective ?? about.sent)),
    element('expires', capTime(draft.expires)),
    element('senderName', about.senderName[language]),
    element('headline', words.headline),
    element('description', words.description),
    element('instruction', words.instruction),
    pair('parameter', 'level', colours[draft.level]),
    `<area>${element('areaDesc', shortened(desc))}${draft.areas.map((area) => pair('geocode', 'CPEAS Geographic Code', area)).join('')}</area>`,
  ];
  return `<info>${parts.join('')}</info>\n`;
}

/** A reader of ours takes 4,000 characters for the names of areas. */
function shortened(desc: string): string {
  return desc.length <= 4_000 ? desc : `${desc.slice(0, 3_999)}…`;
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function pair(name: string, valueName: string, value: string): string {
  return `<${name}>${element('valueName', valueName)}${element('value', value)}</${name}>`;
}

/** As CAP 1.2 writes a time (3.3.2): whole seconds and an offset, never Z. */
function capTime(at: string): string {
  return `${beijing(at)}+08:00`;
}

const beijingHours = 8;

function beijing(at: string): string {
  return new Date(Date.parse(at) + beijingHours * 3_600_000).toISOString().slice(0, 19);
}

// What XML 1.0 cannot hold (production 2), halves of surrogate pairs included.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return text.replace(unwritable, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
