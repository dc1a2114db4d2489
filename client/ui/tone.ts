/** Sounds one tone of a square wave. Times are those of the audio clock, in seconds; `loudness` from 0 to 1. */
export function soundTone(
  audio: AudioContext,
  { hertz, at, seconds, loudness }: { hertz: number; at: number; seconds: number; loudness: number },
): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.type = 'square';
  tone.frequency.value = hertz;
  // Fading in and out keeps a cheap loudspeaker from clicking; zero is not a value that an exponential can reach.
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(Math.max(0.0002, loudness), at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
