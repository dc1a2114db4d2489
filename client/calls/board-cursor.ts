import type { ReactiveControllerHost } from 'lit';
import type { CallId, CallRow } from '#contract/calls.ts';
import type { RowWindow } from '../ui/row-window.ts';
import { intentOf, keyOwner, type AreaDeed, type BoardIntent, type CallDeed } from './board-keys.ts';
import type { BoardLine } from './board-lines.view.ts';
import type { BoardRow } from './call-board.view.ts';
import { whyNot } from './deeds.view.ts';
import { allOrNone, extended, nothingSelected, toggled, type Selection } from './selection.ts';

/** What the cursor sees of its board, and what it asks of it. */
export interface CursorDependencies {
  lines: () => readonly BoardLine[];
  callsOf: (ids: ReadonlySet<CallId>) => CallRow[];
  mayAct: () => boolean;
  isBusy: () => boolean;
  /** The call whose card is open. */
  card: () => CallRow | null;
  toggle: (line: Extract<BoardLine, { kind: 'area' }>) => void;
  /** Null: no card any more. */
  openCard: (call: CallRow | null) => void;
  readAgain: () => void;
  does: (deed: CallDeed, calls: CallRow[]) => void;
  doesForArea: (deed: AreaDeed, row: BoardRow) => void;
  print: (calls: CallRow[]) => void;
}

/** Where somebody is on the board, by mouse or by keys, and which calls are marked. */
export class BoardCursor {
  activeKey: string | null = null;
  selection: Selection = nothingSelected;
  /** The area that is meant as a whole. */
  #areaKey: string | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #window: RowWindow;
  readonly #dependencies: CursorDependencies;

  constructor(host: ReactiveControllerHost, window: RowWindow, dependencies: CursorDependencies) {
    this.#host = host;
    this.#window = window;
    this.#dependencies = dependencies;
  }

  /** Other lines are about to be shown. */
  leave(): void {
    this.activeKey = null;
    this.unmark();
  }

  unmark(): void {
    this.#areaKey = null;
    this.#mark(nothingSelected);
  }

  /** Means the area of a line, and goes there; false when there is no such line. */
  chooseArea(key: string): boolean {
    const index = this.#dependencies.lines().findIndex((line) => line.kind === 'area' && line.key === key);
    if (index < 0) return false;
    this.selection = nothingSelected;
    this.#goTo(index, false);
    this.#areaKey = key;
    return true;
  }

  /** The row of the area that is meant, while its line is there. */
  get area(): BoardRow | null {
    if (this.#areaKey === null) return null;
    const line = this.#dependencies.lines().find(({ key }) => key === this.#areaKey);
    return line?.kind === 'area' ? line.row : null;
  }

  get keyOwner(): ReturnType<typeof keyOwner> {
    return keyOwner({ marked: this.selection.ids.size > 0, card: this.#dependencies.card() !== null, area: this.area !== null });
  }

  clicked(line: BoardLine, event: MouseEvent): void {
    this.activeKey = line.key;
    this.#areaKey = line.kind === 'area' ? line.key : null;
    this.#host.requestUpdate();
    if (line.kind === 'area') return this.#dependencies.toggle(line);
    if (line.kind === 'failed') return this.#dependencies.readAgain();
    if (line.kind !== 'person') return;
    const onBox = event.composedPath().some((node) => node instanceof Element && node.classList.contains('mark'));
    const mayAct = this.#dependencies.mayAct();
    if (mayAct && event.shiftKey) this.#mark(extended(this.selection, line.call.id, this.#order()));
    else if (mayAct && (onBox || event.ctrlKey || event.metaKey)) this.#mark(toggled(this.selection, line.call.id));
    else this.#dependencies.openCard(line.call);
  }

  readonly keyed = (event: KeyboardEvent): void => {
    const intent = intentOf(event, this.#window.page);
    if (!intent || !this.#follow(intent)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether the key did something; what did nothing goes on to the desk. */
  #follow(intent: BoardIntent): boolean {
    const lines = this.#dependencies.lines();
    const at = lines.findIndex(({ key }) => key === this.activeKey);
    const line = lines[at];
    switch (intent.do) {
      case 'move':
        return this.#goTo(Math.max(0, Math.min(lines.length - 1, at + intent.by)), intent.extends);
      case 'edge':
        return this.#goTo(intent.end === 'first' ? 0 : lines.length - 1, false);
      case 'open':
      case 'close':
        return this.#unfold(lines, at, intent.do === 'open');
      case 'enter':
        if (line?.kind === 'area') {
          this.#areaKey = line.key;
          this.#dependencies.toggle(line);
        }
        if (line?.kind === 'person') this.#dependencies.openCard(line.call);
        return line !== undefined;
      case 'mark':
        if (line?.kind === 'person' && this.#dependencies.mayAct()) this.#mark(toggled(this.selection, line.call.id));
        return true;
      case 'all':
        if (this.#dependencies.mayAct()) this.#mark(allOrNone(this.selection, this.#order()));
        return true;
      case 'act':
        return this.#act(intent.what, line);
      case 'print':
        return this.#print();
    }
  }

  #goTo(index: number, extendsMarks: boolean): boolean {
    const line = this.#dependencies.lines()[index];
    if (!line) return false;
    this.activeKey = line.key;
    this.#areaKey = null;
    this.#host.requestUpdate();
    if (extendsMarks && this.#dependencies.mayAct() && line.kind === 'person')
      this.#mark(extended(this.selection, line.call.id, this.#order()));
    this.#window.reveal(index);
    return true;
  }

  /** Right opens a branch or steps into it, left closes it or steps out. */
  #unfold(lines: readonly BoardLine[], at: number, isOpening: boolean): boolean {
    const line = lines[at];
    if (!line) return false;
    if (line.kind === 'area' && line.isOpen !== isOpening) {
      this.#dependencies.toggle(line);
      return true;
    }
    if (isOpening) return this.#goTo(Math.min(at + 1, lines.length - 1), false);
    const above = lines.findLastIndex((each, index) => index < at && each.depth < line.depth);
    return this.#goTo(above, false);
  }

  /** The keys are those of one bar at a time. */
  #act(deed: CallDeed, line: BoardLine | undefined): boolean {
    if (!this.#dependencies.mayAct() || this.#dependencies.isBusy()) return false;
    const { area } = this;
    if (this.keyOwner === 'area' && area) {
      if (area.tally.silent === 0 || (deed !== 'callAgain' && deed !== 'escalateNow')) return false;
      this.#dependencies.doesForArea(deed, area);
      return true;
    }
    const calls = this.#meant(line);
    if (whyNot(deed, calls) !== null) return false;
    this.#dependencies.does(deed, calls);
    return true;
  }

  #print(): boolean {
    if (!this.#dependencies.mayAct() || this.#dependencies.isBusy()) return false;
    const { area } = this;
    if (this.keyOwner === 'marked') this.#dependencies.print(this.#dependencies.callsOf(this.selection.ids));
    else if (this.keyOwner === 'area' && area && area.tally.silent > 0) this.#dependencies.doesForArea('print', area);
    else return false;
    return true;
  }

  #meant(line: BoardLine | undefined): CallRow[] {
    if (this.keyOwner === 'marked') return this.#dependencies.callsOf(this.selection.ids);
    const card = this.#dependencies.card();
    if (card) return [card];
    return line?.kind === 'person' ? [line.call] : [];
  }

  #mark(selection: Selection): void {
    this.selection = selection;
    this.#host.requestUpdate();
  }

  #order(): CallId[] {
    return this.#dependencies.lines().flatMap((line) => (line.kind === 'person' ? [line.call.id] : []));
  }
}
