/**
 * Who reads a column in the clear. shown: whoever may see the row. personal: the role that reveals and sends. server: the server by
 * itself, as the owner of the tables.
 */
export type Readers = 'shown' | 'personal' | 'server';

/** Every column that is kept sealed where there is a data key: what says who somebody is, how they are reached, and words about them. */
export const personalColumns = {
  'person.name': 'personal',
  'person.masked_name': 'shown',
  'contact.address': 'personal',
  'contact.masked_address': 'shown',
  'call_note.text': 'shown',
  'help_event.reason': 'shown',
  'help_request.note': 'shown',
  'help_request.reason': 'shown',
  'inbound_message.address': 'personal',
  'inbound_message.masked_address': 'shown',
  'inbound_message.text': 'personal',
  'inbound_message.reason': 'shown',
  'leave.reason': 'shown',
  'receipt.note': 'shown',
  'reply_part.address': 'personal',
  'reply_part.content': 'personal',
  'server_secret.value': 'server',
} as const satisfies Record<string, Readers>;

export type PersonalColumn = keyof typeof personalColumns;

/** Where the value of a column is read as well: what SQL copies stays sealed as it was. */
export const copies: Readonly<Record<string, PersonalColumn>> = {
  'attempt.former_address': 'contact.masked_address',
  'standing_receipt.note': 'receipt.note',
};

/** How a text is brought into the form by which it is looked for. */
export const lookups = {
  /** As people dial: the last 11 digits, however the number is written. */
  number: (text: string) => text.replace(/\D/g, '').slice(-11),
  address: (text: string) => text,
  content: (text: string) => text,
};

export type Lookup = keyof typeof lookups;

/** What stands beside a sealed column so that rows are found by it. */
interface Beside {
  column: string;
  of: string;
  by: Lookup;
}

/** A table that holds sealed columns: by what its rows are told apart, and which columns those are. */
export interface SealedTable {
  name: string;
  key: readonly (readonly [column: string, type: 'bigint' | 'smallint' | 'uuid' | 'text'])[];
  columns: readonly string[];
  beside: readonly Beside[];
}

const id = [['id', 'bigint']] as const;
const uuid = [['id', 'uuid']] as const;

export const sealedTables: readonly SealedTable[] = [
  { name: 'server_secret', key: [['name', 'text']], columns: ['value'], beside: [] },
  { name: 'person', key: id, columns: ['name', 'masked_name'], beside: [] },
  {
    name: 'contact',
    key: [
      ['person_id', 'bigint'],
      ['ordinal', 'smallint'],
    ],
    columns: ['address', 'masked_address'],
    beside: [
      { column: 'number_key', of: 'address', by: 'number' },
      { column: 'address_key', of: 'address', by: 'address' },
    ],
  },
  { name: 'attempt', key: id, columns: ['former_address'], beside: [] },
  { name: 'call_note', key: id, columns: ['text'], beside: [] },
  { name: 'help_event', key: id, columns: ['reason'], beside: [] },
  { name: 'help_request', key: uuid, columns: ['note', 'reason'], beside: [] },
  { name: 'inbound_message', key: id, columns: ['address', 'masked_address', 'text', 'reason'], beside: [] },
  { name: 'leave', key: id, columns: ['reason'], beside: [] },
  { name: 'receipt', key: uuid, columns: ['note'], beside: [] },
  {
    name: 'reply_part',
    key: id,
    columns: ['address', 'content'],
    beside: [
      { column: 'address_key', of: 'address', by: 'address' },
      { column: 'content_key', of: 'content', by: 'content' },
    ],
  },
];

/** As which column the values of a column are sealed; undefined where they never are. */
export function sealedAs(column: string): PersonalColumn | undefined {
  return column in personalColumns ? (column as PersonalColumn) : copies[column];
}
