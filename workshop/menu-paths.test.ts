import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { readDocuments } from './coverage.ts';

/** Names of the documents that are others here, each with why. */
const renamed: Readonly<Record<string, string>> = {
  发票服务: '发票云', // One root for what the documents call by two names.
  开票其它信息设置: '开票其他信息设置', // One of two characters for the same word.
  经办人信息: '经办人', // What it is called in the rest of the document.
  流程设计列表: '工作流影像节点', // The list has nothing but these.
  系统参数: '影像集成参数', // System parameters are another list.
};
/** A folder of whoever develops: what is in it is for everybody here. */
const left = new Set(['开发平台']);
/** Places where a document leads to another form than the one that it is about, or past a folder that it names elsewhere. */
const elsewhere: Readonly<Record<string, { readonly form: string; readonly path: string }>> = {
  '001.方案配置.拆分规则路径': { form: 'split-rule', path: '发票云/基础资料/开票参数设置/拆分配置' },
  '001.方案配置.合并规则路径': { form: 'merge-rule', path: '发票云/基础资料/开票参数设置/合并配置' },
  '001.企业授权.发票云授权配置路径': { form: 'cloud-authorisation', path: '发票云/系统管理/发票云授权配置' },
  '001.发票推送邮箱设置.路径': {
    form: 'mail-scheme',
    path: '发票云/基础资料/开票参数设置/邮箱设置/发票推送邮箱设置',
  },
  '001.开票其他信息设置.工作台路径': { form: 'invoice-application', path: '发票云/开票管理/开票申请单' },
  '003.含税金额拆分规则.工作台路径': { form: 'invoice-application', path: '发票云/开票管理/开票申请单' },
};

const paths = readDocuments('docs/coverage')
  .flatMap(({ rows }) => rows)
  .filter(({ type, target, form }) => type === 'menu' && target !== 'none' && form !== null)
  .map(({ id, zh, form }) => {
    const parts = zh.split(/[【】→>\s-]+/).filter(Boolean);
    const asHere = parts.map((part) => renamed[part] ?? part).filter((part) => !left.has(part));
    return { id, ...(elsewhere[id] ?? { form: form ?? '', path: asHere.join('/') }) };
  });

/** Where a person finds what the documents speak of. */
describe('what the documents lead to', () => {
  let node: TestNode;
  let menu: ReadonlyMap<string, string>;
  let forms: readonly JsonObject[];
  beforeAll(async () => {
    node = await openTestNode('', { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
    const { body } = await node.ask('GET', '/api/forms');
    const folders = body['menu'] as readonly JsonObject[];
    menu = new Map(folders.map(({ path, label }) => [String(path), String((label as JsonObject)['zh'])]));
    forms = body['forms'] as readonly JsonObject[];
  });
  afterAll(() => node.close());

  it('puts what mails are set up by into one folder', () => {
    const mails = forms.filter(({ name }) =>
      ['mail-scheme', 'red-mail-scheme', 'red-mail-push'].includes(String(name)),
    );
    const folders = mails.map((form) => menu.get(String((form['menu'] as JsonObject)['path'])));
    expect(folders).toEqual(['邮箱设置', '邮箱设置', '邮箱设置']);
  });

  it.each(paths)('leads by the menu to its form: $id', ({ form, path }) => {
    const found = forms.find(({ name }) => name === form);
    const at = String((found?.['menu'] as JsonObject | undefined)?.['path']).split('/');
    const folders = at.map((_, depth) => menu.get(at.slice(0, depth + 1).join('/')) ?? '?');
    const label = (found?.['listLabel'] ?? found?.['label']) as JsonObject | undefined;
    expect([...folders.filter((name) => !left.has(name)), label?.['zh']].join('/')).toBe(path);
  });
});
