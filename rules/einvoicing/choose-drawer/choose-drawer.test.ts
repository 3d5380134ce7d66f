import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { chooseDrawer, type DrawerQuestion } from './choose-drawer.ts';

const question: DrawerQuestion = {
  channel: 'leqi',
  user: '登录人',
  passed: { drawer: '传入' },
  device: { drawer: '设备' },
  personOf: (account) => (account === null ? '单据账号' : `${account}的人`),
};
const rule = (drawerSource: string, more: JsonObject = {}): JsonObject => ({
  number: 'K',
  drawerSource,
  ...more,
});

describe('who draws an invoice', () => {
  it.each<[string, JsonObject | null, Partial<DrawerQuestion>, string]>([
    ['the signed-in user', rule('current-user'), {}, '登录人'],
    ['as the business system said', rule('passed'), {}, '传入'],
    ['the device’s', rule('device'), {}, '设备'],
    ['a person', rule('person', { drawerPerson: { number: 'P', name: '张三' } }), {}, '张三'],
    ['a text', rule('text', { drawerText: '李四' }), {}, '李四'],
    ['of a named account', rule('tax-account', { drawerAccount: { number: 'A1', name: '' } }), {}, 'A1的人'],
    ['of the document’s account', rule('tax-account'), {}, '单据账号'],
    ['no rule: what was said', null, {}, '传入'],
    ['no rule and nothing said: who is signed in', null, { passed: {} }, '登录人'],
    ['nobody at all', null, { passed: {}, user: null }, ''],
    ['a rule whose source says nothing: what was said', rule('device'), { device: null }, '传入'],
    ['a rule whose source says nothing, and nobody did', rule('device'), { device: null, passed: {} }, ''],
    [
      'RPA: the account’s, whatever the rule says',
      rule('text', { drawerText: '李四' }),
      { channel: 'rpa' },
      '单据账号',
    ],
  ])('%s', (_name, own, more, drawer) => {
    expect(chooseDrawer({ ...question, ...more }, own).result.drawer).toBe(drawer);
  });

  it('payee and reviewer have sources of their own', () => {
    const own = rule('text', { drawerText: '甲', payeeSource: 'device', reviewerSource: 'current-user' });
    const device = { payee: '乙' };
    expect(chooseDrawer({ ...question, device }, own).result).toEqual({
      drawer: '甲',
      payee: '乙',
      reviewer: '登录人',
    });
  });
});
