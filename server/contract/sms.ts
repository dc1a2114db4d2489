/** What a short message holds in UCS-2: 140 octets; each part of a longer one gives six of them to its header (3GPP TS 23.040, 9.2.3.24). */
export const smsSingleLength = 70;
const smsPartLength = 67;

/** How long a text is as a short message, in characters as the centre counts and charges them, and in how many parts it leaves. */
export function smsSize(text: string): { characters: number; parts: number } {
  const characters = text.length;
  return { characters, parts: characters <= smsSingleLength ? 1 : Math.ceil(characters / smsPartLength) };
}
