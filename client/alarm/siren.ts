import type { WarningLevel } from '#contract/warnings.ts';
import { soundTone } from '../ui/tone.ts';

/** What each level sounds like: tones of a burst in hertz, and how long from one burst to the next. Told apart without looking. */
const patterns: Record<WarningLevel, { tones: readonly number[]; everyMilliseconds: number }> = {
  blue: { tones: [587], everyMilliseconds: 8_000 },
  yellow: { tones: [587, 784], everyMilliseconds: 6_000 },
  orange: { tones: [784, 587, 784], everyMilliseconds: 4_000 },
  red: { tones: [988, 740, 988, 740, 988], everyMilliseconds: 2_500 },
};
const toneSeconds = 0.18;
const stepSeconds = 0.24;
/** A room full of people, not a phone in a pocket. */
const loudness = 0.18;

/** The bell of the desk: sounds the pattern of a level until it is told another, or none. No file, no network. */
export class Siren {
  #audio: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #level: WarningLevel | null = null;

  /** Whether the browser lets it sound: it may not before somebody has touched the page. */
  get isUnlocked(): boolean {
    return this.#audio?.state === 'running';
  }

  /** From a tap or a key. Resolves when sound is possible; stays pending where there is no loudspeaker. */
  async unlock(): Promise<void> {
    this.#audio ??= new AudioContext();
    if (this.#audio.state !== 'running') await this.#audio.resume();
  }

  /** Sounds a level from now on; the same again changes nothing. */
  sound(level: WarningLevel | null): void {
    if (level === this.#level) return;
    clearInterval(this.#timer);
    this.#level = level;
    if (!level) return;
    this.test(level);
    this.#timer = setInterval(() => this.test(level), patterns[level].everyMilliseconds);
  }

  /** One burst. */
  test(level: WarningLevel): void {
    const audio = this.#audio;
    if (audio?.state !== 'running') return;
    patterns[level].tones.forEach((hertz, index) =>
      soundTone(audio, { hertz, at: audio.currentTime + index * stepSeconds, seconds: toneSeconds, loudness }),
    );
  }

  close(): void {
    this.sound(null);
    void this.#audio?.close();
    this.#audio = null;
  }
}
