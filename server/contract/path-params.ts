import { z } from 'zod';
import { CallId, CallOutId } from './calls.ts';
import { callingChannels } from './channels.ts';
import { HelpRequestId } from './help.ts';
import { IncidentId } from './incidents.ts';
import type { PathParam } from './operation.ts';
import { PersonId } from './people.ts';
import { ContactOrdinal, RowId } from './posts.ts';
import { RecordId } from './records.ts';
import { ReplyId } from './replies.ts';
import { SheetId } from './sheets.ts';
import { TyphoonId } from './typhoons.ts';
import { UserId } from './users.ts';
import { WarningId } from './warnings.ts';

type PathParams = Readonly<Record<string, PathParam>>;

/** What stands in the paths of operations, and what is refused when it cannot be that: an id that is none names nothing. */
export const incidentPath = { id: [IncidentId, 'incident/unknown'] } as const satisfies PathParams;
export const warningPath = { id: [WarningId, 'warning/unknown'] } as const satisfies PathParams;
export const callOutPath = { id: [CallOutId, 'call-out/unknown'] } as const satisfies PathParams;
export const callPath = { id: [CallId, 'call/unknown'] } as const satisfies PathParams;
export const receiptPath = { id: [z.uuid(), 'receipt/unknown'] } as const satisfies PathParams;
export const photoPath = { id: [z.uuid(), 'photo/unknown'] } as const satisfies PathParams;
export const helpPath = { id: [HelpRequestId, 'help/unknown'] } as const satisfies PathParams;
export const replyPath = { id: [ReplyId, 'reply/unknown'] } as const satisfies PathParams;
export const sheetPath = { id: [SheetId, 'sheet/unknown'] } as const satisfies PathParams;
export const channelPath = { id: [z.enum(callingChannels), 'channel/unknown'] } as const satisfies PathParams;
export const policyPath = { id: [z.string(), 'policy/unknown'] } as const satisfies PathParams;
export const personPath = { id: [PersonId, 'person/unknown'] } as const satisfies PathParams;
export const contactPath = { id: [RowId, 'person/unknown'], ordinal: [ContactOrdinal, 'contact/unknown'] } as const satisfies PathParams;
export const postPath = { id: [RowId, 'post/unknown'] } as const satisfies PathParams;
export const shiftPath = { id: [RowId, 'shift/unknown'] } as const satisfies PathParams;
export const leavePath = { id: [RowId, 'leave/unknown'] } as const satisfies PathParams;
export const userPath = { id: [UserId, 'user/unknown'] } as const satisfies PathParams;
export const layerPath = { id: [z.string(), 'layer/unknown'] } as const satisfies PathParams;
export const recordPath = { id: [z.string(), 'layer/unknown'], recordId: [RecordId, 'record/unknown'] } as const satisfies PathParams;
export const hazardPath = { id: [IncidentId, 'incident/unknown'], hazardId: [RecordId, 'hazard/unknown'] } as const satisfies PathParams;
export const typhoonPath = { id: [TyphoonId, 'typhoon/unknown'] } as const satisfies PathParams;
