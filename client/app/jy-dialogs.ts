import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NewIncident } from '#contract/incidents.ts';
import { mayReveal, type Session } from '#contract/session.ts';
import type { Warning } from '#contract/warnings.ts';
import type { EndingWanted } from '../state/ending-wanted.ts';
import '../incidents/jy-open-incident.ts';
import '../replies/jy-replies.ts';
import { unreadReplies } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { toast } from '../ui/toast.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { api } from '../api/api.ts';
import type { Desk } from './desk.ts';
import './jy-ending.ts';
import './jy-help.ts';
import './jy-planning.ts';

export type DialogName = 'help' | 'incident' | 'replies';

/** The dialogs of the desk, and the calls that their buttons become. */
@customElement('jy-dialogs')
export class JyDialogs extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @property() opened: DialogName | null = null;
  /** The warning whose plan is looked at. */
  @property({ attribute: false }) planning: Warning | null = null;
  /** What is to be ended by hand. */
  @property({ attribute: false }) ending: EndingWanted | null = null;
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);
  @property({ attribute: false }) session: Session | null = null;
  @state() private busy = false;

  override render() {
    const { desk, opened, busy } = this;
    const close = () => emit(this, 'jy-dialog-close', null);
    return html`
      <jy-help .opened=${opened === 'help'} @jy-help-close=${close}></jy-help>
      <jy-open-incident
        .opened=${opened === 'incident'}
        .typhoons=${desk.typhoonNames.get()}
        ?busy=${busy}
        @jy-open-close=${close}
        @jy-open-incident=${(event: CustomEvent<{ wanted: NewIncident; fromTrack: boolean }>) => this.#open(event.detail)}
      ></jy-open-incident>
      <jy-replies
        .opened=${opened === 'replies'}
        .unread=${unreadReplies(desk.store.world)}
        .places=${desk.places.get()}
        ?may-reveal=${this.session !== null && mayReveal(this.session)}
        @jy-replies-close=${close}
      ></jy-replies>
      <jy-ending .desk=${desk} .wanted=${this.ending} @jy-end-close=${close}></jy-ending>
      <jy-planning .desk=${desk} .warning=${this.planning} .now=${this.now} @jy-plan-close=${close}></jy-planning>
    `;
  }

  #open({ wanted, fromTrack }: { wanted: NewIncident; fromTrack: boolean }): Promise<void> {
    return this.#while(async () => {
      const track = fromTrack && wanted.typhoonId ? await api.typhoon(wanted.typhoonId) : null;
      const startAt = track?.points[0]?.at;
      const incident = await api.openIncident({ ...wanted, ...(startAt && { startAt }) });
      toast(say('incident/opened', { name: givenName(incident.name) }), 'done');
      await this.desk.listIncidents();
      await this.desk.follow(incident);
      return true;
    });
  }

  /** Closes the dialog once it is done, and leaves it open with what was entered when it was refused. */
  async #while(work: () => Promise<boolean>): Promise<void> {
    this.busy = true;
    const isDone = await act(this, work);
    this.busy = false;
    if (isDone) emit(this, 'jy-dialog-close', null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-dialogs': JyDialogs;
  }
  interface HTMLElementEventMap {
    'jy-dialog-close': CustomEvent<null>;
  }
}
