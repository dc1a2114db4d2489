import { say } from '../words/words.ts';
import { ApiRefusal } from './api.ts';

/** What to tell the person about anything that was thrown while asking the server. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiRefusal)) throw error;
  return error.code === 'offline' ? say('app/offline') : say(error.code);
}

export function isSessionLost(error: unknown): boolean {
  return error instanceof ApiRefusal && error.code === 'session/required';
}
