/** A reply with the ways of writing taken out of it: half-width, small, simplified, without marks that mean nothing. */
export interface ReplyText {
  /** The parts between punctuation, blanks and lines, each without them; the words of a Latin part are joined by `_`. */
  clauses: readonly string[];
  /** All of it in one, without blanks. */
  whole: string;
}

/** Stands in a clause for a question mark: the word that Chinese ends a question with. */
export const questionMark = '吗';
/** Stands in a clause for a picture of which nobody can say whether it agrees. */
export const unclearPicture = '囧';

/** Pictures that agree, thank or greet; whatever else somebody sends beside a digit is for a person to look at. */
const agreeing = /[❤🧡💛💚💙💜🖤🤍🤎♥💕💖✔✅☑👍👌🙏😊🙂😀😄😁😃☺💪🌹🌸🌺🫡👏🤝🎉✊🆗]/gu;

/** Circled digits that Unicode does not take apart: ❶ ➀ ➊ and their rows. */
const dingbats = /[\u2776-\u277E\u2780-\u2788\u278A-\u2792]/g;
const dingbatRows = [0x2776, 0x2780, 0x278a];

/** The characters that a word for an answer may hold, as they are written in Taiwan and Hong Kong and by old phones. */
const traditional =
  '請请無无離离聯联繫系絡络轉转達达崗岗執执動动員员幫帮醫医進进門门開开壞坏樓楼緊紧險险傷伤斷断電电聽听見见沒没嗎吗麼么誰谁幾几個个過过還还來来這这裡里裏里說说話话對对應应撥拨發发現现處处組组織织畢毕後后時时間间內内車车連连運运難难災灾滿满報报傳传遷迁壓压氣气癱瘫為为與与從从當当務务辦办圍围號号趕赶復复點点鐘钟護护長长鎮镇鄉乡縣县區区書书記记確确認认讀读閱阅瞭了關关們们勞劳係系潰溃湧涌漲涨樹树牆墙頂顶屍尸穩稳濟济曉晓經经曬晒鎖锁條条隊队備备準准嚇吓嗆呛給给讓让淚泪親亲極极頭头體体脫脱獲获產产臺台樣样啓启啟启變变爺爷媽妈兒儿孫孙羅罗劉刘陳陈張张黃黄趙赵吳吴馬马楊杨許许鄧邓蕭萧馮冯葉叶蘇苏呂吕蔣蒋韓韩暈晕溝沟衝冲捲卷觸触蹤踪齊齐撐撑堅坚決决橋桥艙舱輛辆隻只鋒锋昇升機机屬属妳你鄰邻戶户陽阳網网幹干證证負负責责貨货錢钱錯错問问題题異异臥卧脅胁';
const simplified = new Map(Array.from(traditional).flatMap((old, at, all) => (at % 2 === 0 ? [[old, all[at + 1]!] as const] : [])));

/** Reads past how something is written: width, case, script, keycaps, pictures, invisible marks. */
export function replyText(text: string): ReplyText {
  const marked = Array.from(half(text), (character) => simplified.get(character) ?? character).join('');
  const clauses = marked
    .replace(/['’`]/g, '')
    .replace(/(?<=[a-z])[ \t]+(?=[a-z])/g, '_')
    .split(/[^\p{L}\p{N}_]+/u)
    .map((clause) => clause.replace(/^_+|_+$/g, ''))
    .filter((clause) => clause !== '');
  return { clauses, whole: clauses.join('').replaceAll('_', '') };
}

/** Half-width and small; pictures as words, and what cannot be seen gone. */
function half(text: string): string {
  return text
    .replace(dingbats, digitIn)
    .replaceAll('🆘', ' sos ')
    .replace(agreeing, ' ')
    .replace(/[\p{Me}\p{Cf}\uFE0E\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, '')
    .replace(/[?？¿؟❓❔⁇⁈⁉]/gu, questionMark)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?![0-9a-z])\p{Extended_Pictographic}/gu, unclearPicture);
}

function digitIn(circled: string): string {
  const code = circled.codePointAt(0)!;
  const row = dingbatRows.findLast((first) => code >= first)!;
  return String(code - row + 1);
}
