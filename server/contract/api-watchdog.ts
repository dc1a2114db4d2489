import { z } from 'zod';
import { Incident } from './incidents.ts';
import type { Operation } from './operation.ts';
import { Probe, Watch, WatchReport } from './watchdog.ts';

export const watchdogOperations = [
  {
    method: 'post',
    path: '/watchdog/probes',
    summary: 'Make a test call to the test device, by the key of the watchdog',
    access: 'key',
    answers: { 201: Probe },
    refusals: ['watchdog/wrong-key'],
  },
  {
    method: 'post',
    path: '/watchdog/reports',
    summary: 'Say whether the test call came back, by the key of the watchdog',
    access: 'key',
    body: WatchReport,
    answers: { 200: Watch },
    refusals: ['watchdog/wrong-key'],
  },
  { method: 'get', path: '/watchdog', summary: 'Whether calls go through', access: 'session', answers: { 200: Watch } },
  {
    method: 'get',
    path: '/watchdog/incidents',
    summary: 'The incidents in which the watchdog makes its test calls, newest first',
    access: 'system.watch',
    answers: { 200: z.array(Incident) },
  },
] as const satisfies readonly Operation[];
