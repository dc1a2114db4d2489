import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { mayDo, type Session } from '#contract/session.ts';
import '../shell/jy-page-head.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { pageStyles } from '../ui/page-styles.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { readView, tabsFor, writeView, type AdminTab, type AdminView } from './admin-tabs.view.ts';
import './jy-channels.ts';
import './jy-data-health.ts';
import './jy-duty.ts';
import './jy-policies.ts';
import './jy-tree-proof.ts';
import './jy-users.ts';
import './jy-watch.ts';

/** Calm days' work: policies, channels, the proof of the tree, and who is on duty. The address says which of them is open. */
@customElement('jy-admin')
export class JyAdmin extends SignalWatcher(LitElement) {
  @property({ attribute: false }) cityName = '';
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private view: AdminView = readView(location.search);

  static override styles = [
    surface,
    pageStyles,
    css`
      main > * {
        max-width: 1640px;
        margin: 0 auto;
      }
      .health {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr));
        gap: 12px;
        margin-bottom: 12px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#back);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#back);
  }

  override render() {
    const tabs = this.session ? tabsFor(this.session) : [];
    const open = tabs.find((tab) => tab === this.view.tab) ?? tabs[0];
    return html`
      <jy-page-head
        .heading=${say('page/admin')}
        .cityName=${this.cityName}
        .tabs=${tabs.map((id) => ({ id, text: say(`admin/tab.${id}`), href: `/admin${writeView({ tab: id, area: null })}` }))}
        .open=${open ?? ''}
        @jy-section=${(event: CustomEvent<AdminTab>) => this.#go({ tab: event.detail, area: null })}
      ></jy-page-head>
      <main @jy-admin-go=${(event: CustomEvent<AdminView>) => this.#go(event.detail)}>
        ${open ? this.#tab(open) : say('session/not-allowed')}
      </main>
    `;
  }

  #tab(tab: AdminTab) {
    const may = (right: 'policy.edit' | 'duty.edit' | 'system.watch') => this.session !== null && mayDo(this.session, right);
    if (tab === 'policies') return html`<jy-policies ?may-edit=${may('policy.edit')}></jy-policies>`;
    if (tab === 'channels')
      return html`<div class="health">
          <jy-watch></jy-watch>
          ${may('system.watch') ? html`<jy-data-health></jy-data-health>` : nothing}
        </div>
        <jy-channels ?may-edit=${may('policy.edit')}></jy-channels>`;
    if (tab === 'users') return html`<jy-users .session=${this.session}></jy-users>`;
    if (tab === 'tree') return html`<jy-tree-proof ?may-check=${may('duty.edit')}></jy-tree-proof>`;
    return html`<jy-duty .area=${this.view.area} .home=${this.session?.areaCode ?? null} ?may-edit=${may('duty.edit')}></jy-duty>`;
  }

  #go(view: AdminView): void {
    history.pushState(null, '', `/admin${writeView(view)}`);
    this.view = view;
  }

  readonly #back = () => (this.view = readView(location.search));
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-admin': JyAdmin;
  }
  interface HTMLElementEventMap {
    /** Another section is wanted, of an area. */
    'jy-admin-go': CustomEvent<AdminView>;
  }
}
