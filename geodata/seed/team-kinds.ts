import type { TeamType } from '#contract/registers.ts';

export interface TeamKind {
  type: TeamType;
  nameZh: string;
  nameEn: string;
  teams: number;
  usualMembers: number;
  membersPerVehicle: number;
  /** Based near the river or the sea. */
  isAtWater: boolean;
  skills: readonly string[];
}

/** The 224 teams by type. Only the one for geological disasters is published; the shares of the others are ours. */
export const teamKinds: readonly TeamKind[] = [
  kind('fire', ['消防救援队', 'Fire and Rescue Team'], {
    teams: 48,
    usualMembers: 34,
    membersPerVehicle: 6,
    skills: ['firefighting', 'ropeRescue', 'collapse'],
  }),
  kind('flood', ['防汛抢险队', 'Flood Team'], {
    teams: 36,
    usualMembers: 32,
    membersPerVehicle: 12,
    skills: ['dykeRepair', 'pumping', 'sandbags'],
    isAtWater: true,
  }),
  kind('waterRescue', ['水上救援队', 'Water Rescue Team'], {
    teams: 14,
    usualMembers: 20,
    membersPerVehicle: 7,
    skills: ['boats', 'diving', 'swiftWater'],
    isAtWater: true,
  }),
  kind('hazmat', ['危化品救援队', 'Hazardous Chemicals Team'], {
    teams: 13,
    usualMembers: 30,
    membersPerVehicle: 6,
    skills: ['detection', 'decontamination', 'plugging'],
  }),
  kind('engineering', ['工程抢险队', 'Engineering Team'], {
    teams: 22,
    usualMembers: 26,
    membersPerVehicle: 4,
    skills: ['excavators', 'cranes', 'roads'],
  }),
  kind('medical', ['医疗救护队', 'Medical Team'], {
    teams: 20,
    usualMembers: 18,
    membersPerVehicle: 5,
    skills: ['firstAid', 'surgery', 'epidemicControl'],
  }),
  kind('power', ['电力抢修队', 'Power Team'], {
    teams: 12,
    usualMembers: 24,
    membersPerVehicle: 5,
    skills: ['lineRepair', 'emergencySupply'],
  }),
  kind('telecom', ['通信保障队', 'Telecom Team'], {
    teams: 8,
    usualMembers: 14,
    membersPerVehicle: 4,
    skills: ['baseStations', 'satellite', 'drones'],
  }),
  kind('marine', ['海上搜救队', 'Marine Rescue Team'], {
    teams: 12,
    usualMembers: 26,
    membersPerVehicle: 9,
    skills: ['seaSearch', 'towing', 'tidalFlats'],
    isAtWater: true,
  }),
  kind('forest', ['森林防灭火队', 'Forest Fire Team'], {
    teams: 5,
    usualMembers: 22,
    membersPerVehicle: 8,
    skills: ['forestFire', 'firebreaks'],
  }),
  kind('volunteer', ['应急志愿服务队', 'Volunteer Team'], {
    teams: 33,
    usualMembers: 36,
    membersPerVehicle: 18,
    skills: ['evacuation', 'shelterCare', 'drones'],
  }),
  kind('geological', ['地质灾害应急救援队', 'Geological Disaster Team'], {
    teams: 1,
    usualMembers: 30,
    membersPerVehicle: 6,
    skills: ['slopes', 'monitoring', 'collapse'],
  }),
];

function kind(
  type: TeamType,
  [nameZh, nameEn]: [string, string],
  rest: Omit<TeamKind, 'type' | 'nameZh' | 'nameEn' | 'isAtWater'> & { isAtWater?: boolean },
): TeamKind {
  return { type, nameZh, nameEn, isAtWater: false, ...rest };
}
