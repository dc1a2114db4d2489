import { locale } from './words.ts';

/** What a new city is born with: its incidents and users have one name in the database, which is Chinese. */
const english: Record<string, string> = {
  汛期值守: 'Flood-season watch',
  '台风梅花 2022 重演': 'Typhoon Muifa 2022, replayed',
  '台风杜苏芮 2023 重演': 'Typhoon Doksuri 2023, replayed',
  市值班员: 'City duty officer',
  市指挥长: 'City commander',
  如东县值班员: 'Rudong duty officer',
  海门区值班员: 'Haimen duty officer',
  台账管理员: 'Register steward',
  演练导演: 'Exercise director',
  审计员: 'Auditor',
  系统管理员: 'Administrator',
  安全管理员: 'Security administrator',
  观察员: 'Viewer',
  指挥大屏: 'Command wall',
};

/** The name in the language of the screen where we gave it; what a user has typed stays as it was typed. */
export function givenName(name: string): string {
  return locale.get() === 'en' && Object.hasOwn(english, name) ? english[name]! : name;
}
