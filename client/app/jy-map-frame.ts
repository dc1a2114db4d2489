import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Config } from '#contract/config.ts';
import { mayReveal, type Session } from '#contract/session.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { JyMap } from '../map/jy-map.ts';
import '../search/jy-search.ts';
import type { Suggestion } from '../search/search.view.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { surface } from '../ui/surface.ts';
import { locale, say } from '../words/words.ts';
import { api } from '../api/api.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskHost, DialogSubjects } from '../desk/feature.ts';
import type { SceneParts } from '../cartography/scene.ts';
import { layersFeature } from '../layers/layers.feature.ts';
import { warningsFeature } from '../warnings/warnings.feature.ts';
import { features } from './features.ts';
import './jy-replay-badge.ts';
import { theme } from '../shell/preferences.ts';

/** The map with the search box on it, loaded after the panels: they are of use without it. */
@customElement('jy-map-frame')
export class JyMapFrame extends SignalWatcher(LitElement) {
  @property({ attribute: false }) host!: DeskHost;
  /** What is open: what lies over the map is drawn anew with it. */
  @property({ attribute: false }) subjects: Partial<DialogSubjects> = {};
  @property({ attribute: false }) config: Config | null = null;
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
  @state() private isLoaded = false;
  @query('jy-map') private readonly map?: JyMap;
  @query('jy-search') private readonly searchBox?: HTMLElementTagNameMap['jy-search'];

  static override styles = [
    surface,
    css`
      :host,
      jy-map {
        position: absolute;
        inset: 0;
      }
      jy-replay-badge {
        position: absolute;
        z-index: 2;
        top: 68px;
        left: 50%;
        transform: translateX(-50%);
      }
      /* Below the search box, above the foot of the map. */
      jy-help-list {
        position: absolute;
        z-index: 5;
        top: 64px;
        bottom: 112px;
        left: 16px;
        width: min(360px, calc(100% - 32px));
      }
      @media (max-width: 900px) {
        jy-help-list {
          top: 8px;
          bottom: 8px;
          left: 8px;
          width: calc(100% - 16px);
        }
      }
      .opening {
        display: grid;
        place-items: center;
        height: 100%;
        color: var(--jy-dim);
      }
    `,
  ];

  #scene: SceneParts = {};
  #areas: { of: Places; list: JyMap['areas'] } = { of: nowhere, list: [] };

  /** Flies to an area or a position. */
  flyTo(target: string | LngLat): void {
    this.map?.flyTo(target);
  }

  /** Puts the cursor into the search box. */
  search(): void {
    this.searchBox?.focus();
  }

  override firstUpdated(): void {
    void import('../map/jy-map.ts').then(() => (this.isLoaded = true));
  }

  override render() {
    const over = features.map((feature) => feature.overMap?.(this.host) ?? nothing);
    if (!this.isLoaded)
      return html`<p class="opening">${say('app/map-loading')}</p>
        ${over}`;
    const { desk } = this.host;
    const layers = desk.part(layersFeature).shown;
    return html`
      <jy-map
        .brought=${brought}
        .world=${this.world}
        .at=${this.shown.at}
        .theme=${theme.get()}
        .locale=${locale.get()}
        .visible=${layers.visible}
        .opacity=${layers.opacity}
        .areas=${this.#areaList()}
        .register=${desk.register}
        .parts=${this.#parts(features.map((feature) => feature.scene?.(desk) ?? {}))}
        ?choosing=${isChoosing(desk)}
        .reviewNumber=${this.config?.reviewNumber ?? null}
        .tiandituKey=${this.config?.tiandituKey ?? null}
        ?may-reveal=${this.session !== null && mayReveal(this.session)}
      >
        <jy-search
          slot="search"
          .search=${api.search}
          @jy-found=${(event: CustomEvent<Suggestion>) => this.#show(event.detail)}
        ></jy-search>
      </jy-map>
      ${this.shown.tense === 'live' ? nothing : html`<jy-replay-badge></jy-replay-badge>`} ${over}
    `;
  }

  #show({ target, card }: Suggestion): void {
    this.flyTo(target);
    this.map?.open(card);
  }

  /** The same object while no feature has another part of the scene. */
  #parts(brought: readonly SceneParts[]): SceneParts {
    const parts = Object.assign({}, ...brought) as SceneParts;
    if (!isSame(parts, this.#scene)) this.#scene = parts;
    return this.#scene;
  }

  /** The same list for the same places, so that the map sees no change where there is none. */
  #areaList(): JyMap['areas'] {
    if (this.#areas.of !== this.places) this.#areas = { of: this.places, list: [...this.places.values()] };
    return this.#areas.list;
  }
}

const brought = features.flatMap(({ map }) => (map ? [map] : []));

/** While a warning is being written every click on the map chooses an area, unless a message has brought its own. */
function isChoosing(desk: Desk): boolean {
  const sketch = desk.part(warningsFeature).sketch.get();
  return sketch !== null && !sketch.isFixed;
}

function isSame(one: object, other: object): boolean {
  const entries = Object.entries(one);
  return entries.length === Object.keys(other).length && entries.every(([name, value]) => Object.is(value, other[name as never]));
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-map-frame': JyMapFrame;
  }
}
