import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outgoingAddress, outgoingText, type Ingredients } from '../../../server/channels/outgoing.rules.ts';

const link = 'https://calls.example.invalid/field?token=abc';

function said(about: Partial<Ingredients> = {}): Ingredients {
  return {
    purpose: 'call',
    reach: 'self',
    calledName: '测**',
    template: { zh: '', en: '' },
    event: '台风',
    level: 'red',
    headline: '台风红色预警信号',
    instruction: '立即转移。',
    areaNameZh: '浒路村',
    areaNameEn: 'Hulu Village',
    householdId: null,
    distanceMeters: null,
    ...about,
  };
}

describe('a message that leaves the house', () => {
  it('says what is the matter and how to answer over its channel', () => {
    expect(outgoingText('sms', said(), link).zh).toBe('台风红色预警信号 立即转移。 请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行');
    expect(outgoingText('voice', said(), link).zh).toBe('台风红色预警信号 立即转移。 请听完后按1确认收到，求助按9');
    expect(outgoingText('mail', said(), link).zh).toBe(`台风红色预警信号 立即转移。 ${link}`);
  });

  it('carries a link in a short message only where the policy asks for one, and never speaks one', () => {
    const template = { zh: '{headline} {link}', en: '{headline} {link}' };
    expect(outgoingText('sms', said({ template }), link).zh).toContain(link);
    expect(outgoingText('sms', said(), link).zh).not.toContain(link);
    expect(outgoingText('voice', said({ template }), link).zh).not.toContain(link);
  });

  it('says how to answer also where the text of a policy does not, and where it does once', () => {
    const [hint, silent] = ['请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行', { zh: '{area}立即上岗。', en: 'Go.' }];
    expect(outgoingText('sms', said({ template: silent }), link).zh).toBe(`浒路村立即上岗。 ${hint}`);
    expect(outgoingText('sms', said({ template: { zh: '{reply}！{area}', en: '' } }), link).zh).toBe(`${hint}！浒路村`);
    expect(outgoingText('chat', said({ template: silent }), link).zh).toBe('浒路村立即上岗。');
  });

  it('tells who is reached for somebody else whom to rouse', () => {
    const { zh, en } = outgoingText('sms', said({ reach: 'superior' }), link);
    expect(zh).toMatch(/^【代应答】浒路村测\*\*未应答，请设法联系本人。/);
    expect(en).toContain('Hulu Village');
  });

  it.each(['deputy', 'superior', 'door', 'assignee'] as const)('never asks a %s to say no more than that the message came', (reach) => {
    const texts = (['sms', 'voice'] as const).map((channel) => outgoingText(channel, said({ reach }), link));
    for (const { zh, en } of texts) {
      expect(zh).not.toMatch(/收到/);
      expect(zh).toMatch(/联系到本人/);
      expect(en).toMatch(/reached the person/);
      expect(en).not.toMatch(/heard|confirm/);
    }
  });

  it('tells who is sent to a door which door it is, how far, and where the page shows it', () => {
    const door = said({ reach: 'door', householdId: 4711, distanceMeters: 1234 });
    const { zh, en } = outgoingText('sms', door, link);
    expect(zh).toMatch(/^【上门】请立即到浒路村测\*\*（户号4711）家中叫醒本人，多次呼叫未应答，距您约1\.2公里。/);
    expect(en).toMatch(/^\[Go to the door\] 测\*\* \(household 4711\), Hulu Village, .* about 1\.2 km away\./);
    expect(zh).toContain(link);
    expect(outgoingText('sms', { ...door, template: { zh: '{area}上岗', en: 'Go' } }, link).zh).toContain(link);
    expect(outgoingText('voice', said({ reach: 'door' }), link).zh).toMatch(/家中叫醒本人，多次呼叫未应答。台风/);
  });

  it('says that it is a reminder, or that it is over', () => {
    expect(outgoingText('sms', said({ purpose: 'reminder' }), link).zh).toMatch(/^【催办】/);
    expect(outgoingText('sms', said({ purpose: 'allClear' }), link)).toEqual({
      zh: '【解除】台风红色预警信号：预警已解除，叫应结束。',
      en: '[All clear] 台风红色预警信号: the warning is over, calling has ended.',
    });
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
