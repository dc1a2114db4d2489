import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { muteAfter, type CallingChannel } from '#contract/channels.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import { SignalWatcher } from '../state/signals.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { redBandStyles } from './red-band-styles.ts';

/**
 * Across every command map and wall when test calls do not come back or nobody makes them any more, when ladders or queues stand still.
 * Draws nothing while all is well.
 */
@customElement('jy-watch-band')
export class JyWatchBand extends SignalWatcher(LitElement) {
  @property({ attribute: false }) health: ServerHealth | null = null;

  static override styles = [surface, redBandStyles];

  override render() {
    const sentences = [this.#watch(), this.#ladders(), this.#channels(), this.#breakers(), this.#mute(), this.#backup()].filter(
      (sentence) => sentence !== null,
    );
    return sentences.map((sentence) => html`<p role="alert">${icon('warning')}<span>${sentence}</span></p>`);
  }

  #watch(): string | null {
    const watch = this.health?.watch;
    if (watch?.state === 'failing') return say('watch/failing', { step: say(`watch/step.${watch.step ?? 'call'}`) });
    if (watch?.state === 'late' && watch.at) return say('watch/late', { span: spanSince(watch.at) });
    return null;
  }

  #ladders(): string | null {
    const since = this.health?.laddersStuckSince;
    return since ? say('watch/ladders', { span: spanSince(since) }) : null;
  }

  #channels(): string | null {
    const stuck = this.health?.stuckChannels ?? [];
    const first = stuck.map(({ since }) => since).sort()[0];
    return first ? say('watch/channels', { channels: namesOf(stuck.map(({ id }) => id)), span: spanSince(first) }) : null;
  }

  #breakers(): string | null {
    const shut = this.health?.openBreakers ?? [];
    return shut.length === 0 ? null : say('watch/breakers', { channels: namesOf(shut) });
  }

  #backup(): string | null {
    const since = this.health?.backupFailingSince;
    return since ? say('watch/backup', { span: spanSince(since) }) : null;
  }

  #mute(): string | null {
    const mute = this.health?.muteChannels ?? [];
    return mute.length === 0 ? null : say('watch/mute', { channels: namesOf(mute), ...muteAfter });
  }
}

function namesOf(channels: readonly CallingChannel[]): string {
  return channels.map((id) => say(`channel/${id}`)).join(', ');
}

function spanSince(at: string): string {
  return spanText(Date.now() - Date.parse(at));
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-watch-band': JyWatchBand;
  }
}
