import { z } from 'zod';
import type { Operation } from './operation.ts';
import { userPath } from './path-params.ts';
import { Session } from './session.ts';
import { EnrolSecondFactor, RecoveryCodes, SecondFactor, SecondFactorSecret, ShownCode } from './second-factor.ts';
import { EndedQuery, EndedSessions, NewUser, OpenSession, OwnPassword, UserAccount, UserChange } from './users.ts';
import { EnrolWall, WallCode } from './walls.ts';

const passwordRefusals = ['password/too-short', 'password/too-simple', 'password/published'] as const;
const userRefusals = ['user/roles-apart', 'area/outside', 'area/unknown', ...passwordRefusals] as const;
const codeRefusals = ['second-factor/wrong', 'second-factor/not-enrolled', 'session/locked', 'request/too-many'] as const;

export const userOperations = [
  {
    method: 'get',
    path: '/users',
    summary: 'The users of my area',
    access: 'user.edit',
    secondFactor: true,
    answers: { 200: z.array(UserAccount) },
  },
  {
    method: 'post',
    path: '/users',
    summary: 'Add a user',
    access: 'user.edit',
    secondFactor: true,
    body: NewUser,
    answers: { 201: UserAccount },
    refusals: ['user/taken', ...userRefusals],
  },
  {
    method: 'patch',
    path: '/users/:id',
    params: userPath,
    summary: 'Change a user: disable, roles, area, a new password; whoever is signed in as this user is signed out',
    access: 'user.edit',
    secondFactor: true,
    body: UserChange,
    answers: { 200: UserAccount },
    refusals: ['user/unknown', 'user/own-account', ...userRefusals],
  },
  {
    method: 'post',
    path: '/users/:id/wall-code',
    params: userPath,
    summary: 'A code that enrols one screen as this wall, good for a quarter of an hour and once',
    access: 'user.edit',
    secondFactor: true,
    answers: { 201: WallCode },
    refusals: ['user/unknown', 'wall/not-a-wall'],
  },
  {
    method: 'post',
    path: '/session/wall',
    summary: 'Enrol this screen as a wall by a code: sets the session cookie',
    access: 'public',
    body: EnrolWall,
    answers: { 200: Session },
    refusals: ['wall/wrong-code', 'request/too-many'],
  },
  {
    method: 'get',
    path: '/sessions',
    summary:
      'Who is signed in: I myself and from where; for whoever administers users and has shown what is asked for, everybody of the area',
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
    summary: 'Change my own password, which an administrator may have set: every other session of mine ends',
    access: 'session',
    beforeChoosing: true,
    body: OwnPassword,
    answers: { 200: Session },
    refusals: ['session/wrong-credentials', 'session/locked', 'request/too-many', 'password/unchanged', ...passwordRefusals],
  },
  {
    method: 'get',
    path: '/session/second-factor',
    summary: 'Whether I have a second factor, and have shown it since I signed in',
    access: 'session',
    answers: { 200: SecondFactor },
  },
  {
    method: 'post',
    path: '/session/second-factor',
    summary: 'Enrol an authenticator app (RFC 6238): its secret, told once; a code of it confirms',
    access: 'session',
    body: EnrolSecondFactor,
    answers: { 201: SecondFactorSecret },
    refusals: ['second-factor/required', 'session/wrong-credentials', 'session/locked', 'request/too-many'],
  },
  {
    method: 'put',
    path: '/session/second-factor',
    summary: 'Confirm the app with its first code; answers ten recovery codes, told once',
    access: 'session',
    body: ShownCode,
    answers: { 200: RecoveryCodes },
    refusals: codeRefusals,
  },
  {
    method: 'post',
    path: '/session/second-factor/code',
    summary: 'Show a code of the app, or a recovery code: good until I sign out',
    access: 'session',
    body: ShownCode,
    answers: { 204: null },
    refusals: codeRefusals,
  },
] as const satisfies readonly Operation[];
