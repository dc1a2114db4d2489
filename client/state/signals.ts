/** The one door to the signals library: whoever changes it changes this file. */
export { computed, signal, SignalWatcher } from '@lit-labs/signals';
