import { describe, expect, it } from 'vitest';
import { doubtText } from './doubt-text.ts';

const params = { name: 'hotel', version: '1.2.0', installed: '1.3.0', key: 'ab12', publicKey: 'ed25519:x' };
const wordsFor = (code: string) =>
  doubtText({ code, severity: 'error', pointer: '', params, message: 'use guiju … --accept hotel' }, '酒店');

describe('a doubt about a package, in a page', () => {
  it.each([
    ['signature-missing', '没有签名'],
    ['signature-broken', '签名与内容不符'],
    ['signature-unknown', '签名的密钥 ab12 未受信任'],
    ['signature-other-key', '由另一把密钥 ab12 签名'],
    ['signature-revoked', '由已撤销的密钥 ab12 签名'],
    ['version-lower', '低于已安装的 1.3.0'],
  ])('%s names the package and what is not known of it, and no command', (code, words) => {
    expect(wordsFor(code)).toContain('“酒店”');
    expect(wordsFor(code)).toContain(words);
    expect(wordsFor(code)).not.toMatch(/guiju|--/);
  });
});
