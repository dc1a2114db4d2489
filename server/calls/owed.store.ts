import { owedStates, owingStates, type CallState } from '../contract/calls.ts';

/** Whether a call still owes an answer to the version in force. `state`: the column, as `c.state`. */
export function isOwing(state: string): string {
  return among(state, owingStates);
}

/** Whether a call owes an answer to the version in force, or has given it: what every share is a share of. */
export function isOwed(state: string): string {
  return among(state, owedStates);
}

/** The numbers that more than one reader tells, each by its one rule; they add up: owed = answered + silent. */
export function standingCounts(state: string): { owed: string; answered: string; silent: string; unroused: string } {
  const counted = (condition: string) => `count(*) filter (where ${condition})::int`;
  return {
    owed: counted(isOwed(state)),
    answered: counted(`${state} = 'answered'`),
    silent: counted(isOwing(state)),
    unroused: counted(`${state} = 'unroused'`),
  };
}

function among(column: string, states: readonly CallState[]): string {
  return `${column} in (${states.map((state) => `'${state}'`).join(', ')})`;
}
