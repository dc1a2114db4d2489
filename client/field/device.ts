import { newId } from './new-id.ts';

const key = 'jiaoying.field.device';

/**
 * The name that this browser gave itself, sent with each answer: by it the server sees when many people's answers come from one device.
 * Random, so that it says nothing about the device or its owner.
 */
export function deviceName(storage: Pick<Storage, 'getItem' | 'setItem'> | null): string {
  try {
    const kept = storage?.getItem(key);
    if (kept && /^[0-9a-f-]{36}$/.test(kept)) return kept;
    const name = newId();
    storage?.setItem(key, name);
    return name;
  } catch {
    // Not kept: the name then lasts as long as the page.
    return newId();
  }
}
