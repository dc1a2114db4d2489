import type { AreaCode } from '../contract/areas.ts';
import type { Call, CallId } from '../contract/calls.ts';
import type { IncidentMode } from '../contract/incidents.ts';
import type { WarningLevel } from '../contract/warnings.ts';

/** What every page says of the warning. */
export interface PaperWarning {
  headline: string;
  description: string;
  instruction: string;
  level: WarningLevel;
  version: number;
  sent: string;
  mode: IncidentMode;
}

/** A person who is called, or a household for which its first member is. */
export interface PaperCall extends Pick<Call, 'state' | 'progress' | 'needHelp' | 'cannot' | 'areaCode' | 'personId' | 'postKind'> {
  callId: CallId;
  householdId: number | null;
  name: string;
  phones: string[];
  synthetic: boolean;
}

/** A household to be moved, and the call of who keeps it. */
export interface PaperHousehold {
  householdId: number;
  areaCode: AreaCode;
  /** Of its first member. */
  name: string;
  people: number;
  categories: string[];
  needs: string[];
  shelterZh: string;
  shelterEn: string;
  guardian: string;
  /** The call of the household itself, else of its guardian, else of its evacuation lead; null when none of them is called. */
  callId: CallId | null;
  /** Of that call. */
  personId: number | null;
}

export interface PaperArea {
  code: AreaCode;
  nameZh: string;
  nameEn: string;
  parentZh: string;
  parentEn: string;
}
