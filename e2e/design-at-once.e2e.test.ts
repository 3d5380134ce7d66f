import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { someOf } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { field, label } from './own-package.ts';
import { settled } from './settled.ts';

const options = ['a', 'b', 'c', 'd'].map((value) => ({ value, label: label(value, value) }));
const when = (value: string) => ({ fact: 'name', operator: 'equal', value });

/** A form with something in every list that a form can have. */
const desk: JsonObject = {
  name: 'desk',
  kind: 'master',
  label: label('台', 'Desk'),
  sharing: 'everybody',
  title: 'name',
  fields: [
    field('number', 'number', '编号', {
      pattern: 'D{seq:4}',
      series: ['x', 'y', 'z'].map((name) => ({ name, when: when(name), pattern: `${name}{seq:4}` })),
    }),
    field('name', 'text', '名称'),
    field('state', 'choice', '进度', { options }),
    ...['one', 'two', 'three', 'four', 'five'].map((name) => field(name, 'decimal', name)),
    field('total', 'computed', '合计', { compute: { op: 'sum', of: ['one', 'two', 'three'] } }),
    field('lines', 'entries', '各行', {
      fields: ['p', 'q', 'r', 's'].map((name) => field(name, 'text', name)),
    }),
  ],
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('主', 'Main'),
        groups: [
          { name: 'first', label: label('一', 'First'), fields: ['number', 'name', 'state', 'one', 'two'] },
          { name: 'second', label: label('二', 'Second'), fields: ['three', 'four', 'five', 'total'] },
          { name: 'rows', label: label('三', 'Third'), fields: ['lines'] },
        ],
      },
    ],
  },
  list: {
    columns: ['number', 'name', 'state', 'one'],
    filters: ['number', 'name', 'state'],
    sort: ['number', 'name', 'state'],
    search: ['number', 'name'],
  },
  views: ['v', 'w', 'x'].map((name) => ({
    name,
    kind: 'board',
    label: label(name, name),
    groupBy: 'state',
    columns: ['number', 'one', 'two'],
  })),
};
const slip = {
  name: 'slip',
  form: 'desk',
  label: label('单', 'Slip'),
  paper: { size: 'A5' },
  values: ['all', 'most'].map((name) => ({ name, label: label(name, name), of: 'one' })),
  blocks: [
    { block: 'table', rows: 'lines', columns: ['p', 'q', 'r', 's'].map((name) => ({ field: name })) },
    { block: 'text', text: label('字', 'Text') },
    {
      block: 'columns',
      columns: [{ blocks: [{ block: 'group', blocks: [{ block: 'text', text: '同' }] }] }],
    },
    { block: 'fields', fields: ['one', 'two', 'three', 'four'].map((name) => ({ field: name })) },
    { block: 'code', code: 'qr', text: '[&number&]', width: 20 },
  ],
};
const sums = {
  name: 'sums',
  form: 'desk',
  label: label('和', 'Sums'),
  groups: [{ field: 'state' }],
  values: [{ of: 'count' }],
};

/**
 * What every list on the page holds, by its name; `act`: what each has to hold once it was changed twice in one moment,
 * before anything is drawn anew.
 */
function listsOf(page: Page, act: boolean): Promise<Record<string, string>> {
  return page.evaluate((acts) => {
    const found: Record<string, string> = {};
    const all = (selector: string, root: Document | ShadowRoot | Element = document): HTMLElement[] => [
      ...[...root.querySelectorAll<HTMLElement>(selector)],
      ...[...root.querySelectorAll('*')].flatMap((one) =>
        one.shadowRoot ? all(selector, one.shadowRoot) : [],
      ),
    ];
    const isShut = (one: HTMLElement) => (one as HTMLInputElement).disabled;
    const tell = (one: HTMLElement, type: string) => one.dispatchEvent(new Event(type, { bubbles: true }));
    const put = (one: HTMLElement, text: string) => {
      (one as HTMLInputElement).value = text;
      tell(one, 'input');
      tell(one, 'change');
    };
    const down = (one: HTMLElement | null | undefined) => {
      const key = { key: 'ArrowDown', altKey: true, bubbles: true, composed: true, cancelable: true };
      for (let times = 0; times < 2; times++) one?.dispatchEvent(new KeyboardEvent('keydown', key));
    };
    const twoDown = (keys: readonly string[]) => {
      const [first, second, third, ...rest] = keys;
      return [second, third, first, ...rest];
    };
    /** Boxes of lists may be called alike: the second ends in 2. */
    const note = (name: string, keys: readonly unknown[]) => {
      let free = name;
      for (let at = 2; free in found; at++) free = `${name} ${at}`;
      found[free] = keys.join(' ');
    };
    /** Moves the first of a list by two places. */
    const order = (name: string, keys: readonly string[], first: HTMLElement | null | undefined) => {
      if (keys.length < 3) return;
      if (acts) down(first);
      note(name, acts ? twoDown(keys) : keys);
    };
    for (const editor of all('gj-order-editor') as (HTMLElement & Record<string, never>)[]) {
      if (editor['readonly']) continue;
      const keys = [...(editor['value'] as unknown as readonly string[])];
      const root = editor.shadowRoot as ShadowRoot;
      const select = root.querySelector('select');
      const left = [...(select?.options ?? [])]
        .map(({ value }) => value)
        .filter(Boolean)
        .slice(0, 2);
      if (acts) {
        if (keys.length > 2) down(root.querySelector<HTMLElement>('li button:last-child'));
        for (const one of left) {
          (select as HTMLSelectElement).value = one;
          tell(select as HTMLSelectElement, 'change');
        }
      }
      note(
        `order ${String(editor['label'])}`,
        acts ? [...(keys.length > 2 ? twoDown(keys) : keys), ...left] : keys,
      );
    }
    for (const [at, group] of all('[role=group]').entries()) {
      const boxes = [...group.querySelectorAll<HTMLInputElement>('.switch input[type=checkbox]')];
      if (boxes.length < 2 || boxes.some(isShut)) continue;
      const before = boxes.map(({ checked }) => checked);
      if (acts) for (const box of boxes.slice(0, 2)) box.click();
      note(
        `some ${group.ariaLabel ?? at}`,
        acts ? before.map((is, place) => (place < 2 ? !is : is)) : before,
      );
    }
    for (const pair of all('.pair')) {
      const boxes = [...pair.querySelectorAll<HTMLInputElement>('input, textarea')];
      if (boxes.length < 2 || boxes.some(isShut) || !boxes[0]?.ariaLabel) continue;
      const texts = boxes.map((_, at) => `twice${at}`);
      if (acts) for (const [at, box] of boxes.entries()) put(box, texts[at] ?? '');
      note(`label ${boxes[0].ariaLabel}`, acts ? texts : boxes.map(({ value }) => value));
    }
    for (const editor of all('gj-options-editor')) {
      const inputs = [...(editor.shadowRoot?.querySelectorAll<HTMLInputElement>('li input[title]') ?? [])];
      order(
        'options',
        inputs.map(({ title }) => title),
        inputs[0],
      );
    }
    for (const list of all('gj-part-list')) {
      const lines = [...(list.shadowRoot?.querySelectorAll<HTMLElement>('li') ?? [])];
      // The one that is picked is called otherwise meanwhile.
      const names = lines.map((line) => line.querySelector('.entry:not([aria-current])')?.textContent ?? '…');
      const button = lines[0]?.querySelectorAll<HTMLElement>('button')[2];
      if (!(list as HTMLElement & Record<string, unknown>)['ordered'] || names.length < 3) continue;
      if (acts) for (let times = 0; times < 2; times++) button?.click();
      note('parts', acts ? twoDown(names) : names);
    }
    for (const list of all('gj-print-columns') as (HTMLElement & Record<string, never>)[]) {
      const keys = (list['value'] as unknown as readonly { field: string }[]).map((one) => one.field);
      order('print columns', keys, list.shadowRoot?.querySelector<HTMLElement>('li button'));
    }
    for (const editor of all('gj-series-editor')) {
      const boxes = [...(editor.shadowRoot?.querySelectorAll<HTMLInputElement>('li > input') ?? [])];
      if (acts) for (const [at, box] of boxes.entries()) put(box, `n${at}-{seq:4}`);
      note('series', acts ? boxes.map((_, at) => `n${at}-{seq:4}`) : boxes.map(({ value }) => value));
    }
    for (const canvas of all('gj-design-canvas')) {
      for (const section of all('section[data-section]', canvas.shadowRoot as ShadowRoot)) {
        const tiles = [...section.querySelectorAll<HTMLElement>('[data-place^="fields/"]')];
        const own = tiles.filter((one) => !one.dataset['place']?.includes('.'));
        order(
          `group ${section.dataset['section'] ?? ''}`,
          own.map(({ dataset }) => dataset['place'] ?? ''),
          own[0],
        );
        const inner = tiles.filter((one) => one.dataset['place']?.includes('.'));
        order(
          `rows ${section.dataset['section'] ?? ''}`,
          inner.map(({ dataset }) => dataset['place'] ?? ''),
          inner[0],
        );
      }
    }
    for (const menu of all('gj-menu-design')) {
      const lines = [...(menu.shadowRoot?.querySelectorAll<HTMLElement>('li[style="--level:0"]') ?? [])];
      const keys = lines.map(({ dataset }) => dataset['key'] ?? '');
      order('menu', keys, lines[0]);
    }
    return found;
  }, act);
}

/** Waits for what stands at an address, and folds out the last of each list whose things fold out. */
async function isDrawn(page: Page, ready: string): Promise<void> {
  await page.locator(ready).first().waitFor({ state: 'attached' });
  await settled(page);
  for (const line of await page.locator('gj-print-columns li:last-child [aria-expanded=false]').all())
    await line.click();
}

inBrowser('two changes at once', (site) => {
  beforeAll(async () => {
    const steps = [
      { do: 'add-form', content: desk },
      { do: 'set-print', form: 'desk', name: 'slip', content: slip },
      { do: 'set-report', form: 'desk', name: 'sums', content: sums },
    ];
    const { status, body } = await site().node.ask('POST', '/api/design/drafts', {
      key: 'two-changes-at-once',
      steps,
    });
    expect(status, JSON.stringify(body)).toBe(201);
  });

  type Place = readonly [place: string, path: string, ready: string, lists: readonly string[]];
  const places: readonly Place[] = [
    ['the canvas', '/design/desk', 'gj-design-canvas [data-place]', ['group first', 'rows rows']],
    ['the form itself', '/design/desk?show=', 'gj-place-panel gj-property', ['label 名称（中文）']],
    ['options', '/design/desk?show=fields/state', 'gj-options-editor li', ['options', 'label 名称（中文）']],
    ['what is computed', '/design/desk?show=fields/total', 'gj-order-editor', ['order 参与计算的字段']],
    ['series', '/design/desk?show=fields/number', 'gj-series-editor li', ['series']],
    ['the list', '/design/desk?tab=list', 'gj-order-editor li', ['order 列']],
    ['views', '/design/desk?tab=views&show=views/v', 'gj-part-list li', ['parts']],
    [
      'a print template',
      '/design/desk?tab=prints&show=prints/slip/blocks/0',
      'gj-print-columns li',
      ['print columns', 'label 自定义名称（中文）'],
    ],
    [
      'fields on paper',
      '/design/desk?tab=prints&show=prints/slip/blocks/3',
      'gj-print-columns li',
      ['print columns', 'label 自定义名称（中文）'],
    ],
    ['a text on paper', '/design/desk?tab=prints&show=prints/slip/blocks/1', '.pair', ['label 文字（中文）']],
    [
      'a text in a group in a column on paper',
      '/design/desk?tab=prints&show=prints/slip/blocks/2/columns/0/blocks/0/blocks/0',
      '.pair',
      ['label 文字（中文）'],
    ],
    [
      'a code on paper',
      '/design/desk?tab=prints&show=prints/slip/blocks/4',
      '.pair',
      ['label 码里的内容（中文）'],
    ],
    [
      'the whole template',
      '/design/desk?tab=prints&show=prints/slip',
      '.pair',
      ['label 名称（中文）', 'label 名称（中文） 2', 'label 名称（中文） 3'],
    ],
    ['a report', '/design/desk?tab=reports', '.pair', ['label 名称（中文）']],
    ['the menu', '/design?tab=menu', 'gj-menu-design li', ['menu']],
  ];

  it.each(someOf(places, 4))('of %s both stay', async (_place, path, ready, lists) => {
    const page = await site().visit({ path, language: 'zh' });
    await isDrawn(page, ready);
    const wanted = await listsOf(page, true);
    expect(Object.keys(wanted), 'what is changed').toEqual(expect.arrayContaining([...lists]));
    await settled(page);
    await page.reload();
    await isDrawn(page, ready);
    const lost = async () => {
      const found = await listsOf(page, false);
      return Object.entries(wanted).flatMap(([name, is]) =>
        found[name] === is ? [] : `${name}: ${found[name]} instead of ${is}`,
      );
    };
    await expect.poll(lost, { timeout: 10_000 }).toEqual([]);
  });
});
