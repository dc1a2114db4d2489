/** What a short message holds in UCS-2, and a part of a long one beside its header (3GPP TS 23.040, 9.2.3.24.1): 140 octets. */
export const singleLength = 70;
export const partLength = 67;

/** Cuts a text into parts, no character in two. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (part.length + character.length > partLength) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** How long a text is as a short message, in characters as a centre counts and charges them, and in how many parts it leaves. */
export function smsSize(text: string): { characters: number; parts: number } {
  return { characters: text.length, parts: text.length <= singleLength ? 1 : partsOf(text).length };
}
