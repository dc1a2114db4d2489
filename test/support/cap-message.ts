import { readFileSync } from 'node:fs';

const folder = new URL('./cap/', import.meta.url);

export const capSamples = [
  'doksuri-1-blue.xml',
  'doksuri-2-yellow-update.xml',
  'doksuri-3-cancel.xml',
  'muifa-exercise-red.xml',
  'rainstorm-orange-polygon.xml',
  'unknown-township-code.xml',
] as const;

export function capSample(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

interface Told {
  alert?: Record<string, string | null>;
  info?: Record<string, string | null>;
  area?: Record<string, string | null>;
  /** Replaces everything inside `alert` after its own elements. */
  infos?: string;
}

const alertElements = {
  identifier: '32060041600000_20260726120000',
  sender: 'nantong@example.invalid',
  sent: '2026-07-26T12:00:00+08:00',
  status: 'Actual',
  msgType: 'Alert',
  scope: 'Public',
};
const infoElements = {
  language: 'zh-CN',
  category: 'Met',
  event: '台风',
  urgency: 'Expected',
  severity: 'Moderate',
  certainty: 'Likely',
  headline: '台风黄色预警信号',
  description: '说明',
};
const areaElements = { areaDesc: '南通市' };

/** A correct message in which the test changes, adds (raw XML) or, with null, leaves out elements. */
export function capMessage({ alert = {}, info = {}, area = {}, infos }: Told = {}): string {
  const inner = `<info>${elements({ ...infoElements, ...info })}<area>${elements({ ...areaElements, ...area })}</area></info>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${elements({ ...alertElements, ...alert })}${infos ?? inner}</alert>`;
}

export function geocode(code: string): string {
  return `<geocode><valueName>CPEAS Geographic Code</valueName><value>${code}</value></geocode>`;
}

/** `+name` adds raw XML; any other name is an element with that content. */
function elements(told: Record<string, string | null>): string {
  return Object.entries(told)
    .map(([name, value]) => (value === null ? '' : name.startsWith('+') ? value : `<${name}>${value}</${name}>`))
    .join('');
}
