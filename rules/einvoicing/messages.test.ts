import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { momentIn } from '../calendar.ts';
import { stepSentence } from '../decisions/sentences.ts';
import type { Step } from '../decisions/trace.ts';
import { checkBusiness } from './check-business/check-business.ts';
import { issueSentence } from './issue-words.ts';
import { issueMessages } from './messages.ts';
import { einvoicing } from './register.ts';
import { split } from './split/split.ts';
import { stepMessages } from './steps.ts';

const folder = new URL('.', import.meta.url);

/** Codes as they stand in the sources. */
function codesIn(pattern: RegExp): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!test|suite)\.ts$/.test(name),
  );
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  return [...text.matchAll(pattern)].flatMap(([, code]) => code ?? []);
}

it('every issue that a decision raises has a sentence in both languages', () => {
  const codes = codesIn(/\.(?:stops|warns)\(\s*'([a-z-]+)'/g);
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !Object.hasOwn(issueMessages, code))).toEqual([]);
  for (const { zh, en } of Object.values(issueMessages)) {
    const params = (sentence: string) => [...sentence.matchAll(/\{(\w+)/g)].map(([, name]) => name);
    // English may say more, and never less than the Chinese.
    for (const name of params(zh)) expect(params(en)).toContain(name);
  }
});

it('every step of a decision has a sentence in both languages', () => {
  const codes = codesIn(/(?:\.(?:step|look)\(|left\(trace, \w+, |return )\s*'((?:\w+-)+\w+)'/g);
  const steps = codes.filter((code) => !Object.hasOwn(issueMessages, code));
  expect(steps.length).toBeGreaterThan(40);
  const answers = ['not-approved'];
  expect(steps.filter((code) => !Object.hasOwn(stepMessages, code) && !answers.includes(code))).toEqual([]);
});

it.each<[string, Step, string, string]>([
  [
    'what changed, by which rule',
    { code: 'type-chosen', by: { form: 'invoice-type-rule', number: 'PZ1' }, after: { invoiceType: '007' } },
    '按票种规则 PZ1：票种 纸普',
    'Type set by the rule PZ1: 票种 纸普',
  ],
  [
    'yes and no, and which of several it is',
    {
      code: 'item-mapped',
      by: { form: 'invoice-item', number: 'I' },
      after: { gift: true, kind: null, deduct: false },
    },
    '按开票项 I 映射：gift 是、kind —、deduct 否',
    'Mapped by the invoice item I: gift yes, kind —, deduct no',
  ],
  [
    'why, in words',
    { code: 'document-held', params: { reason: 'negative-left' } },
    '暂不开票（负数无法被冲抵）',
    'On hold (a negative amount remains)',
  ],
  [
    'who signs, and who does not',
    { code: 'drawer-chosen', after: { drawer: '', payee: '王强' } },
    '票面人员：drawer —、payee 王强',
    'Signed by: drawer —, payee 王强',
  ],
  [
    'pieces',
    { code: 'line-cut', before: { size: '3' }, after: { sizes: ['1', '2'] } },
    '按限额拆开：3 → 1 + 2',
    'Split by the limit: 3 → 1 + 2',
  ],
])('a step says %s', (_name, step, zh, en) => {
  const naming = {
    member: (member: string) => (member === 'invoiceType' ? '票种' : member),
    option: (member: string, value: string) =>
      member === 'invoiceType' && value === '007' ? '纸普' : undefined,
  };
  const texts = new Map(Object.entries(einvoicing.texts));
  const say = (language: 'zh' | 'en') => stepSentence(step, { language, texts, naming });
  expect([say('zh'), say('en')]).toEqual([zh, en]);
});

it('an issue counts lines from one', () => {
  const [issue] = split(
    {
      invoiceType: '10xdp',
      lines: [
        { amount: '10', rate: '0' },
        { amount: '200', rate: '0' },
      ],
    },
    { limits: [{ invoiceType: '10xdp', netLimit: '100' }], lastLine: 'none' },
  ).issues;
  expect(issue && issueSentence(issue, 'en')).toBe(
    'Line 2 of ¥200.00 is above the limit ¥100.00; by the rule it is not split but issued separately',
  );
});

it('and what says which one it is', () => {
  const params = { invoice: 0, size: '200', limit: '100' };
  expect(issueSentence({ code: 'hand-above-limit', severity: 'stops', params }, 'en')).toBe(
    'Invoice 1 has a net amount of ¥200.00, above the limit ¥100.00: move part of it to another invoice',
  );
});

it('amounts stand as money, and moments as clocks show them', () => {
  const bare = Object.entries(einvoicing.texts).filter(([, { zh, en }]) =>
    /\{(amount|used|device|difference|size|from|rest)\}/.test(zh + en),
  );
  expect(bare.map(([code]) => code)).toEqual([]);
  const type = { hours: 'windows', windows: [{ window: '09:00:00~12:00:00' }] } as const;
  const now = momentIn('Asia/Shanghai', Date.parse('2026-11-20T13:00:00+08:00'));
  const [issue] = checkBusiness({ now, zone: 'Asia/Shanghai', lines: [] }, type).issues;
  expect(issue && issueSentence(issue, 'zh')).toBe('不在可开票时间内，2026-11-21 09:00 起可开票');
});

it('what is empty is not said between quotation marks', () => {
  const issue = { code: 'account-not-matched', severity: 'stops', params: { drawer: '' } } as const;
  expect(issueSentence(issue, 'zh')).toBe('没有与开票人“—”对应的账号，不能开票；请增加账号，或更换开票人');
});
