import type { ReceiptKind } from '../contract/calls.ts';
import { questionMark, unclearPicture } from './reply-text.rules.ts';

/** What a clause of the called person's own reply says. unclear: it may turn an answer round; nothing: a name, thanks, a remark. */
export type ClauseSaid = Exclude<ReceiptKind, 'needHelp'> | 'unclear' | 'nothing';

/** Hold a word that elsewhere denies, and deny nothing. */
const idioms =
  /没问题|没事|没关系|不错|不客气|不好意思|不辛苦|不断|不久|不少|不仅|不但|无误|无异常|无异样|无锡|无人机|非常|特别|分别|级别|别墅|未来|是否已?$/gu;

/** Mandarin, and the river mouth's 勿 弗 呒 朆 覅. */
const denies = /[没未不别勿弗莫非无呒唔冇朆覅嫑甭否]|木有|拒绝|停止|取消|(?:^|_)(?:no|not|dont|didnt|havent|hasnt|wont|never)(?:_|$)/u;
const asks = new RegExp(
  `${questionMark}|([\\p{Script=Han}])不\\1|么$|呢$|伐$|是否|能不能|要不要|有没有|是不是|会不会|什么|怎么|怎样|如何|哪|谁|多少|几(?:点|时|个|人|号|户)|为何|为啥|啥|咋|[可格阿]收到`,
  'u',
);
/** Something has happened that the desk should read, also where the rest is plain. */
const danger = /进水|漏|淹|停电|断[电水网路]|裂|险情|倒|塌|滑|着火|起火|冒烟|爆|泄/u;
/** Not said by who was called, or by a machine. */
const machine = /自动回复|自动应答|auto_?reply|automatic|out_of_office/u;

const cannotDo =
  /^(?:无法|不能|没法|没办法|cannot|cant|can_not|unable)|(?:无法|不能|没法|没办法|没有办法|勿能|不便)(?:及时|按时|马上|立即|准时|亲自|参加)*(?:到岗|到位|到达|到场|执行|前往|参加|参与|赶|转移|完成|过[来去]|回|去|来|撤|上岗|在岗|履职|值守|出门|出去|通行|到)|(?:到|去|来|赶|回|走|过|执行|完成|转移|撤离?|进)得?不(?:了|到|来|去|回|成|掉|脱|动|开|过)/u;
const twiceDenied = /不能不|不是(?:不能|无法|没法)|没有(?:不能|无法)|并非/u;

interface Step {
  kind: 'onPost' | 'acting' | 'done';
  words: RegExp;
  /** Before the words: then it is about somebody or something else. */
  notAfter: RegExp;
}

const orders = /请|让|叫|催|要求|应该?|必须|需要?|务必|希望|等|如果|若|要是|假如/u;
const steps: readonly Step[] = [
  {
    kind: 'done',
    words:
      /(?:转移|撤离|安置|处置)(?:已经?)?(?:完毕|完成|到位|结束)|全部(?:已经?)?(?:转移|撤离)|完成|完毕|办妥|搞定|^(?:done|finished)(?:_|$)/u,
    notAfter: new RegExp(`${orders.source}|快|差不多|基本|即将|大部|部分|一半`, 'u'),
  },
  {
    kind: 'acting',
    words:
      /(?:转移|撤离|行动|处置|执行|进行|巡查|排查)中|(?:正在|正|开始|组织|着手|已经?|马上|立即|立刻|这就|准备)[^]{0,6}(?:转移|撤离|处置|执行|巡查|排查)|^(?:转移|处置)$|^(?:acting|under_way|underway)(?:_|$)/u,
    notAfter: orders,
  },
  {
    kind: 'onPost',
    words: /到岗|在岗|上岗|就位|到位|到达现场|到现场|已经?到达|在现场|^已?经?到了?$|^(?:i_?a?m_)?on_?post(?:_|$)/u,
    notAfter: new RegExp(`${orders.source}|他|她|村民|群众|孩子|儿子|女儿|爸|妈|邻居|通知|物资|措施|传达|设备|车|信息|材料|宣传`, 'u'),
  },
];
/** Whoever says that they will be there was reached, and is not there yet. */
const soon =
  /马上|立即|立刻|即刻|这就|即将|就要|尽快|赶往|赶去|赶来|赶到|前往|路上|出发|在赶|正赶|准备|就去|就来|会|将|分钟|小时|点|下午|晚上|明|后天|稍后|等下|待会|预计|大概|争取|想|要/u;
/** Behind the words: then they are a condition, a share or a heading. */
const behindSteps = /^(?:后|时|的话|再|前|之前|率|情况|名单|一半|部分|百分|大半|[0-9])/u;

const received = /收到|知悉|知晓|获悉|晓得|明白|知道|shoudao|zhidaole/u;
const someoneElse =
  /他|她|您|你|客户|别人|人家|老婆|老公|爱人|妻|丈夫|儿子|女儿|孩子|爸|妈|父|母|邻居|家属|家人|群众|村民|大家|谁|有人|对方|同事|等|若|如果|假如|要是|尚|才|明天|后天|以后|将|请|确保|保证|务必|凡|让/u;
const behindReceived =
  /^了?(?:后|再|请|的话|才|时|以后|之后|与否|快递|货|钱|款|转账|红包|包裹|验证码|工资|礼|退款|您|你|回复$|回执|[一两三几0-9]+[个条份笔件])/u;
/** One of these has to be the whole clause: elsewhere it means anything. */
const agreed =
  /^(?:我)?(?:好|好的|好嘞|好咧|好勒|好滴|好哒|好吧|好个|好咯|是|是的|行|嗯+|恩|遵命|照办|确认|了解|没问题|接受|已接受|领命|已阅|听到|听见|看到|看见|haode|ok|okay|yes|heard|accept|accepted|received|roger|copy|noted|got_it|understood|confirmed)(?:了|的|啦|哉|哦|啊|呀|通知|短信|信息|预警|收到|_.*)*$/u;

/** What the called person says in one clause about himself. Help is read before this. */
export function clauseSaid(clause: string): ClauseSaid {
  if (machine.test(clause) || asks.test(clause) || clause.includes(unclearPicture)) return 'unclear';
  const cannot = cannotDo.exec(clause);
  if (cannot) return twiceDenied.test(clause) || someoneElse.test(clause.slice(0, cannot.index)) ? 'unclear' : 'cannot';
  const plain = clause.replace(idioms, '');
  if (denies.test(plain) || danger.test(plain)) return 'unclear';
  return stepIn(clause) ?? receivedIn(clause) ?? 'nothing';
}

function stepIn(clause: string): ClauseSaid | null {
  for (const { kind, words, notAfter } of steps) {
    const found = words.exec(clause);
    if (!found) continue;
    const end = found.index + found[0].length;
    if (notAfter.test(clause.slice(0, found.index)) || behindSteps.test(clause.slice(end))) return 'unclear';
    return soon.test(clause.slice(0, end)) ? 'heard' : kind;
  }
  return null;
}

function receivedIn(clause: string): ClauseSaid | null {
  if (agreed.test(clause)) return 'heard';
  const found = received.exec(clause);
  if (!found) return null;
  const isOthers = someoneElse.test(clause.slice(0, found.index));
  return isOthers || behindReceived.test(clause.slice(found.index + found[0].length)) ? 'unclear' : 'heard';
}
