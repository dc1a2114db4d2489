import { css } from 'lit';
import { inputs } from '../ui/inputs.ts';

/** Tables of sums, and the parts that the tabs of the ledger share. */
export const ledgerStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 13px;
  }
  th,
  td {
    padding: 5px 8px;
    border-bottom: 1px solid var(--jy-line);
    text-align: right;
    white-space: nowrap;
  }
  th {
    color: var(--jy-dim);
    font-weight: 400;
  }
  th:first-child,
  td:first-child {
    text-align: left;
  }
  .card {
    min-width: 0;
    padding: 12px 14px;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: var(--jy-panel);
  }
  .bad {
    color: var(--jy-red-text);
  }
  .form {
    display: grid;
    gap: 10px;
  }
  .why {
    margin-bottom: 8px;
    font-size: 13px;
    color: var(--jy-dim);
    line-height: 1.6;
  }
`;

/** A field under its name. */
export const fieldStyles = css`
  ${inputs}
  label {
    display: grid;
    gap: 2px;
    min-width: 0;
    font-size: 12px;
    color: var(--jy-dim);
  }
`;
