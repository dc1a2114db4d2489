import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AreaCode } from '#contract/areas.ts';
import type { Ending } from '#contract/endings.ts';
import type { Right, Session } from '#contract/session.ts';
import type { CallOut } from '#contract/calls.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';
import type { EndingWanted } from '../state/ending-wanted.ts';
import { endingLine } from '../notices/ending-line.view.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { mayActNow } from '../state/may-act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { agedText, countText, nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import '../notices/jy-notice-mark.ts';
import '../notices/jy-level.ts';
import './jy-warning-text.ts';
import { versionLines } from './version-lines.ts';
import { versionsOf } from './versions.view.ts';
import { warningDrawerStyles } from './warning-drawer-styles.ts';
import { callOutLines, callOutState, mergeLine, noteLines, warningTimes, type CallOutLine } from './warnings.view.ts';
import { warningTitle } from '../notices/warning-title.ts';

/** Everything about one warning, beside the map: what it says, where, when, what changed from version to version, and whom it calls. */
@customElement('jy-warning-drawer')
export class JyWarningDrawer extends SignalWatcher(LitElement) {
  @property({ attribute: false }) warningId: WarningId | null = null;
  /** What was ended by hand, and why. */
  @property({ attribute: false }) endings: readonly Ending[] = [];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;

  static override styles = [surface, warningDrawerStyles];

  override willUpdate(): void {
    this.hidden = this.#warning === null;
  }

  readonly #escape = new EscapeOf('drawer', () => emit(this, 'jy-warning-open', null));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#escape.tell(false);
  }

  /** Whoever opened it by key reads on by key. */
  override updated(changed: PropertyValues<this>): void {
    this.#escape.tell(this.#warning !== null);
    if (changed.has('warningId') && this.warningId) this.renderRoot.querySelector<HTMLElement>('[role="dialog"]')?.focus();
  }

  override render() {
    const warning = this.#warning;
    if (!warning) return nothing;
    return html`<div role="dialog" tabindex="-1" aria-label=${warningTitle(warning)}>
      ${this.#head(warning)}
      <div class="body" tabindex="0" role="group" aria-label=${say('warning/text')}>
        <jy-warning-text .warning=${warning}></jy-warning-text>
        ${this.#areas(warning)} ${this.#times(warning)} ${this.#callOuts(warning)} ${this.#versions(warning)} ${this.#placement(warning)}
        ${this.#source(warning)}
      </div>
    </div>`;
  }

  get #warning(): Warning | null {
    return (this.warningId && this.world.warnings.get(this.warningId)) ?? null;
  }

  #head(warning: Warning): TemplateResult {
    const isDrill = this.world.incident !== null && this.world.incident.mode !== 'actual';
    return html`<header>
      <jy-level level=${warning.level}></jy-level>
      <h2>${warningTitle(warning)}</h2>
      <button class="icon-button" title="${say('warning/close')} (Esc)" aria-label=${say('warning/close')} @click=${this.#close}>
        ${icon('close', 16)}
      </button>
      <p>
        <b class="state ${warning.state}">${say(warning.endedAt ? 'end/warning.state' : `warning/state.${warning.state}`)}</b>
        ${say('warnings/version', { version: warning.version })}
        ${isDrill ? html`<b class="drill">${say(`mode/${this.world.incident!.mode}`)}</b>` : nothing}
        ${isEndable(warning) ? this.#endButton('warning.end', { kind: 'warning', warning }) : nothing}
      </p>
      ${this.#endedBy(warning.id)}
    </header>`;
  }

  #areas({ areas }: Warning): TemplateResult {
    return html`<section>
      <h3>${say('warning/areas', { count: areas.length })}</h3>
      ${areas.length === 0 ? html`<p class="bad">${say('warnings/unplaced')}</p>` : nothing}
      <div class="areas">
        ${areas.map(
          (code) =>
            html`<button title=${say('warnings/fly')} @click=${() => emit(this, 'jy-fly', { areas: [code] })}>${this.#name(code)}</button>`,
        )}
      </div>
    </section>`;
  }

  #times(warning: Warning): TemplateResult {
    const { at } = this.shown;
    return html`<section>
      <h3>${say('warning/times')}</h3>
      <dl>
        ${warningTimes(warning).map(({ of, time }) => {
          const isOver = of === 'expires' && time !== null && Date.parse(time) <= at.getTime();
          return html`<dt>${say(`warning/${of}`)}</dt>
            <dd class=${isOver ? 'bad' : ''}>
              ${time === null ? say('warning/no-time') : agedText(new Date(time), at)}${isOver ? ` · ${say('warning/is-over')}` : nothing}
            </dd>`;
        })}
      </dl>
    </section>`;
  }

  #callOuts(warning: Warning): TemplateResult {
    const lines = callOutLines(this.world, versionsOf(this.world.warnings, warning.id));
    return html`<section>
      <h3>${say('warning/call-outs')}</h3>
      ${
        lines.length === 0
          ? html`<p class="quiet">${say('warnings/nobody-called')}</p>`
          : html`<ul>
              ${lines.map(this.#callOut)}
            </ul>`
      }
    </section>`;
  }

  readonly #callOut = ({ callOut, version, answered, owed, total, title }: CallOutLine) =>
    html`<li>
      <jy-notice-mark .level=${callOut.level}></jy-notice-mark>
      <div>
        <b>${callOutState(callOut)}</b> ${say('warnings/version', { version })}
        <small>
          ${
            callOut.state === 'awaitingRelease'
              ? say('warning/would-call', { count: countText(total) })
              : say('warnings/called', { answered: countText(answered), owed: countText(owed) })
          }
          · ${agedText(new Date(callOut.releasedAt ?? callOut.openedAt), this.shown.at)}
        </small>
        ${this.#endedBy(callOut.id)}
      </div>
      ${isOpen(callOut) ? this.#endButton('call.stop', { kind: 'callOut', callOut, title, silent: owed - answered }) : nothing}
    </li>`;

  #versions(warning: Warning): TemplateResult | typeof nothing {
    const versions = versionsOf(this.world.warnings, warning.id);
    if (versions.length < 2) return nothing;
    return html`<section>
      <h3>${say('warning/versions')}</h3>
      ${versionLines(versions, { shown: warning.id, warnings: this.world.warnings, at: this.shown.at, nameOf: (code) => this.#name(code) })}
    </section>`;
  }

  #placement(warning: Warning): TemplateResult {
    const { placement, unknownCodes } = warning;
    const merge = mergeLine(warning);
    const codes = unknownCodes.join(' ');
    return html`<section>
      <h3>${say('warning/placement')}</h3>
      <p class=${placement === 'exact' ? 'quiet' : 'bad'}>
        ${say(`placement/${placement}`)}${placement === 'exact' ? nothing : html`<br />${say(`warnings/${placement}.why`, { codes })}`}
      </p>
      ${codes ? html`<p class="bad">${say('warning/unknown-codes', { codes })}</p>` : nothing}
      ${noteLines(warning).map((line) => html`<p class="bad">${line}</p>`)} ${merge ? html`<p class="bad">${merge}</p>` : nothing}
    </section>`;
  }

  #source({ senderName, sender, identifier, msgType }: Warning): TemplateResult {
    return html`<section>
      <h3>${say('warning/source')}</h3>
      <p class="quiet">${senderName ?? sender}<br />${msgType} · ${identifier}</p>
    </section>`;
  }

  /** What is ended is the present, not what is replayed. */
  #endButton(right: Right, wanted: EndingWanted): TemplateResult | typeof nothing {
    if (this.world.incident?.state !== 'open' || !mayActNow(this.session, this.shown, right)) return nothing;
    return html`<button class="action end" @click=${() => emit(this, 'jy-end-wanted', wanted)}>
      ${say(wanted.kind === 'warning' ? 'end/warning.button' : 'end/callOut.button')}
    </button>`;
  }

  #endedBy(subjectId: string): TemplateResult | typeof nothing {
    const line = endingLine(this.endings, subjectId, this.shown.now);
    return line ? html`<small class="ended">${line}</small>` : nothing;
  }

  #name(code: AreaCode): string {
    const place = this.places.get(code);
    return place ? nameOf(place) : code;
  }

  readonly #close = (event: Event) => {
    event.stopPropagation();
    emit(this, 'jy-warning-open', null);
  };
}

function isOpen({ state }: CallOut): boolean {
  return state === 'running' || state === 'awaitingRelease';
}

function isEndable({ state }: Warning): boolean {
  return state === 'inForce' || state === 'expired';
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-drawer': JyWarningDrawer;
  }
  interface HTMLElementEventMap {
    /** Read this warning; null: close it. */
    'jy-warning-open': CustomEvent<WarningId | null>;
  }
}
