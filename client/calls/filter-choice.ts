import type { CallLevel } from '#contract/calls.ts';
import type { ChannelId } from '#contract/channels.ts';
import type { CallStanding } from './people.view.ts';

/** What is chosen in the filters of the board; an empty string: anything. */
export interface FilterChoice {
  level: CallLevel | '';
  postKind: string;
  standing: CallStanding | '';
  channel: ChannelId | '';
  /** What was typed to find somebody. */
  find: string;
}

export const noChoice: FilterChoice = { level: '', postKind: '', standing: '', channel: '', find: '' };
