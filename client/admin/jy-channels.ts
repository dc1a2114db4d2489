import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { muteAfter, type CallingChannel, type ChannelHealth, type ChannelLimits } from '#contract/channels.ts';
import { act } from '../api/act.ts';
import { failureText } from '../notices/failures.view.ts';
import { SignalWatcher } from '../state/signals.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { countText, momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { hasLimit, limitsOf, standingOf, toneOf, wrongLimits } from './channels.view.ts';
import { tick } from './tick.ts';

type NumberLimit = Exclude<keyof ChannelLimits, 'enabled'>;

/** The number fields: their words, and how many of the unit typed make one of the unit kept. */
const numbers: readonly {
  limit: NumberLimit;
  words: 'rate' | 'concurrency' | 'timeout' | 'cost' | 'answer-share' | 'max-characters';
  per: number;
}[] = [
  { limit: 'ratePerSecond', words: 'rate', per: 1 },
  { limit: 'concurrency', words: 'concurrency', per: 1 },
  { limit: 'timeoutSeconds', words: 'timeout', per: 1 },
  { limit: 'costYuan', words: 'cost', per: 1 },
  { limit: 'answerShare', words: 'answer-share', per: 100 },
  { limit: 'maxCharacters', words: 'max-characters', per: 1 },
];

/** Each way to reach people: whether it works, what waits in it, and its limits. */
@customElement('jy-channels')
export class JyChannels extends SignalWatcher(LitElement) {
  @property({ type: Boolean, attribute: 'may-edit' }) mayEdit = false;
  @state() private channels: readonly ChannelHealth[] = [];
  @state() private drafts: ReadonlyMap<CallingChannel, ChannelLimits> = new Map();
  @state() private isBusy = false;

  static override styles = [
    surface,
    adminStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .card {
        display: grid;
        grid-template-columns: minmax(240px, 1fr) minmax(0, 3fr);
        gap: 12px 24px;
      }
      .card h3 {
        font-size: 17px;
        color: var(--jy-text);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 12px;
        margin: 8px 0 0;
        font-size: 13px;
      }
      dt {
        color: var(--jy-dim);
      }
      .mute {
        grid-column: 2;
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .fields {
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
      }
      .foot {
        margin-top: 12px;
      }
      @media (max-width: 900px) {
        .card {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    return html`
      <div class="row">
        <p class="note">${say('channels/note')}</p>
        <button class="action" @click=${() => this.#read()}>${icon('refresh', 16)}${say('channels/refresh')}</button>
      </div>
      ${this.channels.map((channel) => this.#card(channel))}
    `;
  }

  #card(channel: ChannelHealth) {
    const standing = standingOf(channel, new Date());
    return html`<section class="card" aria-label=${say(`channel/${channel.id}`)}>
      <div>
        <h3>${say(`channel/${channel.id}`)}</h3>
        <div class="row">
          <span class="badge ${toneOf(standing)}">${say(`channels/state.${standing}`)}</span>
          <span class="badge ${channel.isDefault ? '' : 'edited'}">${say(channel.isDefault ? 'admin/default' : 'admin/edited')}</span>
        </div>
        ${standing === 'untested' ? html`<p class="note">${say(untestedWords(channel))}</p>` : nothing} ${this.#facts(channel)}
      </div>
      ${this.#form(channel)}
    </section>`;
  }

  /** What waits since its people were written to a moment ago: kept back, and not lost. */
  #held({ held, heldPeople, heldUntil }: ChannelHealth) {
    if (held === 0) return nothing;
    return html`<dd>${say('channels/held', { count: countText(held), people: countText(heldPeople), at: this.#moment(heldUntil) })}</dd>`;
  }

  #facts(channel: ChannelHealth) {
    const { queued, sending, unknown, openUntil, lastFailure, waitingSince } = channel;
    return html`<dl>
      <dt>${say('channels/health')}</dt>
      <dd>${say('channels/queue', { queued: countText(queued), sending: countText(sending), unknown: countText(unknown) })}</dd>
      ${waitingSince ? html`<dd class="mute">${say('channels/waiting-since', { at: this.#moment(waitingSince) })}</dd>` : nothing}
      ${this.#held(channel)} ${this.#strays(channel)}
      ${channel.isMute ? html`<dd class="mute">${say('channels/mute', muteAfter)}</dd>` : nothing}
      <dt>${say('channels/last-success')}</dt>
      <dd>${this.#moment(channel.lastSuccessAt)}</dd>
      <dt>${say('channels/last-failure')}</dt>
      <dd>
        ${this.#moment(channel.lastFailureAt)}${lastFailure ? html` · ${failureText(lastFailure)}` : nothing}
        ${channel.breaker !== 'closed' && openUntil ? html`<br />${say('channels/open-until', { at: this.#moment(openUntil) })}` : nothing}
      </dd>
    </dl>`;
  }

  /** Reports that nobody could use: messages may be dying unseen. */
  #strays({ unmatchedReports, unknownStates, lastUnknownState }: ChannelHealth) {
    if (unmatchedReports + unknownStates === 0) return nothing;
    const counts = { unmatched: countText(unmatchedReports), unknown: countText(unknownStates) };
    const state = lastUnknownState ? say('channels/stray-state', { state: lastUnknownState }) : '';
    return html`<dd class="mute strays">${say('channels/strays', counts)}${state}</dd>`;
  }

  #moment(at: string | null): string {
    return at ? momentText(new Date(at), new Date()) : say('channels/never');
  }

  #form(channel: ChannelHealth) {
    const saved = limitsOf(channel);
    const limits = this.drafts.get(channel.id) ?? saved;
    const wrong = wrongLimits(limits);
    const isDirty = JSON.stringify(limits) !== JSON.stringify(saved);
    const set = (change: Partial<ChannelLimits>) => (this.drafts = new Map(this.drafts).set(channel.id, { ...limits, ...change }));
    return html`<fieldset ?disabled=${!this.mayEdit}>
      <legend><h3>${say('channels/limits')}</h3></legend>
      <div class="fields">
        ${tick(say('channels/enabled'), limits.enabled, () => set({ enabled: !limits.enabled }))}
        ${numbers
          .filter(({ limit }) => hasLimit(channel.id, limit))
          .map(
            ({ limit, words, per }) =>
              html`<label class="stacked">
                ${say(`channels/${words}`)}
                <input
                  type="number"
                  step="0.001"
                  min="0"
                  aria-invalid=${wrong.has(limit)}
                  .value=${typedOf(limits[limit], per)}
                  @change=${(event: Event) => set({ [limit]: limitIn(event.target as HTMLInputElement, limit, per) })}
                />
              </label>`,
          )}
      </div>
      ${channel.id === 'inApp' ? html`<p class="note">${say('channels/in-app')}</p>` : nothing}
      ${wrong.size > 0 ? html`<p class="problem" role="alert">${say('channels/wrong')}</p>` : nothing}
      ${
        isDirty
          ? html`<div class="row foot">
              <button class="action main" ?disabled=${this.isBusy || wrong.size > 0} @click=${() => this.#save(channel.id, limits)}>
                ${say('admin/save')}
              </button>
              <button class="action" @click=${() => this.#forget(channel.id)}>${say('admin/undo')}</button>
            </div>`
          : nothing
      }
    </fieldset>`;
  }

  async #read(): Promise<void> {
    const channels = await act(this, adminApi.channels);
    if (channels) this.channels = channels;
  }

  async #save(id: CallingChannel, limits: ChannelLimits): Promise<void> {
    this.isBusy = true;
    const saved = await act(this, () => adminApi.saveChannel(id, limits));
    this.isBusy = false;
    if (!saved) return;
    toast(say('admin/saved'), 'done');
    this.#forget(id);
    await this.#read();
  }

  #forget(id: CallingChannel): void {
    const drafts = new Map(this.drafts);
    drafts.delete(id);
    this.drafts = drafts;
  }
}

function untestedWords({ id }: ChannelHealth): 'channels/untested.page' | 'channels/untested.gateway' {
  return id === 'inApp' ? 'channels/untested.page' : 'channels/untested.gateway';
}

/** An empty field is no limit where there may be none, and a wrong one elsewhere. */
function limitIn({ value, valueAsNumber }: HTMLInputElement, limit: NumberLimit, per: number): number | null {
  return limit === 'maxCharacters' && value === '' ? null : valueAsNumber / per;
}

function typedOf(value: number | null | undefined, per: number): string {
  return value == null ? '' : String(Number((value * per).toFixed(4)));
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-channels': JyChannels;
  }
}
