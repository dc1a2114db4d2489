import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GatewayChannel } from '#contract/channels.ts';
import type { Wording } from '#contract/notices.ts';
import { outgoingAddress, outgoingText, type Carrying, type Ingredients } from '../../../server/channels/outgoing.rules.ts';

const link = 'https://calls.example.invalid/field?token=abc';

function said({ headline = '台风红色预警信号', instruction = '立即转移。', ...about }: Partial<Ingredients & Wording> = {}): Ingredients {
  const spoken = { event: '台风', headline, description: '', instruction };
  return {
    purpose: 'call',
    reach: 'self',
    calledName: '测**',
    template: { zh: '', en: '' },
    noticeKind: 'warning',
    level: 'red',
    words: { zh: spoken, en: spoken },
    areaNameZh: '浒路村',
    areaNameEn: 'Hulu Village',
    householdId: null,
    distanceMeters: null,
    doorReason: 'unroused',
    doorPeople: null,
    together: null,
    ...about,
  };
}

function over(channel: GatewayChannel, about: Partial<Carrying> = {}): Carrying {
  return { channel, link, maxCharacters: null, signature: null, ...about };
}

describe('a message that leaves the house', () => {
  it('says what is the matter and how to answer over its channel', () => {
    expect(outgoingText(said(), over('sms')).zh).toBe('台风红色预警信号 立即转移。 请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行');
    expect(outgoingText(said(), over('voice')).zh).toBe('台风红色预警信号 立即转移。 请听完后按1确认收到，求助按9');
    expect(outgoingText(said(), over('mail')).zh).toBe(`台风红色预警信号 立即转移。 ${link}`);
  });

  it('carries a link in a short message only where the policy asks for one, and never speaks one', () => {
    const template = { zh: '{headline} {link}', en: '{headline} {link}' };
    expect(outgoingText(said({ template }), over('sms')).zh).toContain(link);
    expect(outgoingText(said(), over('sms')).zh).not.toContain(link);
    expect(outgoingText(said({ template }), over('voice')).zh).not.toContain(link);
  });

  it('says how to answer also where the text of a policy does not, and where it does once', () => {
    const [hint, silent] = ['请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行', { zh: '{area}立即上岗。', en: 'Go.' }];
    expect(outgoingText(said({ template: silent }), over('sms')).zh).toBe(`浒路村立即上岗。 ${hint}`);
    expect(outgoingText(said({ template: { zh: '{reply}！{area}', en: '' } }), over('sms')).zh).toBe(`${hint}！浒路村`);
    expect(outgoingText(said({ template: silent }), over('chat')).zh).toBe('浒路村立即上岗。');
  });

  it('tells who is reached for somebody else whom to rouse', () => {
    const { zh, en } = outgoingText(said({ reach: 'superior' }), over('sms'));
    expect(zh).toMatch(/^代应答：浒路村测\*\*未应答，请设法联系本人。/);
    expect(en).toContain('Hulu Village');
  });

  it.each(['deputy', 'superior', 'door', 'assignee'] as const)('never asks a %s to say no more than that the message came', (reach) => {
    const texts = (['sms', 'voice'] as const).map((channel) => outgoingText(said({ reach }), over(channel)));
    for (const { zh, en } of texts) {
      expect(zh).not.toMatch(/收到/);
      expect(zh).toMatch(/联系到本人/);
      expect(en).toMatch(/reached the person/);
      expect(en).not.toMatch(/heard|confirm/);
    }
  });

  it('tells who is sent to a door which door it is, how far, and where the page shows it', () => {
    const door = said({ reach: 'door', householdId: 4711, distanceMeters: 1234 });
    const { zh, en } = outgoingText(door, over('sms'));
    expect(zh).toMatch(/^上门：请立即到浒路村测\*\*（户号4711）家中叫醒本人，多次呼叫未应答，距您约1\.2公里。/);
    expect(en).toMatch(/^Go to the door: 测\*\* \(household 4711\), Hulu Village, .* about 1\.2 km away\./);
    expect(zh).toContain(link);
    expect(outgoingText({ ...door, template: { zh: '{area}上岗', en: 'Go' } }, over('sms')).zh).toContain(link);
    expect(outgoingText(said({ reach: 'door' }), over('voice')).zh).toMatch(/家中叫醒本人，多次呼叫未应答。台风/);
  });

  it('says that it is a reminder, or that it is over', () => {
    expect(outgoingText(said({ purpose: 'reminder' }), over('sms')).zh).toMatch(/^催办：/);
    expect(outgoingText(said({ purpose: 'allClear' }), over('sms'))).toEqual({
      zh: '解除：台风红色预警信号：预警已解除，叫应结束。',
      en: 'All clear: 台风红色预警信号: the warning is over, calling has ended.',
    });
  });
});

describe('a short message', () => {
  const brackets = /[【[［〖]/;

  it.each([
    ['call', 'self'],
    ['reminder', 'self'],
    ['reminder', 'superior'],
    ['call', 'door'],
    ['allClear', 'self'],
  ] as const)('begins with the signature and no other bracket: %s to %s', (purpose, reach) => {
    const signedText = outgoingText(said({ purpose, reach }), over('sms', { signature: '南通应急' }));
    for (const text of [signedText.zh, signedText.en]) {
      expect(text).toMatch(/^【南通应急】[^【[]/);
      expect(text.slice('【南通应急】'.length, 20)).not.toMatch(brackets);
    }
    expect(outgoingText(said({ purpose, reach }), over('sms')).zh).not.toMatch(/^[【[［〖]/);
  });

  it.each(['【南通气象】【台风】红色预警', '[台风] 红色预警', '〖〗红色预警', '［红色预警', ' 【】【 红色预警】'])(
    'takes the brackets off a headline that begins with one: %s',
    (headline) => {
      const text = outgoingText(said({ headline }), over('sms')).zh;
      expect(text).not.toMatch(/^\s*[【[［〖]/);
      expect(text).toContain('红色预警');
    },
  );

  it('leaves brackets within the text, and those of other channels, alone', () => {
    expect(outgoingText(said({ headline: '台风【红色】预警' }), over('sms')).zh).toMatch(/^台风【红色】预警/);
    expect(outgoingText(said({ purpose: 'reminder' }), over('chat', { signature: '南通应急' })).zh).toMatch(/^【催办】/);
  });

  it('is cut at the end of a sentence of its instruction, and still says how to answer', () => {
    const instruction = '请各镇街立即组织危险区域群众转移。'.repeat(150);
    const { zh } = outgoingText(said({ instruction }), over('sms', { maxCharacters: 500, signature: '南通应急' }));
    expect(zh.length).toBeLessThanOrEqual(500);
    expect(zh.length).toBeGreaterThan(450);
    expect(zh).toMatch(/^【南通应急】台风红色预警信号 请各镇街.*转移。… 请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行$/);
  });

  it('says how to answer and stays within its length whatever is in it', () => {
    const long = fc.string({ unit: fc.constantFrom('转', '移', '。', '😀', 'a', ' ', '【', '】'), maxLength: 900 });
    fc.assert(
      fc.property(long, long, fc.integer({ min: 100, max: 700 }), (headline, instruction, maxCharacters) => {
        const { zh } = outgoingText(said({ headline, instruction }), over('sms', { maxCharacters, signature: '应急' }));
        expect(zh.length).toBeLessThanOrEqual(maxCharacters);
        expect(zh.endsWith('请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行')).toBe(true);
        expect(zh).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['sms', '+86 138 1234 5678', '13812345678'],
    ['sms', '0513-85112345', null],
    ['chat', '0513-85112345', null],
    ['voice', '0513-85112345', '051385112345'],
    ['voice', '0513-85112345-801', '051385112345'],
    ['voice', '85112345', '051385112345'],
    ['mail', 'lead@village.example', 'lead@village.example'],
    ['mail', '13812345678', null],
    ['mail', 'a@b', null],
    ['mail', 'a@b.example, c@d.example', null],
    ['mail', 'a@b.example\r\nBcc: c@d.example', null],
    ['mail', '"a b"@c.example', null],
    ['mail', '<a@b.example>', null],
  ] as const)('over %s: %j', (channel, address, expected) => {
    expect(outgoingAddress(channel, address)).toBe(expected);
  });

  it('never carries a second one along', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(outgoingAddress('mail', text) ?? '').not.toMatch(/[\s,;<>]/);
      }),
    );
  });
});
