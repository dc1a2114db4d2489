import { z } from 'zod';
import { Leave, NewLeave, NewShifts, Rota, RotaQuery, Shift } from './duty.ts';
import type { Operation } from './operation.ts';
import { contactPath, leavePath, postPath, shiftPath } from './path-params.ts';
import { EditedContact, EditedPost, Post, PostsQuery } from './posts.ts';
import { CommsCheck } from './tree-proof.ts';

export const dutyOperations = [
  {
    method: 'get',
    path: '/posts',
    summary: 'Posts of an area, with who holds them now, people masked',
    access: 'tree.read',
    query: PostsQuery,
    answers: { 200: z.array(Post) },
  },
  {
    method: 'put',
    path: '/posts/:id',
    params: postPath,
    summary: 'Give a post its person, its deputy and its superior',
    access: 'duty.edit',
    body: EditedPost,
    answers: { 200: Post },
    refusals: ['post/unknown', 'post/cycle', 'post/superior-below', 'post/deputy-is-holder', 'person/unknown'],
  },
  {
    method: 'put',
    path: '/people/:id/contacts/:ordinal',
    params: contactPath,
    summary: 'Set one of the ways to reach a person, blind: the old one is not shown',
    access: 'duty.edit',
    body: EditedContact,
    answers: { 204: null },
    refusals: ['person/unknown', 'contact/malformed'],
  },
  {
    method: 'delete',
    path: '/people/:id/contacts/:ordinal',
    params: contactPath,
    summary: 'Take one of the ways to reach a person away',
    access: 'duty.edit',
    answers: { 204: null },
    refusals: ['person/unknown', 'contact/unknown'],
  },
  {
    method: 'get',
    path: '/duty',
    summary: 'Shifts and leaves of an area between two times',
    access: 'tree.read',
    query: RotaQuery,
    answers: { 200: Rota },
  },
  {
    method: 'post',
    path: '/duty/shifts',
    summary: 'Add turns to the rota of a post: all of them, or none',
    access: 'duty.edit',
    body: NewShifts,
    answers: { 201: z.array(Shift) },
    refusals: ['post/unknown', 'person/unknown', 'shift/overlap'],
  },
  {
    method: 'delete',
    path: '/duty/shifts/:id',
    params: shiftPath,
    summary: 'Take a turn off the rota',
    access: 'duty.edit',
    answers: { 204: null },
    refusals: ['shift/unknown'],
  },
  {
    method: 'post',
    path: '/duty/leaves',
    summary: 'Say that somebody is away; their deputies stand in',
    access: 'duty.edit',
    body: NewLeave,
    answers: { 201: Leave },
    refusals: ['person/unknown'],
  },
  {
    method: 'delete',
    path: '/duty/leaves/:id',
    params: leavePath,
    summary: 'Say that somebody is not away after all',
    access: 'duty.edit',
    answers: { 204: null },
    refusals: ['leave/unknown'],
  },
  {
    method: 'post',
    path: '/comms-checks',
    summary: 'Ask every open page, without a sound, whether it is there, and note who was reached lately',
    access: 'duty.edit',
    answers: { 201: CommsCheck },
  },
] as const satisfies readonly Operation[];
