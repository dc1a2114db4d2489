import { css } from 'lit';

export const peopleStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
  }
  h2 {
    justify-content: start;
    margin: 0;
    color: var(--jy-text);
  }
  h2 span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h2 small {
    margin-left: auto;
  }
  h2 .icon-button {
    margin-left: -8px;
  }
  .note {
    font-size: 12px;
    color: var(--jy-dim);
  }
  vaadin-grid {
    flex: 1;
    min-height: 120px;
    background: none;
    font-size: 13px;
  }
  vaadin-grid b,
  vaadin-grid small,
  .state {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  vaadin-grid b {
    font-weight: 600;
  }
  vaadin-grid small {
    min-height: 17px;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .state.answered {
    color: var(--jy-ok);
  }
  .state.escalated {
    color: var(--jy-orange-text);
  }
  .state.unroused {
    color: var(--jy-red-text);
    font-weight: 600;
  }
  /* Two buttons side by side, flush with the edge of the panel. */
  vaadin-grid::part(last-column-cell) {
    --vaadin-grid-cell-padding: 2px 4px;
  }
  a.icon-button {
    text-decoration: none;
  }
`;
