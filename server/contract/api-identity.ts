import { AuditPage, AuditProof, AuditQuery } from './audit.ts';
import { Config } from './config.ts';
import { Health } from './health.ts';
import type { Operation } from './operation.ts';
import { Session, SignIn } from './session.ts';

export const identityOperations = [
  { method: 'get', path: '/health', summary: 'Whether the server is ready', access: 'public', answers: { 200: Health, 503: Health } },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    access: 'public',
    answers: { 200: { contentType: 'application/json', description: 'OpenAPI 3.1' } },
  },
  { method: 'get', path: '/config', summary: 'What a screen needs before anybody signs in', access: 'public', answers: { 200: Config } },
  {
    method: 'post',
    path: '/session',
    summary: 'Sign in: sets the session cookie',
    access: 'public',
    body: SignIn,
    answers: { 200: Session },
    refusals: ['session/wrong-credentials', 'session/locked', 'request/too-many'],
  },
  {
    method: 'get',
    path: '/session',
    summary: 'Who I am, what I may do, and where',
    access: 'session',
    beforeChoosing: true,
    answers: { 200: Session },
  },
  { method: 'delete', path: '/session', summary: 'Sign out', access: 'public', answers: { 204: null } },
  {
    method: 'get',
    path: '/audit',
    summary: 'The audit trail, newest first',
    access: 'audit.read',
    query: AuditQuery,
    answers: { 200: AuditPage },
  },
  {
    method: 'get',
    path: '/audit/verify',
    summary: 'Recompute the hash chain of the audit trail and hold it against what was signed of it outside the database',
    access: 'audit.read',
    answers: { 200: AuditProof },
  },
] as const satisfies readonly Operation[];
