import type { Calibration, Prediction, PredictionBasis } from '#contract/plans.ts';
import { countText, spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { toldAt, type Range } from './prediction.view.ts';

/** `61–78`, or one number where both ends are the same. */
export function rangeText({ least, most }: Range): string {
  return least === most ? countText(least) : `${countText(least)}–${countText(most)}`;
}

/** What a prediction rests on; nothing for one of an earlier release, which does not say. */
export function basisText({ basis }: Pick<Prediction, 'basis'>): string {
  if (!basis) return '';
  return `${say(`basis/${basis.from}`, countsOf(basis))}${basis.isPartial ? say('basis/partial') : ''}`;
}

function countsOf({ calls, callOuts }: PredictionBasis): { calls: string; callOuts: string } {
  return { calls: countText(calls), callOuts: countText(callOuts) };
}

/** `15 分钟内约 61–78 人应答（默认值，尚无本单位记录）` */
export function predictionText(prediction: Prediction, people: number): string {
  const { milliseconds, range } = toldAt(prediction, people);
  const basis = basisText(prediction);
  const told = say('prediction/told', { span: spanText(milliseconds), people: rangeText(range) });
  return basis === '' ? told : say('prediction/told.basis', { told, basis });
}

/** How often the bands of earlier call-outs have held. */
export function calibrationText({ callOuts, times, within }: Calibration): string {
  if (times === 0) return say('prediction/unscored');
  return say('prediction/held', { callOuts: countText(callOuts), times: countText(times), within: countText(within) });
}
