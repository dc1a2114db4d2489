import { css } from 'lit';

export const policyEditorStyles = css`
  header h2 {
    margin: 0;
    font-size: 17px;
    color: var(--jy-text);
  }
  .halves {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(240px, 300px);
    gap: 24px;
    margin-top: 12px;
  }
  fieldset {
    display: grid;
    gap: 20px;
  }
  aside {
    align-self: start;
    position: sticky;
    top: 0;
    padding: 12px;
    border-radius: 8px;
    background: var(--jy-raised);
  }
  .kinds {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 0 12px;
    border-radius: 6px;
  }
  .kinds.wrong,
  .order.wrong,
  .steps.wrong {
    outline: 1px solid var(--jy-level-red);
    outline-offset: 4px;
  }
  .order,
  .steps {
    display: grid;
    gap: 4px;
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
    border-radius: 6px;
  }
  .order li,
  .steps li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    min-height: 36px;
    padding: 0 4px 0 10px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
  }
  .order label {
    flex: 1;
  }
  .steps b {
    min-width: 64px;
    font-weight: 600;
    font-size: 13px;
    color: var(--jy-soft);
  }
  .steps li > :last-child {
    margin-left: auto;
  }
  .up svg {
    transform: rotate(180deg);
  }
  .row select {
    width: auto;
  }
  .row label {
    white-space: nowrap;
  }
  .reminder {
    margin-top: 12px;
  }
  .reminder input {
    max-width: 160px;
  }
  .messages {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: 12px;
  }
  .places {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-top: 4px;
  }
  .places button {
    padding: 2px 6px;
    border: 1px solid var(--jy-line);
    border-radius: 4px;
    font:
      12px/1.5 ui-monospace,
      monospace;
    color: var(--jy-soft);
  }
  .places button:hover {
    border-color: var(--jy-accent);
  }
  footer {
    position: sticky;
    bottom: -16px;
    z-index: 1;
    margin: 16px -16px -16px;
    padding: 12px 16px;
    border-top: 1px solid var(--jy-line);
    border-radius: 0 0 8px 8px;
    background: var(--jy-panel);
  }
  @media (max-width: 1240px) {
    .halves {
      grid-template-columns: minmax(0, 1fr);
    }
    aside {
      position: static;
    }
  }
`;
