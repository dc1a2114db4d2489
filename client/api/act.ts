import { emit } from '../ui/emit.ts';
import { toast } from '../ui/toast.ts';
import { explain } from '../words/explain.ts';
import { isSessionLost } from './call.ts';

/** Does what a click asked for. A refusal is told, a lost session leads to the sign-in; both give undefined. */
export async function act<T>(from: HTMLElement, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isSessionLost(error)) emit(from, 'jy-session-lost', null);
    else toast(explain(error), 'failed');
    return undefined;
  }
}
