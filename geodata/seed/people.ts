export interface PersonRow {
  id: number;
  areaCode: string;
  name: string;
}

export interface ContactRow {
  personId: number;
  ordinal: number;
  areaCode: string;
  channel: 'mobile' | 'landline';
  address: string;
}

type ContactChannels = readonly ContactRow['channel'][];

/** Everybody of the default city. None of them exists, and names and numbers say so. */
export interface People {
  readonly persons: PersonRow[];
  readonly contacts: ContactRow[];
  /** @returns the new person's id */
  add(areaCode: string, channels: ContactChannels): number;
}

/** Two ways to be reached, as everyone responsible must have. */
export const ownPhones: ContactChannels = ['mobile', 'mobile'];
export const deskPhones: ContactChannels = ['mobile', 'landline'];

export function nobodyYet(): People {
  const persons: PersonRow[] = [];
  const contacts: ContactRow[] = [];
  return {
    persons,
    contacts,
    add(areaCode, channels) {
      const id = persons.length + 1;
      persons.push({ id, areaCode, name: `测试${String(id).padStart(4, '0')}` });
      channels.forEach((channel, index) => {
        contacts.push({ personId: id, ordinal: index + 1, areaCode, channel, address: numberThatNobodyHas(contacts.length) });
      });
      return id;
    },
  };
}

/**
 * Eleven digits that begin with 100: Chinese mobile numbers begin with 13 to 19 and landlines with 0, so no network can connect one.
 * The multiplier shares no factor with 10^8, so no two of them are equal.
 */
function numberThatNobodyHas(index: number): string {
  return `100${String((index * 48_271_003 + 27_182_818) % 100_000_000).padStart(8, '0')}`;
}
