import { css } from 'lit';
import { inputs } from '../ui/inputs.ts';

/** Cards, forms and tables of the administration. */
export const adminStyles = css`
  ${inputs}
  :host {
    min-width: 0;
  }
  .card {
    padding: 16px;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: var(--jy-panel);
    min-width: 0;
  }
  h3 {
    margin: 0 0 8px;
    font-size: 13px;
    font-weight: 600;
    color: var(--jy-soft);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: center;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(160px, 1fr));
    gap: 12px;
    align-items: end;
  }
  label {
    font-size: 13px;
    color: var(--jy-soft);
  }
  label.stacked {
    display: grid;
    gap: 4px;
  }
  label.inline {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    color: var(--jy-text);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
  }
  .badge {
    display: inline-block;
    padding: 0 6px;
    border: 1px solid var(--jy-edge);
    border-radius: 4px;
    font-size: 12px;
    line-height: 20px;
    color: var(--jy-dim);
    white-space: nowrap;
  }
  .badge.edited {
    border-color: var(--jy-accent);
    color: var(--jy-accent);
  }
  .badge.bad {
    border-color: var(--jy-level-red);
    color: var(--jy-red-text);
  }
  .badge.untested {
    border-color: var(--jy-level-orange);
    color: var(--jy-orange-text);
  }
  .badge.good {
    border-color: var(--jy-ok);
    color: var(--jy-ok);
  }
  .note {
    font-size: 12px;
    color: var(--jy-dim);
    line-height: 1.6;
  }
  .problem {
    padding: 8px 12px;
    border: 1px solid var(--jy-level-red);
    border-radius: 6px;
    color: var(--jy-red-text);
    font-size: 13px;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 13px;
  }
  th {
    text-align: left;
    font-weight: 600;
    color: var(--jy-dim);
    white-space: nowrap;
  }
  th,
  td {
    padding: 6px 8px;
    border-bottom: 1px solid var(--jy-line);
    vertical-align: middle;
  }
`;
