import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptKind } from '#contract/calls.ts';
import { replyKind } from '../../../server/channels/sms-reply.rules.ts';

describe('what people along the river write', () => {
  it.each<[ReceiptKind, string[]]>([
    [
      'needHelp',
      [
        ...['收到，请求救援', '收到，有人被困，需要支援', '已收到。屋里进水了请求救援', '收到 求助', '1求助', '1 村里有人被困'],
        ...['村里有人被困', '水已经到胸口了 快来人', '房子塌了', '老娘摔了一跤，骨折了', '求 救', '9️⃣', '9❗', '999', '🆘', '９ 求救'],
        ...['請求救援', '有人被壓在下面', '屋裡有人受傷', '没人被困，但是需要支援', '有没有人来救我们', '再不来救就晚了', '没人来救我们'],
        ...[
          '水位2.3米，请派船来',
          '我们三个人困在二楼出不去',
          '我帮你喊救护车了，需要救护车',
          'We are trapped',
          'please send help',
          'need more help',
        ],
        ...[
          '收到，我们被水包围了',
          '收到，屋顶上有三个人',
          '收到，发大水了，快来',
          '收到，缺船',
          '收到，需要沙袋',
          '收到，请派挖机',
          '老母亲走不动，要人背',
        ],
        ...['救', '船翻了', '快淹死了', '跑不掉了', '破圩了', '着火了', '我爸心脏病犯了'],
        ...['jiuming', `${'收到。'.repeat(90)}有人被困`, '救援队快来', '请求救援队支援', '3人被困'],
      ],
    ],
    [
      'heard',
      [
        ...['1️⃣', '1❤️', '1✔️', '1👍🏻', '❶', '➊', '張三收到', '张三收到', '洋口镇收到', '我收到了', '我是张三，收到', '收到，没人被困'],
        ...[
          '收到，暂不需要帮助',
          '如东县应急救援队收到',
          '3队收到',
          '1 张三',
          '张三 1',
          '回1',
          '一',
          '晓得哉',
          '好嘞',
          '好的，没问题',
          '預警通知收到',
        ],
        ...[
          '收到🙏',
          '收到，马上到岗',
          '10分钟后到岗',
          '我马上转移',
          '收到馬上安排',
          'Ok, thanks',
          'Received',
          'shoudao',
          '無人傷亡，收到',
          '1，无人员伤亡',
        ],
      ],
    ],
    [
      'onPost',
      [
        '我已到岗',
        '張三已到崗',
        '洋口镇王书记已到岗',
        '收到，已到岗',
        '全体人员到岗',
        '已到岗，一切正常',
        '已到岗，无异常',
        '2️⃣',
        'on post',
      ],
    ],
    ['acting', ['正在组织群众转移', '已收到，正在转移老人', '3 转移中', '我在转移中', '已帮助村民转移']],
    ['done', ['全部转移完毕', '本村已全部转移', '群众已转移到位', '收到，已完成', '4✅']],
    [
      'cannot',
      ['我在外地，无法到岗', '收到，但是我无法到岗', '路断了，去不了', '車壞了，趕不到', '0️⃣', '人在上海赶不回来', 'I am away, cannot'],
    ],
  ])('means %s as people write it', (kind, texts) => {
    for (const text of texts) expect([text, replyKind(text, 'self')]).toEqual([text, kind]);
  });

  it.each([
    ...[
      '没人被困',
      '不需要帮助',
      '没有收到',
      '沒有收到',
      '勿晓得',
      '呒没收到',
      '弗好去',
      '收到伐',
      '可收到？',
      '要不要救援？',
      '有人被困吗',
      '需要支援吗',
    ],
    ...[
      '如果有人被困怎么报',
      '被困人员已救出',
      '我老婆收到了',
      '邻居已到岗',
      '他收到了',
      '请收到的回复',
      '收到请回复',
      '收到后再说',
      '收到快递了',
      '您已收到100元',
    ],
    ...[
      '通知已到位',
      '请到岗',
      '村民已到岗',
      '能不能不去',
      '不能不去',
      '1❌',
      '1😭',
      '👍',
      '1❓',
      '1?',
      '①②',
      '2 收到',
      '1 点到',
      '8点',
      '3 户没转移',
    ],
    ...[
      '收到，家里进水了',
      '1 停电了',
      '完成一半',
      '基本完成',
      '已完成50%',
      '我在外地',
      '自动回复：已收到您的来信',
      '救援队在哪里',
      '110',
      '5',
      'no need for help',
    ],
    ...['not received', 'nobody is trapped', '受到', '没 收到', '收到 没有', '到岗率90%', '明天收到再说'],
    '【叫应】南通市气象台发布台风红色预警，有人被困请求助。请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行',
    'Reply: 1 heard, 2 on post, 3 acting, 4 done, 9 need help, 0 cannot',
    '收到。'.repeat(120),
  ])('%j is read by a person', (text) => {
    expect(replyKind(text, 'self')).toBeNull();
  });

  it('asks for help whatever is said before it or behind it, and however often it is said to have come', () => {
    const calm = fc.constantFrom('收到', '1', '已到岗', '张三收到', '好的', '知道了', '收到，没问题', '正在转移', '', '谢谢', 'ok');
    const help = fc.constantFrom('请求救援', '有人被困', '需要支援', '快来救人', '救命', '老人受伤了', '求助', 'SOS', 'we need help');
    const gap = fc.constantFrom('，', '。', ' ', '\n', '！', '；', '、', ',', '...');
    for (const reach of ['self', 'superior'] as const)
      fc.assert(
        fc.property(calm, gap, help, gap, calm, (...parts) => {
          expect(replyKind(parts.join(''), reach)).toBe('needHelp');
        }),
      );
  });

  it('is never an answer that silences somebody when it is denied, asked or said of another', () => {
    const words = fc.constantFrom('收到', '到岗', '完成', '转移完毕', '知道', '明白', '到位', '就位');
    const turned = fc.constantFrom<(word: string) => string>(
      ...[(word: string) => `没${word}`, (word: string) => `還沒有${word}`, (word: string) => `未${word}`, (word: string) => `${word}嗎`],
      ...[(word: string) => `${word}？`, (word: string) => `${word}没有`, (word: string) => `勿${word}`, (word: string) => `谁${word}了`],
      ...[
        (word: string) => `请尽快${word}`,
        (word: string) => `如果${word}`,
        (word: string) => `${word} 没有`,
        (word: string) => `${word}不`,
      ],
    );
    const who = fc.constantFrom('', '我', '张三', '洋口镇', '我们村');
    fc.assert(
      fc.property(words, turned, who, (word, turn, name) => {
        expect([name + turn(word), replyKind(name + turn(word), 'self')]).toEqual([name + turn(word), null]);
      }),
    );
  });
});
