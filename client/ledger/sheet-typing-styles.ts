import { css } from 'lit';

export const sheetTypingStyles = css`
  :host {
    display: grid;
    gap: 10px;
    align-content: start;
    min-width: 0;
  }
  .open,
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  .open label {
    width: 180px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    font-weight: 600;
  }
  .head small {
    font-weight: 400;
    color: var(--jy-dim);
  }
  .drill {
    padding: 0 8px;
    border-radius: 4px;
    background: var(--jy-drill);
    color: var(--jy-drill-text);
  }
  .line {
    display: grid;
    gap: 10px;
  }
  #line {
    max-width: 240px;
    height: 40px;
    font-size: 17px;
  }
  output {
    min-height: 20px;
    font-size: 13px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 4px;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .reply {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-height: 36px;
    padding: 0 12px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
    font-size: 13px;
    color: var(--jy-text);
    cursor: pointer;
  }
  .reply:has(input:checked) {
    border-color: var(--jy-accent);
    background: var(--jy-raised);
  }
  kbd {
    min-width: 18px;
    padding: 0 4px;
    border: 1px solid var(--jy-edge);
    border-radius: 4px;
    font: inherit;
    font-size: 12px;
    text-align: center;
    color: var(--jy-dim);
  }
  .counts label {
    width: 92px;
  }
  .counts .note {
    flex: 1;
    min-width: 160px;
  }
  .lines {
    max-height: 46vh;
    overflow: auto;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
  }
  .lines td {
    text-align: left;
    white-space: normal;
  }
  .lines td:first-child {
    white-space: nowrap;
  }
  .lines tr {
    cursor: pointer;
  }
  .lines .chosen td {
    background: var(--jy-raised);
  }
  .answered {
    color: var(--jy-ok);
  }
`;
