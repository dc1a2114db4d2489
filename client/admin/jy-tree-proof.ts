import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeadEnd, DeadEndKind, TreeProof } from '#contract/tree-proof.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { countText, momentText, nameOf } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { isGrave, isUntested, kindCounts, ofKind, totalOf, verdictOf } from './dead-ends.view.ts';
import { treeProofStyles } from './tree-proof-styles.ts';

/** What stands in a row without a button to show more: a list of thousands is a count, not reading. */
const shownAtOnce = 200;

/** The proof that the tree of posts has no dead end, what it found, and the check of the links that rings nobody. */
@customElement('jy-tree-proof')
export class JyTreeProof extends SignalWatcher(LitElement) {
  @property({ type: Boolean, attribute: 'may-check' }) mayCheck = false;
  @state() private proof: TreeProof | null = null;
  @state() private kind: DeadEndKind | null = null;
  @state() private isBusy = false;

  static override styles = [surface, adminStyles, treeProofStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#prove(false);
  }

  override render() {
    const { proof } = this;
    return html`
      <section class="card head" aria-busy=${this.isBusy}>
        <div>
          <div class="row">
            ${proof ? html`<b class="total ${verdictOf(proof)}">${countText(totalOf(proof))}</b>` : nothing}
            <p class="note">${this.isBusy ? say('tree/busy') : proof ? this.#provenance(proof) : nothing}</p>
          </div>
        </div>
        <button class="action main" ?disabled=${this.isBusy} @click=${() => this.#prove(true)}>
          ${icon('refresh', 16)}${say('tree/again')}
        </button>
        ${proof ? this.#check(proof) : nothing}
      </section>
      ${proof && isUntested(proof) ? this.#untested(proof) : nothing} ${proof ? this.#found(proof) : nothing}
    `;
  }

  #provenance({ checkedAt, tookMilliseconds, posts, households, numbers }: TreeProof) {
    const seconds = (tookMilliseconds / 1000).toFixed(1);
    return html`${say('tree/dead-ends')} · ${say('tree/checked', { at: momentText(new Date(checkedAt), new Date()), seconds })} ·
      ${say('tree/size', { posts: countText(posts), households: countText(households) })}<br />
      ${say('tree/numbers', {
        kept: countText(numbers.kept),
        undialable: countText(numbers.undialable),
        failed: countText(numbers.failed),
        voiceOnly: countText(numbers.voiceOnly),
      })}`;
  }

  /** Records without a fault ring nobody: says what nobody has tried, and what would try it. */
  #untested(proof: TreeProof) {
    const { lastCheck } = proof;
    const known = lastCheck && lastCheck.asked > 0 ? lastCheck : null;
    const what = known
      ? say('tree/untested.never', { never: countText(known.neverReached), asked: countText(known.asked) })
      : say('tree/untested.unchecked');
    return html`<p class="card untested" role="status">
      ${icon('warning', 20)}<span><b>${say('tree/untested')}</b> ${what} ${say('tree/untested.how')}</span>
    </p>`;
  }

  #check({ lastCheck }: TreeProof) {
    const result = lastCheck
      ? say('tree/check.result', {
          at: momentText(new Date(lastCheck.at), new Date()),
          asked: countText(lastCheck.asked),
          shown: countText(lastCheck.shown),
          lately: countText(lastCheck.reachedLately),
          never: countText(lastCheck.neverReached),
        })
      : say('tree/check.none');
    return html`<div class="check">
      <p class="note"><b>${say('tree/check')}</b> ${result}</p>
      ${
        this.mayCheck
          ? html`<button class="action" ?disabled=${this.isBusy} @click=${this.#ask}>
              ${icon('bellOff', 16)}${say('tree/check.run')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #found(proof: TreeProof) {
    const total = totalOf(proof);
    if (verdictOf(proof) === 'untested') return html`<p class="card">${say('tree/none.untested')}</p>`;
    if (total === 0) {
      const size = { posts: countText(proof.posts), households: countText(proof.households) };
      return html`<p class="card whole">${icon('check', 20)}${say('tree/none', size)}</p>`;
    }
    const shown = ofKind(proof.deadEnds, this.kind);
    const ofThese = this.kind ? (proof.counts[this.kind] ?? 0) : total;
    return html`
      <div class="kinds" role="group" aria-label=${say('tree/kinds')}>
        ${this.#filter(null, total)} ${kindCounts(proof).map(({ kind, count }) => this.#filter(kind, count))}
      </div>
      <section class="card list">
        ${shown.length === 0 ? html`<p class="empty">${say('tree/none-of-kind')}</p>` : nothing}
        <ul>
          ${shown.slice(0, shownAtOnce).map((end) => this.#line(end))}
        </ul>
        ${
          ofThese > shownAtOnce
            ? html`<p class="note">
                ${say('tree/left', { shown: countText(Math.min(shownAtOnce, shown.length)), total: countText(ofThese) })}
              </p>`
            : nothing
        }
      </section>
    `;
  }

  #filter(kind: DeadEndKind | null, count: number) {
    return html`<button class="action" aria-pressed=${this.kind === kind} @click=${() => (this.kind = kind)}>
      ${kind ? say(`dead-end/${kind}`) : say('tree/all')} <span class="number">${countText(count)}</span>
    </button>`;
  }

  #line(end: DeadEnd) {
    const what = [
      end.postKind && sayOr(`post/${end.postKind}`, end.postKind),
      end.maskedName,
      end.householdId && say('tree/household', { id: end.householdId }),
      end.contactOrdinal && say('tree/number', { ordinal: end.contactOrdinal }),
      this.#extent(end),
    ].filter(Boolean);
    return html`<li>
      <span class="badge ${isGrave(end.kind) ? 'bad' : ''}">${say(`dead-end/${end.kind}`)}</span>
      <span class="where">${nameOf({ nameZh: end.areaNameZh, nameEn: end.areaNameEn })}</span>
      <span class="what">${what.join(' · ')}</span>
      <span class="go">
        <button class="action" @click=${() => emit(this, 'jy-admin-go', { tab: 'duty', area: end.areaCode })}>${say('tree/edit')}</button>
        <a class="action" href=${`/?fly=${end.tallyCode}&show=brokenLinks`}>${icon('pin', 14)}${say('tree/on-map')}</a>
      </span>
    </li>`;
  }

  #extent({ kind, reason, affected }: DeadEnd): string {
    const count = countText(affected);
    if (reason) return say(`tree/reason.${reason}`, { count });
    if (kind === 'tooManyPosts') return say('tree/affected.posts', { count });
    return kind === 'sharedNumber' ? say('tree/affected.people', { count }) : '';
  }

  async #prove(fresh: boolean): Promise<void> {
    this.isBusy = true;
    const proof = await act(this, () => adminApi.treeProof(fresh));
    this.isBusy = false;
    if (!proof) return;
    this.proof = proof;
    if (this.kind && !proof.counts[this.kind]) this.kind = null;
  }

  readonly #ask = async () => {
    this.isBusy = true;
    const check = await act(this, adminApi.checkComms);
    this.isBusy = false;
    if (check) await this.#prove(true);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-tree-proof': JyTreeProof;
  }
}
