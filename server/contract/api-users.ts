import { z } from 'zod';
import type { Operation } from './operation.ts';
import { Session } from './session.ts';
import { EndedQuery, EndedSessions, NewUser, OpenSession, OwnPassword, UserAccount, UserChange } from './users.ts';

const passwordRefusals = ['password/too-short', 'password/too-simple', 'password/published'] as const;
const userRefusals = ['user/roles-apart', 'area/outside', 'area/unknown', ...passwordRefusals] as const;

export const userOperations: readonly Operation[] = [
  { method: 'get', path: '/users', summary: 'The users of my area', access: 'user.edit', answers: { 200: z.array(UserAccount) } },
  {
    method: 'post',
    path: '/users',
    summary: 'Add a user',
    access: 'user.edit',
    body: NewUser,
    answers: { 201: UserAccount },
    refusals: ['user/taken', ...userRefusals],
  },
  {
    method: 'patch',
    path: '/users/:id',
    summary: 'Change a user: disable, roles, area, a new password; whoever is signed in as this user is signed out',
    access: 'user.edit',
    body: UserChange,
    answers: { 200: UserAccount },
    refusals: ['user/unknown', 'user/own-account', ...userRefusals],
  },
  {
    method: 'get',
    path: '/sessions',
    summary: 'Who is signed in: I myself and from where; for whoever administers users, everybody of the area',
    access: 'session',
    answers: { 200: z.array(OpenSession) },
  },
  {
    method: 'delete',
    path: '/sessions',
    summary: 'Sign out everywhere: myself, or, for whoever administers users, a user of the area; or one session',
    access: 'session',
    query: EndedQuery,
    answers: { 200: EndedSessions },
    refusals: ['user/unknown', 'session/not-allowed'],
  },
  {
    method: 'put',
    path: '/session/password',
    summary: 'Change my own password: every other session of mine ends',
    access: 'session',
    body: OwnPassword,
    answers: { 200: Session },
    refusals: ['session/wrong-credentials', 'session/locked', 'request/too-many', ...passwordRefusals],
  },
];
