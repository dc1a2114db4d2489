import { cityCode, countyNames } from './counties.ts';
import { deskPhones, ownPhones, type People } from './people.ts';
import type { SeedTownship } from './territory.ts';
import type { Village } from './villages.ts';

export interface PostRow {
  id: number;
  areaCode: string;
  level: 'city' | 'county' | 'township' | 'village' | 'household';
  kind: string;
  department: string | null;
  personId: number;
  deputyId: number;
  superiorPostId: number | null;
}

/** City departments that a warning concerns, each with someone on duty. */
const departments = [
  'meteorology',
  'water',
  'naturalResources',
  'housing',
  'agriculture',
  'transport',
  'marine',
  'health',
  'education',
  'civilAffairs',
  'power',
  'telecom',
] as const;

const townshipKinds = ['townshipDutyDesk', 'townshipHead', 'townshipLeader', 'townshipFloodOfficer', 'townshipEvacuationLead'] as const;
const villageKinds = ['villageLead', 'villageFloodWarden', 'villageGridWorker'] as const;

/** Who holds what, and to whom a silence climbs. Posts are made from the top down: a superior's id is always the lower one. */
export interface Posts {
  readonly rows: PostRow[];
  add(post: Omit<PostRow, 'id' | 'department'> & { department?: string }): PostRow;
  /** The post of that kind in an area; throws when there is none. */
  of(areaCode: string, kind: string): PostRow;
}

export function noPostsYet(): Posts {
  const rows: PostRow[] = [];
  const byAreaAndKind = new Map<string, PostRow>();
  return {
    rows,
    add(post) {
      const row = { department: null, ...post, id: rows.length + 1 };
      rows.push(row);
      byAreaAndKind.set(`${row.areaCode} ${row.kind}`, row);
      return row;
    },
    of(areaCode, kind) {
      const row = byAreaAndKind.get(`${areaCode} ${kind}`);
      if (!row) throw new Error(`No ${kind} in ${areaCode}`);
      return row;
    },
  };
}

/** City, counties, townships and villages; guardians come with the households they keep. */
export function fillPosts(
  posts: Posts,
  people: People,
  ground: { townships: readonly SeedTownship[]; villages: readonly Village[] },
): void {
  fillCity(posts, people);
  for (const { code } of countyNames) fillCounty(posts, people, code);
  for (const township of ground.townships) {
    fillRing(posts, people, {
      areaCode: township.code,
      level: 'township',
      kinds: townshipKinds,
      desk: posts.of(township.countyCode, 'countyDutyDesk'),
    });
  }
  for (const village of ground.villages) {
    fillRing(posts, people, {
      areaCode: village.code,
      level: 'village',
      kinds: villageKinds,
      desk: posts.of(village.township.code, 'townshipDutyDesk'),
    });
  }
}

function fillCity(posts: Posts, people: People): void {
  const add = (kind: string, superiorPostId: number | null, department?: string) =>
    posts.add({
      areaCode: cityCode,
      level: 'city',
      kind,
      personId: people.add(cityCode, deskPhones),
      deputyId: people.add(cityCode, ownPhones),
      superiorPostId,
      ...(department ? { department } : {}),
    });
  const desk = add('cityDutyDesk', null);
  add('cityCommander', desk.id);
  for (const department of departments) add('department', desk.id, department);
}

function fillCounty(posts: Posts, people: People, areaCode: string): void {
  const desk = people.add(areaCode, deskPhones);
  const nightDesk = people.add(areaCode, deskPhones);
  const lead = people.add(areaCode, ownPhones);
  const deputyLead = people.add(areaCode, ownPhones);
  const common = { areaCode, level: 'county' } as const;
  const superior = posts.of(cityCode, 'cityDutyDesk').id;
  const dutyDesk = posts.add({ ...common, kind: 'countyDutyDesk', personId: desk, deputyId: nightDesk, superiorPostId: superior });
  posts.add({ ...common, kind: 'countyLead', personId: lead, deputyId: deputyLead, superiorPostId: dutyDesk.id });
  posts.add({ ...common, kind: 'countyDeputyLead', personId: deputyLead, deputyId: lead, superiorPostId: dutyDesk.id });
}

/**
 * The posts of a township or village: the first kind is its desk and answers to the desk above, the others answer to it, and each
 * one's deputy is the next in the list.
 */
function fillRing(
  posts: Posts,
  people: People,
  ring: { areaCode: string; level: 'township' | 'village'; kinds: readonly string[]; desk: PostRow },
): void {
  const { areaCode, level, kinds } = ring;
  const holders = kinds.map((_, index) => people.add(areaCode, index === 0 && level === 'township' ? deskPhones : ownPhones));
  let superior = ring.desk;
  kinds.forEach((kind, index) => {
    const personId = holders[index] ?? 0;
    const deputyId = holders[(index + 1) % holders.length] ?? 0;
    const post = posts.add({ areaCode, level, kind, personId, deputyId, superiorPostId: superior.id });
    if (index === 0) superior = post;
  });
}
