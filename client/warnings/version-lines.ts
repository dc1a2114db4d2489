import { html, nothing, type TemplateResult } from 'lit';
import type { AreaCode } from '#contract/areas.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import { agedText } from '../words/format.ts';
import { say } from '../words/words.ts';
import type { Piece } from './word-diff.view.ts';
import { changesBetween, isChanged, versionBefore, type Changes } from './versions.view.ts';

export interface VersionSurroundings {
  /** The version that the drawer shows. */
  shown: WarningId;
  warnings: World['warnings'];
  at: Date;
  nameOf: (code: AreaCode) => string;
}

/** One version after the other, the newest first, each with what it says otherwise than the one before. */
export function versionLines(versions: readonly Warning[], around: VersionSurroundings): TemplateResult {
  return html`<ol class="versions">
    ${versions.map((version) => {
      const before = versionBefore(around.warnings, version);
      return html`<li aria-current=${version.id === around.shown ? 'true' : 'false'}>
        <b>${version.msgType === 'Cancel' ? say('warning/cancel') : say('warnings/version', { version: version.version })}</b>
        <small>${agedText(new Date(version.sent), around.at)} · ${say(`warning/state.${version.state}`)}</small>
        ${before && version.msgType !== 'Cancel' ? changeLines(changesBetween(before, version), around) : nothing}
      </li>`;
    })}
  </ol>`;
}

function changeLines(changes: Changes, { nameOf, at }: VersionSurroundings): TemplateResult {
  if (!isChanged(changes)) return html`<p class="quiet">${say('warning/unchanged')}</p>`;
  const { level, areasAdded, areasRemoved, narrowed, expires, texts } = changes;
  const names = (codes: readonly AreaCode[]) => codes.map(nameOf).join(say('warnings/areas.joint'));
  const time = (of: string | null) => (of === null ? say('warning/no-time') : agedText(new Date(of), at));
  return html`
    ${level ? html`<p>${say('warning/change.level', { from: say(`level/${level.from}`), to: say(`level/${level.to}`) })}</p>` : nothing}
    ${areasAdded.length > 0 ? html`<p><ins>${say('warning/change.added', { names: names(areasAdded) })}</ins></p>` : nothing}
    ${areasRemoved.length > 0 ? html`<p><del>${say('warning/change.removed', { names: names(areasRemoved) })}</del></p>` : nothing}
    ${narrowed.map(({ from, to }) => html`<p><del>${nameOf(from)}</del> ${say('warning/change.narrowed', { names: names(to) })}</p>`)}
    ${expires ? html`<p>${say('warning/change.expires', { from: time(expires.from), to: time(expires.to) })}</p>` : nothing}
    ${texts.map(({ of, pieces }) => html`<p lang="zh-CN"><small>${say(`warning/${of}`)}</small>${pieces.map(piece)}</p>`)}
  `;
}

function piece({ kind, text }: Piece): TemplateResult | string {
  if (kind === 'same') return text;
  return kind === 'added' ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
}
