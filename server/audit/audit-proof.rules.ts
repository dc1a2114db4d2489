/** A line of the audit trail, its time in microseconds. */
export interface LinkedLine {
  id: number;
  at: string;
  userId: number | null;
  username: string | null;
  action: string;
  subject: string | null;
  purpose: string | null;
  address: string | null;
  areaCode: string | null;
}

/** What its hash covers beside the one before it, as the function `audit_hash` of the database puts it together. */
export function linkedText(line: LinkedLine): string {
  const { id, at, userId, username, action, subject, purpose, address, areaCode } = line;
  return [id, at, userId ?? '-', ...[username, action, subject, purpose, address].map(counted), areaCode ?? '-'].join('\n');
}

/** After its length in characters, so that no text can be taken for two. */
function counted(text: string | null): string {
  return text === null ? '-' : `${Array.from(text).length}:${text}`;
}
