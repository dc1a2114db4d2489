/** Warnings are written in Chinese, whatever the language of the page. */
const spokenLanguage = 'zh-CN';

/** Whether this device has a voice of its own for it: one from the network would be an outside request, and silent without a signal. */
export function canReadAloud(): boolean {
  return voice() !== null;
}

/** Tells when the voices are known: browsers look for them only after the first question. */
export function onVoices(tell: () => void): void {
  if ('speechSynthesis' in window) speechSynthesis.addEventListener('voiceschanged', tell, { once: true });
}

/** Reads the parts aloud, one after another. @returns whether all of it was read to the end */
export async function readAloud(parts: readonly string[]): Promise<boolean> {
  stopReading();
  for (const part of parts) if (part && !(await spoken(part))) return false;
  return true;
}

export function stopReading(): void {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}

function spoken(text: string): Promise<boolean> {
  return new Promise((fulfil) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = spokenLanguage;
    utterance.voice = voice();
    utterance.onend = () => fulfil(true);
    utterance.onerror = () => fulfil(false);
    speechSynthesis.speak(utterance);
  });
}

function voice(): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in window)) return null;
  return speechSynthesis.getVoices().find(({ lang, localService }) => localService && /^zh|^cmn/i.test(lang)) ?? null;
}
