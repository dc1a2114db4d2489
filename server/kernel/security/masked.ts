/** A name as everybody may see it: its first character. The database does the same with what is in the clear. */
export function maskedName(name: string): string {
  return `${charactersOf(name)[0] ?? ''}**`;
}

/** A mailbox as everybody may see it. */
export function maskedMail(address: string): string {
  return `${charactersOf(address)[0] ?? ''}****${address.slice(Math.max(0, address.indexOf('@')))}`;
}

/** A number or a call sign as everybody may see it: its ends. */
export function maskedNumber(address: string): string {
  const characters = charactersOf(address);
  return `${characters.slice(0, 3).join('')}****${characters.slice(-4).join('')}`;
}

/** As the database counts them: a rare character of a name is one. */
function charactersOf(text: string): string[] {
  return Array.from(text);
}
