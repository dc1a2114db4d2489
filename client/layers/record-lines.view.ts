import type { AreaCode } from '#contract/areas.ts';
import type {
  EvacueeCard,
  HazardCard,
  PersonLink,
  RecordCard,
  ShelterCard,
  StationCard,
  SupplyPointCard,
  TeamCard,
} from '#contract/records.ts';
import { hazardStates } from '#contract/registers.ts';
import type { World } from '#contract/world.ts';
import type { CardLine } from '../cartography/card.ts';
import { locale, say, sayOr } from '../words/words.ts';

export interface RecordLines {
  title: string;
  lines: CardLine[];
}

/** Names of areas in the language of the screen. */
export type NameOf = (code: AreaCode) => string;

/** What the card of a record says, in the language of the screen; `today` decides what is overdue or expired. */
export function recordLines(record: RecordCard, nameOf: NameOf, today: string): RecordLines {
  const { title, lines } = linesOf(record, today);
  const place = 'areaCode' in record ? [text('card/area', nameOf(record.areaCode))] : [];
  return { title, lines: [...lines, ...place].filter((line) => line.kind === 'person' || line.text !== '') };
}

/** A record as it stands in the incident that is shown: a drill closes a hazard for itself alone, and the register knows nothing of it. */
export function asPlayed(record: RecordCard, layerRows: World['layerRows']): RecordCard {
  if (record.layer !== 'hazards') return record;
  const played = layerRows.get('hazards')?.get(record.id)?.state;
  const state = hazardStates.find((known) => known === played);
  if (!state || state === record.state) return record;
  return { ...record, state, closedOn: null };
}

function linesOf(record: RecordCard, today: string): RecordLines {
  switch (record.layer) {
    case 'evacuees':
      return { title: record.maskedName, lines: evacueeLines(record) };
    case 'shelters':
      return { title: named(record), lines: shelterLines(record) };
    case 'supplyPoints':
      return { title: named(record), lines: supplyPointLines(record, today) };
    case 'teams':
      return { title: named(record), lines: teamLines(record) };
    case 'hazards':
      return { title: sayOr(`hazardType/${record.type}`, say('hazardType/other')), lines: hazardLines(record, today) };
    case 'enterprises':
      return { title: named(record), lines: [text('card/category', say(`enterpriseKind/${record.kind}`))] };
    case 'stations':
      return { title: named(record), lines: stationLines(record) };
  }
}

function evacueeLines(record: EvacueeCard): CardLine[] {
  return [
    text('card/category', say(`evacueeCategory/${record.category}`)),
    text('card/needs', list(record.needs.map((need) => sayOr(`need/${need}`, need)))),
    text('card/household', String(record.householdPeople)),
    text('card/shelter', record.shelter ? named(record.shelter) : ''),
    ...person('card/guardian', record.guardian),
    ...person('card/evacuationLead', record.evacuationLead),
  ];
}

function shelterLines({ kind, capacity, assigned }: ShelterCard): CardLine[] {
  return [
    text('card/category', say(`shelterKind/${kind}`)),
    text('card/capacity', String(capacity)),
    text('card/assigned', String(assigned), assigned > capacity),
  ];
}

function supplyPointLines({ level, stock }: SupplyPointCard, today: string): CardLine[] {
  const lines = stock.map(({ item, quantity, minimum, unit, expiresOn }): CardLine => {
    const notes = [say('card/minimum', { minimum }), ...(expiresOn ? [say('card/expires', { on: expiresOn })] : [])];
    const isBad = quantity < minimum || (expiresOn !== null && expiresOn < today);
    return {
      kind: 'text',
      label: say(`stockItem/${item}`),
      text: `${quantity} ${sayOr(`unit/${unit}`, unit)} · ${notes.join(' · ')}`,
      isBad,
    };
  });
  return [text('card/category', say(`supplyPointLevel/${level}`)), ...lines];
}

function teamLines(record: TeamCard): CardLine[] {
  return [
    text('card/category', say(`teamType/${record.type}`)),
    text('card/members', String(record.members)),
    text('card/vehicles', String(record.vehicles)),
    text('card/skills', list(record.skills.map((skill) => sayOr(`skill/${skill}`, skill)))),
    ...person('card/contact', record.contact),
  ];
}

function hazardLines(record: HazardCard, today: string): CardLine[] {
  const isOverdue = record.state !== 'closed' && record.deadlineOn !== null && record.deadlineOn < today;
  return [
    text('card/state', say(`hazardState/${record.state}`)),
    text('card/grade', say(`hazardGrade/${record.grade}`)),
    ...person('card/owner', record.owner),
    text('card/found', record.foundOn),
    text('card/deadline', record.deadlineOn ?? '', isOverdue),
    text('card/closedOn', record.closedOn ?? ''),
  ];
}

function stationLines({ kind, stages, positionBasis }: StationCard): CardLine[] {
  return [
    text('card/category', say(`stationKind/${kind}`)),
    ...stages.map((stage): CardLine => ({
      kind: 'text',
      label: sayOr(`stage/${stage.kind}`, stage.kind),
      text: `${stage.meters.toFixed(2)} m`,
      isBad: false,
    })),
    text('card/basis', positionBasis ?? ''),
  ];
}

type CardKey = Extract<Parameters<typeof say>[0], `card/${string}`>;

function text(key: CardKey, value: string, isBad = false): CardLine & { kind: 'text' } {
  return { kind: 'text', label: say(key), text: value, isBad };
}

function person(key: CardKey, link: PersonLink): CardLine[] {
  return link ? [{ kind: 'person', label: say(key), person: link }] : [];
}

function named({ nameZh, nameEn }: { nameZh: string; nameEn: string }): string {
  return locale.get() === 'en' ? nameEn : nameZh;
}

function list(words: readonly string[]): string {
  return words.join(locale.get() === 'en' ? ', ' : '、');
}
