import type { Beat, Pulse } from './world.ts';

const beatsWithinMilliseconds = 60_000;

/**
 * Adds up how much facts moved, one by one, so that it does not matter in which batches they come: by minute and call-out for the
 * timeline, whose bars are whole minutes, and by second for as long as "in the last minute" is asked for.
 */
export class PulseDraft {
  #pulses: readonly Pulse[];
  #beats: readonly Beat[];
  #mine: { pulses: Pulse[]; beats: Beat[] } | null = null;

  constructor({ pulses, lately }: { pulses: readonly Pulse[]; lately: readonly Beat[] }) {
    this.#pulses = pulses;
    this.#beats = lately;
  }

  add(pulse: Pulse): void {
    // Copied once, at the first change.
    this.#mine ??= { pulses: [...this.#pulses], beats: [...this.#beats] };
    const { pulses, beats } = this.#mine;
    this.#pulses = pulses;
    this.#beats = beats;
    addPulse(pulses, pulse);
    if (pulse.answered > 0) addBeat(beats, pulse);
    while (Date.parse(pulse.at) - Date.parse(beats[0]?.at ?? pulse.at) > beatsWithinMilliseconds) beats.shift();
  }

  done(): { pulses: readonly Pulse[]; lately: readonly Beat[] } {
    return { pulses: this.#pulses, lately: this.#beats };
  }
}

/** The call-outs that stir within one minute are few, and the newest ones: the search is short. */
function addPulse(pulses: Pulse[], pulse: Pulse): void {
  const minute = pulse.at.slice(0, 16);
  for (let index = pulses.length - 1; pulses[index]?.at.startsWith(minute); index--) {
    const before = pulses[index]!;
    if (before.callOutId === pulse.callOutId) return void (pulses[index] = sum(before, pulse));
  }
  pulses.push(pulse);
}

function sum(before: Pulse, pulse: Pulse): Pulse {
  return {
    ...pulse,
    people: before.people + pulse.people,
    called: before.called + pulse.called,
    answered: before.answered + pulse.answered,
    climbed: before.climbed + pulse.climbed,
  };
}

function addBeat(beats: Beat[], { at, answered }: Pulse): void {
  const last = beats.at(-1);
  if (last?.at.startsWith(at.slice(0, 19))) beats[beats.length - 1] = { at, answered: last.answered + answered };
  else beats.push({ at, answered });
}
