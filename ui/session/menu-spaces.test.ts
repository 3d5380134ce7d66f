import { describe, expect, it } from 'vitest';
import type { FormOutline, MenuFolder } from '../../metadata/contract/forms/outline.ts';
import { menuSpace, spaceOf, spaces } from './menu-spaces.ts';

const folder = (path: string, order: number, icon?: string): MenuFolder => {
  const name = path.split('/').at(-1) ?? '';
  // English has words of their own for what Chinese calls alike.
  const en = path === 'goods/system' ? 'goods system' : name;
  return { path, order, label: { zh: name, en }, ...(icon ? { icon } : {}) };
};
const menu = [
  folder('cloud', 10, 'invoice'),
  folder('cloud/basis', 20),
  folder('cloud/basis/mail', 10, 'mail'),
  folder('cloud/system', 5),
  folder('platform', 900),
  folder('platform/system', 10),
];
const form = (name: string, kind: FormOutline['kind'], path: string, order = 10) =>
  ({ id: name, name, kind, listLabel: { zh: name, en: name }, menu: { path, order }, actions: [] }) as never;
const forms = [
  form('invoice', 'document', 'cloud/basis', 20),
  form('bill', 'document', 'cloud/basis', 10),
  form('unit', 'master', 'cloud/basis'),
  form('mailbox', 'setting', 'cloud/basis/mail'),
  form('cloud-right', 'setting', 'cloud/system'),
  form('goods-system', 'master', 'platform/system'),
  form('token', 'platform', 'platform'),
  form('note', 'master', ''),
];
const shown = (space: (typeof spaces)[number]) =>
  menuSpace(space, menu, forms).map((group) => [
    [...group.above, group.label].map(({ zh }) => zh).join('/'),
    group.forms.map(({ name }) => name),
  ]);

describe('a space of the menu', () => {
  it('has its forms by what they are, in the folders and the order that packages say', () => {
    expect(shown('work')).toEqual([['cloud/basis', ['bill', 'invoice']]]);
    expect(shown('administration')).toEqual([['platform', ['token']]]);
  });

  it('has two levels: a folder further in stands behind the one it lies in, a form without a folder before all', () => {
    expect(shown('rules')).toEqual([
      ['', ['note']],
      ['cloud/system', ['cloud-right']],
      ['cloud/basis', ['unit']],
      ['cloud/basis/mail', ['mailbox']],
      ['platform/system', ['goods-system']],
    ]);
  });

  it.each([
    ['own', ['work', 'work']],
    ['own/inner', ['work', 'work']],
    ['own/rules', ['rules', 'rules']],
    ['other', ['work', 'rules']],
    ['owned', ['work', 'rules']],
  ] as const)('is the one that the nearest folder says, else that of the kind: %s', (path, expected) => {
    const folders = [
      { ...folder('own', 10), space: 'work' as const },
      folder('own/inner', 10),
      { ...folder('own/rules', 10), space: 'rules' as const },
      folder('other', 10),
      folder('owned', 10),
    ];
    const placed = (['document', 'master'] as const).map((kind) => form(kind, kind, path));
    expect(placed.map((one) => spaceOf(one, folders))).toEqual(expected);
  });

  it('leaves out nothing and shows nothing twice', () => {
    const all = spaces.flatMap((space) => menuSpace(space, menu, forms).flatMap((group) => group.forms));
    expect(all.map(({ name }) => name).sort()).toEqual(
      forms.map(({ name }: { name: string }) => name).sort(),
    );
  });

  it('says of two folders of one name where they lie, in the language in which they are called so', () => {
    const goods = [folder('goods', 950), folder('goods/system', 10)];
    const groups = menuSpace(
      'rules',
      [...menu, ...goods],
      [...forms, form('goods', 'master', 'goods/system')],
    );
    const ambiguous = (language: 'zh' | 'en') =>
      groups.filter(({ ambiguousIn }) => ambiguousIn.includes(language)).map(({ path }) => path);
    expect(ambiguous('zh')).toEqual(['cloud/system', 'platform/system', 'goods/system']);
    expect(ambiguous('en')).toEqual(['cloud/system', 'platform/system']);
  });

  it('takes the icon of a folder from above', () => {
    const groups = menuSpace('rules', menu, forms);
    expect(groups.map(({ icon }) => icon)).toEqual([undefined, 'invoice', 'invoice', 'mail', undefined]);
  });
});
