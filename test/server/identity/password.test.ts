import { describe, expect, it } from 'vitest';
import { checkPassword } from '../../../server/identity/password.rules.ts';

const refusalOf = (password: string, username = 'li.na') => {
  try {
    checkPassword(password, username);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a password', () => {
  it.each([
    'seven grey herons wade',
    'Tq7-vWm2.Lx9p',
    '潮水退去时我们在堤上守着它们',
    'correct horse battery',
    'administration of the dike',
  ])('%s is taken', (password) => expect(refusalOf(password)).toBeNull());
  it.each([
    ['elevenchars', 'password/too-short'],
    ['', 'password/too-short'],
    ['jiaoying-demo', 'password/published'],
    ['Jiaoying-Demo-2026', 'password/published'],
    ['aaaaaaaaaaaaaaaa', 'password/too-simple'],
    ['abababababababab', 'password/too-simple'],
    ['abcdefghijklmnop', 'password/too-simple'],
    ['123456789012', 'password/too-simple'],
    ['987654321098', 'password/too-simple'],
    ['Nantong-2026!', 'password/too-simple'],
    ['li.na-li.na-2026', 'password/too-simple'],
    ['Password123456', 'password/too-simple'],
    ['ＰＡＳＳＷＯＲＤ２０２６!!!!', 'password/too-simple'],
  ])('%s is refused', (password, code) => expect(refusalOf(password)).toBe(code));
});
