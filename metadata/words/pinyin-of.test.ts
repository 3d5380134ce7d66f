import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pinyinOf } from './pinyin-of.ts';

const packages = new URL('../packages/', import.meta.url);
const files = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);
const labels = [
  ...new Set(
    files.flatMap((name) =>
      Array.from(
        readFileSync(new URL(name, packages), 'utf8').matchAll(/"zh":\s*"([^"]+)"/g),
        ([, zh = '']) => zh,
      ),
    ),
  ),
];
const chinese = (text: string) => text.match(/\p{Script=Han}/gu) ?? [];

describe('how a text is typed', () => {
  it.each([
    ['银行账号', 'yin hang zhang hao'],
    ['联行号', 'lian hang hao'],
    ['行号', 'hang hao'],
    ['行项目', 'hang xiang mu'],
    ['行备注', 'hang bei zhu'],
    ['明细行', 'ming xi hang'],
    ['被折扣行', 'bei zhe kou hang'],
    ['被合并行冲抵规则', 'bei he bing hang chong di gui ze'],
    ['商品行拆分规则', 'shang pin hang chai fen gui ze'],
    ['折扣行没有单价', 'zhe kou hang mei you dan jia'],
    ['执行行数', 'zhi xing hang shu'],
    ['执行次数', 'zhi xing ci shu'],
    ['运行中', 'yun xing zhong'],
    ['行驶里程', 'xing shi li cheng'],
    ['出行人', 'chu xing ren'],
    ['港澳居民来往内地通行证', 'gang ao ju min lai wang nei di tong xing zheng'],
    ['退回重扫', 'tui hui chong sao'],
    ['总重', 'zong zhong'],
    ['重庆', 'chong qing'],
    ['已还车', 'yi huan che'],
    ['还没有', 'hai mei you'],
    ['表单模板', 'biao dan mu ban'],
    ['规格型号模型', 'gui ge xing hao mo xing'],
    ['调整金额', 'tiao zheng jin e'],
    ['开票回调', 'kai piao hui diao'],
    ['角色', 'jue se'],
    ['金额尾差校验', 'jin e wei cha jiao yan'],
    ['收款会计', 'shou kuan kuai ji'],
    ['会话', 'hui hua'],
    ['欧元', 'ou yuan'],
    ['复制此页链接', 'fu zhi ci ye lian jie'],
    ['能给谁', 'neng gei shei'],
    ['导出 Excel', 'dao chu excel'],
    ['开票 EDM 2（新）', 'kai piao edm 2 xin'],
    ['Copy link', ''],
    ['', ''],
  ])('%s: %s', (text, expected) => {
    expect(pinyinOf(text)).toBe(expected);
  });

  // What somebody does, or where he goes: a label with another such word has to be said here and in the readings.
  const done = /执行|进行|运行|通行证|出行|行驶|行程/gu;

  it('reads 行 in all labels of the packages as a line or a bank, but where it is what somebody does', () => {
    const wrong = labels
      .filter((text) => text.includes('行') && chinese(text).length === [...text].length)
      .flatMap((text) => {
        const expected = [...text.replace(done, (word) => word.replace('行', '往'))].flatMap((one, at) =>
          [...text][at] === '行' ? [one === '往' ? 'xing' : 'hang'] : [],
        );
        const read = pinyinOf(text)
          .split(' ')
          .filter((_, at) => [...text][at] === '行');
        return read.join() === expected.join() ? [] : [`${text}: ${read}`];
      });
    expect(wrong).toEqual([]);
  });
});
