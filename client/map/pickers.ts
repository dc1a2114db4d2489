import { doorPickers, namePicker, silencePicker, silenceShadePicker } from '../calls/call-pickers.ts';
import { brokenLinkPicker, registerPickers, rollUpPicker } from '../layers/register-pickers.ts';
import { fixPicker, warningLinePicker, windPicker } from '../typhoons/typhoon-pickers.ts';
import { warnedGroundPicker, warningPickers } from '../warnings/warning-pickers.ts';
import type { Picker } from '../cartography/pick.ts';

/**
 * Who answers for a click, asked from the top: people in danger before things, counts before single records, and what covers the
 * ground last. Whoever draws a new layer adds its picker here, or says below why a click goes through it.
 */
export const pickers: readonly Picker[] = [
  silencePicker,
  ...doorPickers,
  brokenLinkPicker,
  rollUpPicker,
  namePicker,
  ...warningPickers,
  fixPicker,
  ...registerPickers,
  windPicker,
  warningLinePicker,
  warnedGroundPicker,
  silenceShadePicker,
];

/** Style layers that a click goes through, and why. */
export const clickedThrough: Readonly<Record<string, string>> = {
  sea: 'the ground: a click tells the place',
  'land-pacific': 'the ground',
  'land-frame': 'the ground',
  'land-nantong': 'the ground',
  'city-fill': 'the ground',
  'water-nantong': 'the ground',
  'tianditu-vec': 'the ground',
  'tianditu-cva': 'the ground',
  'tianditu-img': 'the ground',
  'tianditu-cia': 'the ground',
  'township-lines': 'borders of the ground: a click tells the place beside them',
  'county-lines': 'borders of the ground',
  'wind-fill': 'so faint that it is the ground; its rim and its name answer',
  'track-past': 'joins the fixes, which answer',
  'track-future': 'joins the fixes, which answer',
  'drafted-hatch': 'of a warning that is being written: clicks choose its areas then',
  'drafted-line': 'of a warning that is being written',
  'drafted-counts': 'of a warning that is being written',
  'picked-ring': 'rings what is open already',
};
