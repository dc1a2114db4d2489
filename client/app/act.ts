import { emit } from '../ui/emit.ts';
import { toast } from '../ui/toast.ts';
import { explain } from '../words/explain.ts';
import { isSessionLost } from './api.ts';

/** Does what a click asked for. A refusal is told, a lost session leads to the sign-in; true when it was done. */
export async function act(from: HTMLElement, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isSessionLost(error)) emit(from, 'jy-session-lost', null);
    else toast(explain(error), 'failed');
    return false;
  }
}
