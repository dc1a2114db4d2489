import type { Catalogue } from './catalogue.ts';

/** Posts, needs, reasons to leave and roles: the keys end in the slugs of the registers. */
export const people = {
  'post/cityCommander': { zh: '市总指挥', en: 'City commander' },
  'post/cityDutyDesk': { zh: '市值班室', en: 'City duty desk' },
  'post/department': { zh: '市级部门', en: 'City department' },
  'post/countyLead': { zh: '县级主要负责人', en: 'County lead' },
  'post/countyDeputyLead': { zh: '县级分管负责人', en: 'County deputy lead' },
  'post/countyDutyDesk': { zh: '县值班室', en: 'County duty desk' },
  'post/townshipHead': { zh: '镇主要负责人', en: 'Township head' },
  'post/townshipLeader': { zh: '镇分管负责人', en: 'Township leader in charge' },
  'post/townshipDutyDesk': { zh: '镇值班室', en: 'Township duty desk' },
  'post/townshipFloodOfficer': { zh: '镇防汛专干', en: 'Township flood officer' },
  'post/townshipEvacuationLead': { zh: '镇转移责任人', en: 'Township evacuation lead' },
  'post/villageLead': { zh: '村主要负责人', en: 'Village lead' },
  'post/villageFloodWarden': { zh: '村防汛责任人', en: 'Village flood warden' },
  'post/villageGridWorker': { zh: '村网格员', en: 'Village grid worker' },
  'post/household': { zh: '转移户', en: 'Household' },
  'post/guardian': { zh: '包保责任人', en: 'Guardian' },

  'need/wheelchair': { zh: '轮椅', en: 'Wheelchair' },
  'need/infant': { zh: '婴幼儿', en: 'Infant' },
  'need/oxygen': { zh: '吸氧', en: 'Oxygen' },
  'need/dialysis': { zh: '透析', en: 'Dialysis' },
  'need/bedridden': { zh: '卧床', en: 'Bedridden' },
  'need/pregnant': { zh: '孕妇', en: 'Pregnant' },
  'need/deaf': { zh: '听障', en: 'Deaf' },
  'need/cognitive': { zh: '认知障碍', en: 'Cognitive impairment' },
  'need/blind': { zh: '视障', en: 'Blind' },

  'evacueeCategory/simpleHousing': { zh: '危旧简易房', en: 'Simple housing' },
  'evacueeCategory/lowLying': { zh: '低洼地', en: 'Low-lying' },
  'evacueeCategory/waterfront': { zh: '沿江沿海', en: 'Riverside or seaside' },
  'evacueeCategory/atSea': { zh: '海上作业', en: 'At sea' },
  'evacueeCategory/siteHut': { zh: '工棚', en: 'Site hut' },
  'evacueeCategory/scenicSpot': { zh: '景区营地', en: 'Camp or scenic spot' },
  'evacueeCategory/vulnerable': { zh: '老弱病残孕幼', en: 'Vulnerable' },
  'evacueeCategory/nearChemicals': { zh: '危化品周边', en: 'Near chemicals' },



  'role/dutyOfficer': { zh: '值班员', en: 'Duty officer' },
  'role/commander': { zh: '指挥长', en: 'Commander' },
  'role/countyDuty': { zh: '县级值班员', en: 'County duty officer' },
  'role/steward': { zh: '数据管理员', en: 'Data steward' },
  'role/exerciseDirector': { zh: '演练导调', en: 'Exercise director' },
  'role/auditor': { zh: '审计员', en: 'Auditor' },
  'role/administrator': { zh: '系统管理员', en: 'Administrator' },
  'role/viewer': { zh: '只读用户', en: 'Viewer' },
  'role/wall': { zh: '大屏', en: 'Video wall' },
} satisfies Catalogue;
