import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { Model } from '../../../metadata/model.ts';
import type { DataSource } from '../../../metadata/source.ts';
import { type Org, orgTree } from '../../../rules/sharing/org-tree.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { buildModel } from '../publish/build-model.ts';
import { installedFrom } from '../publish/publisher.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';

const read = standardPackageFolders().map((folder) => ({
  name: basename(folder),
  ...readPackageFolder(folder),
}));
const built = await buildModel(
  read.map(({ files }) => installedFrom(files)),
  standardEdition('1.0.0'),
);

function model(): Model {
  if (!built.model) throw new Error(JSON.stringify(built.issues, null, 1));
  return built.model;
}

function contents<T>(folder: string): readonly { readonly file: string; readonly content: T }[] {
  return read.flatMap(({ name, files }) =>
    [...files]
      .filter(([path]) => path.startsWith(`${folder}/`))
      .map(([path, content]) => ({ file: `${name}/${path}`, content: content as unknown as T })),
  );
}

const data = contents<DataSource>('data').map(({ file, content }) => ({ file, ...content }));

describe('the standard packages', () => {
  it('are read and compile without an error or a warning', () => {
    expect(read.flatMap(({ issues }) => issues)).toEqual([]);
    expect(built.issues).toEqual([]);
  });

  it('stand in folders of the menu that somebody declares', () => {
    const folders = new Set(model().menu.map(({ path }) => path));
    const lost = [...model().forms.values()].filter(({ menu }) => menu && !folders.has(menu.path));
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it('call a record by what it is, not by where records of it are kept', () => {
    const placed = [...model().forms.values()]
      .filter(({ kind }) => kind !== 'setting')
      .map(({ recordLabel }) => recordLabel.zh)
      .filter((name) => /(管理|设置|配置|列表|主数据|资料)$/.test(name));
    expect(placed).toEqual([]);
  });

  it('call many records by the plural, where English has one, and a setting by its name', () => {
    const forms = [...model().forms.values()];
    const lists = forms.filter(({ kind }) => kind !== 'setting');
    const alike = lists.filter(({ recordLabel, listLabel }) => listLabel.en === recordLabel.en);
    // These cannot be counted.
    expect(alike.map(({ id }) => id).sort()).toEqual(['additional-info', 'real-estate', 'staff']);
    for (const { label, listLabel } of lists) expect(listLabel.zh).toBe(label.zh);
    for (const { kind, label, listLabel } of forms) if (kind === 'setting') expect(listLabel).toEqual(label);
  });

  it('match by these forms: those of imaging are set up for a kind of document each, which is unique', () => {
    const matching = [...model().forms.values()].filter(({ match }) => match);
    expect(matching.map(({ id }) => id).sort()).toEqual([
      ...['auto-issue-scheme', 'blue-match-rule', 'buyer-title', 'channel-strategy', 'company-rate-rule'],
      ...['drawer-rule', 'invoice-item', 'invoice-type-rule', 'mail-scheme', 'processing-scheme'],
      ...['red-confirmation-rule', 'red-mail-scheme', 'remark-rule'],
    ]);
    const red = matching.find(({ id }) => id === 'red-confirmation-rule');
    expect(red?.match?.for).toEqual([]);
  });

  it('have no word twice in a name', () => {
    const names = [...model().forms.values()].flatMap((form) => fieldsOf(form).map(({ label }) => label.zh));
    expect(names.filter((name) => /(\p{Script=Han}{2,})\1/u.test(name))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['drawer-rule', 'drawerSource', '没有匹配的策略时取当前登录人'],
    ['drawer-rule', 'drawerAccount', '为空时取单据上选择的电子税局账号'],
    ['processing-scheme', 'splitRule', '为空或已禁用时按系统默认规则拆分'],
    ['processing-scheme', 'mergeRule', '为空或已禁用时按系统默认规则合并'],
    ['split-rule', '', '规则被禁用后按系统默认规则处理'],
    ['merge-rule', '', '没有可用规则时按系统默认规则处理'],
    ['mail-scheme', '', '没有适用方案的企业使用预置默认方案'],
    ['imaging-scheme', '', '未配置方案时为基础模式'],
    ['other-settings', 'rederivePrice', '未配置时默认反算'],
    ['batch-push-scheme', 'mailScheme', '为空时取组织的方案'],
  ])('say what holds where nothing is set: %s %s', (form, field, says) => {
    const of = model().forms.get(form);
    const help = field === '' ? of?.help : of?.byId.get(field)?.help;
    expect(help?.zh).toContain(says);
  });

  it.each([
    ['invoice types', '10xdp'],
    ['red reasons', 'allowance'],
    ['statuses of red confirmations', '10'],
    ['rates', '0.015'],
  ])('offer the same %s everywhere', (_name, member) => {
    const lists = [...model().forms.values()]
      .flatMap((form) => fieldsOf(form))
      .map((field) => (field.options ?? []).map(({ value, label }) => ({ value, label })))
      .filter((options) => options.length < 31 && options.some(({ value }) => value === member));
    expect(lists.length).toBeGreaterThan(1);
    for (const options of lists) expect(options).toEqual(lists[0]);
  });
});

describe('the demo group', () => {
  const orgs = demoOrganisations();

  it('has twelve organisations on three levels, the root among them', () => {
    expect(orgs.size).toBe(12);
    const levels = ['root', 'NORTH', 'BEIJING'].map((id) => orgs.ancestors(id).length);
    expect(levels).toEqual([0, 1, 2]);
    expect(orgs.problems).toEqual([]);
  });

  it('shares its rules in all the ways there are', () => {
    const rules = data.filter(({ form }) => model().formsById.get(form)?.match);
    const used = new Set(rules.flatMap(({ records }) => records.map(({ sharing }) => sharing)));
    expect([...used].filter(Boolean).sort()).toEqual([...sharingStrategies].sort());
  });

  it('is assigned to organisations that exist, by such that exist', () => {
    const named = data.flatMap(({ file, records }) =>
      records.flatMap(({ org = 'root', assigned = [], key }) =>
        [org, ...assigned].map((number) => ({ at: `${file} ${key}`, number })),
      ),
    );
    expect(named.filter(({ number }) => !orgs.get(number))).toEqual([]);
  });
});

function demoOrganisations() {
  const orgs = data
    .filter(({ form }) => form === 'organisation')
    .flatMap(({ records }) => records.map(({ values }) => org(values)));
  return orgTree([org({ number: 'root', name: '集团' }), ...orgs], 1);
}

function org({ number, name, parent }: JsonObject): Org {
  const id = String(number);
  return { id, number: id, name: String(name), parent: parent ? String(parent) : null, enabled: true };
}

function fieldsOf(shape: FieldSet): readonly Field[] {
  return shape.fields.flatMap((field) => (field.rows ? [field, ...fieldsOf(field.rows)] : [field]));
}
