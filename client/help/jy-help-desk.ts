import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { HelpMove, HelpRequest, HelpRequestId } from '#contract/help.ts';
import { mayDo, mayReveal, type Session } from '#contract/session.ts';
import { helpPlace } from './help-place.ts';
import './jy-help-list.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { mayActNow } from '../state/may-act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { ApiRefusal } from '../api/call.ts';
import type { Desk } from '../desk/desk.ts';
import { helpApi } from '../api/help-api.ts';

/** What is told of one request may come in bursts: it is taken, a photo arrives. */
const settleMilliseconds = 250;

/** The list of calls for help over the map: read while it is open, and what is done about them. */
@customElement('jy-help-desk')
export class JyHelpDesk extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  /** The list is open, at these; null: closed. */
  @property({ attribute: false }) asked: readonly HelpRequestId[] | null = null;
  @state() private picked: ReadonlySet<HelpRequestId> = new Set();
  @state() private read: ReadonlyMap<HelpRequestId, HelpRequest> = new Map();
  @state() private hasFailed = false;
  @state() private busy = false;
  @query('jy-help-list') private readonly list!: HTMLElementTagNameMap['jy-help-list'] | null;

  #settling: ReturnType<typeof setTimeout> | undefined;
  #incident: World['incident'] = null;
  #cameFrom: HTMLElement | null = null;

  /** The marks and the list lie over the map, which stays to be used. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #open(picked: readonly HelpRequestId[], isAnew: boolean): void {
    if (isAnew) this.#cameFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.picked = new Set(picked);
    void this.#read();
  }

  readonly #close = () => {
    emit(this, 'jy-help-desk-close', null);
    this.#cameFrom?.focus();
  };

  readonly #escape = new EscapeOf('drawer', this.#close);

  override updated(changed: PropertyValues<this>): void {
    this.#escape.tell(this.asked !== null);
    if (changed.has('asked') && this.asked) this.list?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#escape.tell(false);
    clearTimeout(this.#settling);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('asked') && this.asked) this.#open(this.asked, !changed.get('asked'));
    if (this.world.incident?.id !== this.#incident?.id) {
      this.read = new Map();
      this.picked = new Set();
    }
    this.#incident = this.world.incident;
    const before = changed.get('world') as World | undefined;
    if (!this.asked || !before || before.helps === this.world.helps) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#read(), settleMilliseconds);
  }

  override render() {
    if (!this.asked) return nothing;
    const { session, shown } = this;
    return html`<jy-help-list
      role="region"
      aria-label=${say('help/title')}
      tabindex="-1"
      .helps=${this.world.helps}
      .read=${this.read}
      .places=${this.places}
      .picked=${this.picked}
      .now=${shown.at}
      .register=${this.desk.register}
      ?busy=${this.busy}
      ?is-past=${shown.tense !== 'live'}
      ?has-failed=${this.hasFailed}
      ?may-reveal=${session !== null && mayReveal(session)}
      ?may-act=${mayActNow(session, shown, 'call.answerFor')}
      ?may-see-photos=${session !== null && mayDo(session, 'ledger.read')}
      @jy-help-list-close=${this.#close}
      @jy-help-read=${() => void this.#read()}
      @jy-help-move=${(event: HTMLElementEventMap['jy-help-move']) => void this.#move(event.detail)}
    ></jy-help-list>`;
  }

  async #read(): Promise<void> {
    const { incident } = this.world;
    if (!incident) return;
    try {
      const { helpRequests } = await helpApi.ofIncident(incident.id);
      if (this.world.incident?.id !== incident.id) return;
      this.read = new Map(helpRequests.map((request) => [request.id, request]));
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
    }
  }

  async #move({ id, ...move }: HelpMove & { id: HelpRequestId }): Promise<void> {
    this.busy = true;
    await act(this, async () => {
      try {
        const request = await helpApi.move(id, move);
        this.read = new Map([...this.read, [id, request]]);
        toast(say(`help/moved.${request.state}`, { place: helpPlace({ mark: request, read: request }, this.places) }), 'done');
      } catch (error) {
        if (!(error instanceof ApiRefusal) || error.code !== 'help/taken') throw error;
        toast(say('help/taken-already', { who: error.issues[0]?.reason ?? '' }), 'failed');
        await this.#read();
      }
    });
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-help-desk': JyHelpDesk;
  }
  interface HTMLElementEventMap {
    'jy-help-desk-close': CustomEvent<null>;
  }
}
