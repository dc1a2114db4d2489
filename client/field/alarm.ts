import type { WarningLevel } from '#contract/warnings.ts';

/** Two tones, rising; how many pairs in a burst and how long between bursts tells the level without looking. */
const bursts: Record<WarningLevel, { pairs: number; everyMilliseconds: number }> = {
  blue: { pairs: 1, everyMilliseconds: 6_000 },
  yellow: { pairs: 2, everyMilliseconds: 5_000 },
  orange: { pairs: 3, everyMilliseconds: 4_000 },
  red: { pairs: 4, everyMilliseconds: 2_500 },
};
const ringsForMilliseconds = 60_000;
const toneSeconds = 0.16;

/** The bell of this page: sound and vibration until somebody reacts, at most a minute. Browsers allow sound only after a tap. */
export class Alarm {
  #audio: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  get isUnlocked(): boolean {
    return this.#audio?.state === 'running';
  }

  /** Called from a tap. */
  async unlock(): Promise<void> {
    this.#audio ??= new AudioContext();
    await this.#audio.resume();
  }

  /** @param times how many bursts; for a minute when it is not said */
  ring(level: WarningLevel, times?: number): void {
    this.stop();
    const { pairs, everyMilliseconds } = bursts[level];
    let left = times ?? Math.floor(ringsForMilliseconds / everyMilliseconds);
    const burst = () => {
      this.#sound(pairs);
      vibrate(Array.from({ length: pairs * 2 }, (_, at) => (at % 2 ? 120 : 320)));
      if (--left <= 0) clearInterval(this.#timer);
    };
    this.#timer = setInterval(burst, everyMilliseconds);
    burst();
  }

  stop(): void {
    clearInterval(this.#timer);
    vibrate(0);
  }

  #sound(pairs: number): void {
    const audio = this.#audio;
    if (audio?.state !== 'running') return;
    for (let at = 0; at < pairs; at++) {
      this.#tone(audio, 880, audio.currentTime + at * toneSeconds * 2.6);
      this.#tone(audio, 1175, audio.currentTime + (at * 2.6 + 1.1) * toneSeconds);
    }
  }

  #tone(audio: AudioContext, hertz: number, at: number): void {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.type = 'square';
    tone.frequency.value = hertz;
    // Fading in and out keeps a cheap loudspeaker from clicking.
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + toneSeconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + toneSeconds);
  }
}

/** Not every browser can, and those that can want to have been touched before. */
function vibrate(pattern: number | number[]): void {
  if ('vibrate' in navigator && 'userActivation' in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(pattern);
}
