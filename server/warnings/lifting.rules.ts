import type { CapInfo } from '../../geodata/feeds/cap-alert.ts';
import type { Warning } from '../contract/warnings.ts';

type Told = Pick<CapInfo, 'urgency' | 'responseTypes' | 'headline'>;

/** Whoever is still asked to do one of these is not told that it is over. */
const deeds = new Set(['shelter', 'evacuate', 'prepare', 'execute', 'avoid', 'monitor']);

/**
 * Whether a block lifts a warning instead of giving one: `responseType` AllClear, an Update whose urgency is Past and that asks for
 * nothing, or a headline that says so. A first report of what is past (an earthquake) is no lifting.
 */
export function isLifting(msgType: Warning['msgType'], { urgency, responseTypes, headline }: Told): boolean {
  if (responseTypes.some((type) => deeds.has(type.trim().toLowerCase()))) return false;
  if (responseTypes.some((type) => /^all[\s_-]?clear$/i.test(type.trim()))) return true;
  return (msgType === 'Update' && /^past$/i.test(urgency.trim())) || saysLifted(headline);
}

const notYet = /(未|不|不能|不得|没有|暂缓|暂不)\s*(解除|终止|取消|撤销)|\b(not|until|unless)\b/i;
const lifted =
  /\ball[- ]clear\b|\b(warning|alert|alarm|signal|watch|advisory|order)s?\b.{0,40}\b(lifted|cancell?ed|withdrawn|terminated|has ended|no longer in (force|effect))\b/i;

/** 解除, 终止, 取消, 撤销 of the one warning that the headline is about. 解除蓝色预警，发布黄色预警 gives one. */
function saysLifted(headline: string): boolean {
  if (notYet.test(headline)) return false;
  const plain = headline.replace(/(发布|更新)(关于)?(?=解除|终止|取消|撤销)/g, '');
  const at = plain.search(
    /解除|(?:终止|取消|撤销)[^，。；]{0,20}(?:预警|警报)|(?:预警|警报)(?:信号)?(?:现已|已经?|予以|被)?(?:终止|取消|撤销)/,
  );
  if (at < 0) return lifted.test(headline);
  const warnings = plain.match(/预警|警报/g) ?? [];
  return warnings.length <= 1 && !/(发布|升级|降级|变更|更新|转发|改)/.test(plain.slice(at));
}
