import { questionMark } from './reply-text.rules.ts';

/** What a clause says about help. open: it speaks of danger or rescue in a way that only a person can judge. */
export type ClauseOnHelp = 'needHelp' | 'open' | 'none';

/** Persons of whom something is said. */
const people = '(?:人员?|群众|村民|居民|老人|孩子|住户|户|员工|渔民|船员)';

/** 不需要救援, 不用来救: said of help alone, since 再不救 and 没人来救 ask for it. */
const notNeeded =
  /(?:不|无|勿|没|别|弗)(?:再)?(?:需要?|须|用|必|要|有必要|必要)(?:任何|其他|额外|别的|你们|人|来|派人|派)*的?(?:求助|求救|救援|支援|增援|援助|帮助|帮忙|救助|急救|救)/gu;

/** 没人被困, 无人员伤亡, 未发现险情. */
const noHarm = new RegExp(
  `(?:没有?|呒没|唔没|木有|冇|并?未(?:发现|见|有|出现|接到|收到)?|暂?无|没(?:发现|见|接到|收到)|不存在)有?(?:任何)?一?个?${people}?(?:被困|受困|围困|困|被埋|受伤|伤亡|死亡|落水|溺水|求助|求救|需要?(?:帮助|救援|支援)|失踪|失联|遇险|险情|危险|管涌|渗漏|决口|溃堤|着火|起火|失火|火情|翻船|包围)(?:人员|情况|的人|群众|发生)?`,
  'gu',
);

/** 救援队, 抢险物资: names of who rescues and of what for. */
const rescuers =
  /(?:救援|支援|增援|救助|抢险|急救|救护|救生|求助)(?:大队|中队|支队|队员?|人员|小?组|力量|物资|站|中心|设备|装备|工作|任务|行动|准备|预案|指挥|电话|热线|包|箱|衣|圈)/gu;
const asks = /需要?|请|急需|求|缺|快|派|等/u;

/** Whoever says one of these is in danger, or speaks for somebody who is. */
const calls = new RegExp(
  [
    '求助|求救|呼救|救命|救救|救我|救人|救出我|救一?下|来救|快救|速救|先救|求援|告急|没人(?:来)?(?:救|管|帮)',
    '(?:需要?|请求?|急需|亟需|要|申请|等待?|盼|缺)[^]{0,8}(?:救援|支援|增援|援助|帮助|帮忙|救助|急救|救护|抢险队)',
    '(?:需要?|急需|要|叫|请求?)[^]{0,4}(?:救护车|冲锋舟|皮划艇|救生艇|橡皮艇|直升机|船来)',
    '^(?:救援|支援|帮助|帮帮忙?|帮我|帮忙)(?:我们?|一下|啊|呀|急)*$',
    '(?:救援|抢险|救护)[^]{0,3}(?:快|赶紧|赶快)|快来人|来人[啊呀哪]|(?:请|快|速|赶紧|能否|能不能|尽快|求|要|需要?)[^]{0,3}派(?:人|车|船|艇|队)',
    '被困|受困|围困|困住|困在|困于|困了人|被埋|埋在|埋住|被压在|压在|压住|出不[来去]|下不来|上不来|爬不|逃不|撑不|顶不住|坚持不|快不行|不行了',
    '包围|水围|(?:屋|房|楼|树)顶?上[^]{0,3}有[^]{0,3}人|^(?:你们|请|赶紧|大家)*快来(?:吧|啊|呀|人|帮忙)*$|要人(?:背|抬|扶|帮|来)|^救+$',
    '(?<![不无没未])(?:缺|急需|需要?|请派|要求派|快派|派)[^不]{0,4}(?:船|艇|沙袋|编织袋|挖机|挖掘机|铲车|吊车|水泵|抽水机|泵车|发电机|救生衣|担架|医生|药品|人手|物资)',
    '船[^]{0,2}翻|翻船|淹死|快淹|(?:跑|逃)不掉|破圩|圩[^]{0,3}破|着火|起火|失火|心脏病|休克|没有?呼吸',
    '受伤|重伤|伤员|骨折|流血|出血|昏迷|晕倒|昏倒|心梗|中风|难产|要生了|落水|溺水|掉(?:进|到|在)?(?:水|河|江|海|井|沟)|冲走|卷走|触电|失踪|遇险|出人命|死人',
    '水[^]{0,4}(?:脖子|胸口|腰|二楼|屋顶|床)|(?:房|屋|楼)[^]{0,4}(?:塌|倒了|要倒|快倒)|山体滑坡|泥石流|管涌|溃堤|决口|溃坝|垮坝',
    '(?:^|_)(?:sos|mayday|trapped|injured|drowning|stuck|emergency)(?:_|$)|^(?:help|rescue)(?:$|_(?:me|us|please|now))|(?:please|send|urgent)_(?:help|rescue)|(?:^|_)need(?:s|ed)?_(?:[a-z]+_){0,2}(?:help|rescue|support|assistance)|^(?:i|we)?needhelp$',
    '^(?:jiuming|qiuzhu|qiujiu|beikun)a?$',
  ].join('|'),
  'u',
);

/** It is over: 被困人员已救出. */
const settled =
  /救出(?!我)|获救|脱险|脱困|解救|被救|救上来|救起|解除|处置完|送医|送往医院|(?:救援|抢险)(?:已经?)?(?:结束|完成|完毕)|^(?:救援|支援)已?到/u;
const stillOpen = /没|未|还|仍|等|请求|需要|急|快/u;

/** Asks about help instead of for it, unless it is asked of us. */
const asking = new RegExp(`${questionMark}|伐$|是否|要不要|有没有|是不是|会不会|多少|几个|几人|谁|哪|怎么|如何|什么`, 'u');
const hypothetical = /如果|假如|要是|万一|一旦|若/u;
const plea = /救我|救救|救命|来救|快来|派|帮我|帮帮|求求|怎么办|有没有人|谁来|谁能|还不来|能不能来/u;
const latinNot = /(?:^|_)(?:no|not|dont|doesnt|didnt|isnt|arent|never|nobody|none|without)(?:_|$)/u;

/**
 * Whether somebody asks for help in a clause, wherever in it that stands. What says that nobody needs any says nothing; what asks whether
 * any is needed, or tells that it has come, is for a person to read.
 */
export function helpIn(clause: string): ClauseOnHelp {
  const said = withoutCalm(clause);
  if (!calls.test(said)) return 'none';
  if (latinNot.test(said)) return 'open';
  if (settled.test(said) && !stillOpen.test(said)) return 'open';
  if (hypothetical.test(said) && !/救我|救救|救命|来救|快来/u.test(said)) return 'open';
  return asking.test(clause) && !plea.test(said) ? 'open' : 'needHelp';
}

/** A clause without what says in it that nobody needs help, and without the names of rescuers. */
export function withoutCalm(clause: string): string {
  const calm = clause.replace(notNeeded, '').replace(noHarm, '');
  return asks.test(calm) ? calm : calm.replace(rescuers, '');
}
