import type { CallOutId } from '#contract/calls.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { callsApi } from '../api/calls-api.ts';

/** Has a call-out go on that stopped since its warning has expired, and says what that means: ringing, or waiting for a second person. */
export async function resumeCalling(from: HTMLElement, id: CallOutId): Promise<void> {
  const callOut = await act(from, () => callsApi.resume(id));
  if (!callOut) return;
  if (callOut.state === 'awaitingRelease') toast(say('warnings/resumed.waits'), 'partly');
  else toast(say('warnings/resumed'), 'done');
}
