import { Call, SaidReceipt } from './calls.ts';
import { FieldCall, FieldCallQuery, FieldPage, LinkRevocation, OfficerLink, ReceiptPhoto, RevokedLinks } from './field.ts';
import type { Operation } from './operation.ts';
import { callPath, personPath, photoPath, receiptPath } from './path-params.ts';
import type { RefusalCode } from './refusals.ts';

/** What a link may be refused with. */
const link: readonly RefusalCode[] = ['token/invalid', 'token/expired', 'token/revoked'];
/** What comes by a link, or from the desk by who may answer for others. */
const linkOrDesk: readonly RefusalCode[] = [...link, 'session/required', 'session/not-allowed'];

const jpeg = { contentType: 'image/jpeg', description: 'At most 1600 pixels on the longer side, without metadata' };

/** What responders' pages ask and say, and the links by which they do. */
export const fieldOperations = [
  {
    method: 'post',
    path: '/calls/:id/receipts',
    params: callPath,
    summary: 'Answer a call, by its link or from the desk; the same receiptId again counts once',
    access: 'link',
    body: SaidReceipt,
    answers: { 200: Call },
    refusals: [...linkOrDesk, 'call/unknown', 'call/not-yours', 'receipt/conflict', 'receipt/too-many'],
  },
  {
    method: 'put',
    path: '/receipts/:id/photo',
    params: receiptPath,
    summary: 'Add a photo to a receipt, by the link that it came by or from the desk; the same photo again counts once',
    access: 'link',
    body: { contentType: 'image/*', description: 'JPEG, PNG, WebP or AVIF, at most 10 MB and 50 million pixels' },
    answers: { 200: ReceiptPhoto },
    refusals: [
      ...linkOrDesk,
      'receipt/unknown',
      'call/not-yours',
      'receipt/conflict',
      'photo/not-an-image',
      'photo/too-many-pixels',
      'photo/too-many',
      'request/too-many',
    ],
  },
  {
    method: 'get',
    path: '/receipts/:id/photo',
    params: photoPath,
    summary: 'The photo that came with a receipt of my area',
    access: 'ledger.read',
    answers: { 200: jpeg },
    refusals: ['photo/unknown'],
  },
  {
    method: 'get',
    path: '/field',
    summary: 'Everything that concerns the holder of a link: own calls, calls of others to answer, households',
    access: 'link',
    answers: { 200: FieldPage },
    refusals: [...link, 'person/unknown'],
  },
  {
    method: 'get',
    path: '/field/call',
    summary: 'The message of the call behind a link; by the link of a person, of any call that this person may answer',
    access: 'link',
    query: FieldCallQuery,
    answers: { 200: FieldCall },
    refusals: [...link, 'call/unknown', 'call/not-yours'],
  },
  {
    method: 'post',
    path: '/people/:id/link',
    params: personPath,
    summary:
      'An own link of the officer to everything that concerns a person, by which answers are given by hand; noted in the audit trail',
    access: 'call.answerFor',
    answers: { 201: OfficerLink },
    refusals: ['person/unknown'],
  },
  {
    method: 'post',
    path: '/links/revoke',
    summary: 'Withdraw the links of a call, of a person, or of a person for a call; pages opened by them are cut off',
    access: 'call.answerFor',
    body: LinkRevocation,
    answers: { 200: RevokedLinks },
    refusals: ['call/unknown', 'person/unknown'],
  },
] as const satisfies readonly Operation[];
