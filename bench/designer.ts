import type { Page } from 'playwright-core';
import { openSite } from '../e2e/open-site.ts';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import type { FieldSource } from '../metadata/source.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';

/**
 * `node bench/designer.ts`, after a build of the UI: the designer in Chromium, on a form of 150 fields and on two
 * standard ones: from a click on its address to its picture, from a key in a name to the picture of the preview that
 * says it, from a switch to the preview that has it, from a drop to the preview with the new order. Beside each what
 * the browser takes to draw the same elements as plain markup, in the same turn. Promised is the middle. It ends with an
 * error where a promise is missed.
 */
const turns = Number(process.env['BENCH_TURNS'] ?? 12);
const promised = { open: 300, change: 100 };
const label = (zh: string, en = zh) => ({ zh, en });

/** Of all sorts that people use most, ten to a group; every tenth is asked for only where another says so. */
const sorts: readonly JsonObject[] = [
  { kind: 'text', length: 80 },
  { kind: 'choice', options: ['a', 'b', 'c'].map((value) => ({ value, label: label(value) })) },
  { kind: 'decimal', precision: 12, scale: 2 },
  { kind: 'date' },
  { kind: 'boolean' },
  { kind: 'reference', form: 'customer' },
  { kind: 'money' },
  { kind: 'multiline' },
  { kind: 'integer', min: 0 },
  { kind: 'text', length: 40, required: { fact: 'f0', operator: 'isNotEmpty' } },
];
const fields = Array.from({ length: 150 }, (_, at) => ({
  ...sorts[at % sorts.length],
  name: `f${at}`,
  label: label(`字段 ${at}`, `Field ${at}`),
})) as unknown as readonly FieldSource[];
const wide: JsonObject = {
  name: 'wide',
  kind: 'master',
  sharing: 'everybody',
  label: label('一百五十个字段', 'Wide'),
  title: 'f0',
  fields: fields as unknown as Json,
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('主要', 'Main'),
        groups: Array.from({ length: 15 }, (_, group) => ({
          name: `g${group}`,
          label: label(`分组 ${group}`, `Group ${group}`),
          fields: fields.slice(group * 10, group * 10 + 10).map(({ name }) => name),
        })),
      },
    ],
  },
  list: { columns: ['f0', 'f1', 'f2'] },
};
const manifest: JsonObject = {
  name: 'wide',
  version: '1.0.0',
  peerDependencies: { platform: '*', basis: '*' },
  guiju: { prefix: 'wd', label: label('宽', 'Wide') },
};

/** Runs in the page: what is asked here is done and timed there. */
const within = `
  const deep = (selector, root = document) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.matches(selector)) return one;
      const inner = one.shadowRoot && deep(selector, one.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const soon = () => wait(1);
  /** Looked for once: whoever waits asks often, which is not to be what is timed. */
  const kept = new Map();
  const known = (selector) => {
    if (!kept.get(selector)?.isConnected) kept.set(selector, deep(selector));
    return kept.get(selector);
  };
  const canvas = () => known('gj-design-canvas');
  const preview = () => known('gj-design-preview') && known('gj-form-layout');
  const shown = () => { const layout = preview(); return layout ? all(layout.shadowRoot, 'gj-record-field') : []; };
  const named = (field) => shown().find((one) => one.field.name === field);
  const said = (field) => named(field)?.shadowRoot.querySelector('.label')?.textContent ?? '';
  const markupOf = (root) => [...root.childNodes].map((one) => {
    if (one.nodeType === 3) return one.textContent.replace(/[&<]/g, ' ');
    if (one.nodeType !== 1) return '';
    const name = one.localName === 'slot' ? 'span' : one.localName.includes('-') ? 'div' : one.localName;
    if (name === 'style') return '';
    return '<' + name + ' class="' + one.className + '">' + (one.shadowRoot ? markupOf(one.shadowRoot) : '') + markupOf(one) + '</' + name + '>';
  }).join('');
  window.bench = {
    async until(fits, since) {
      while (!fits()) {
        if (performance.now() - since > 20000) throw new Error('nothing came: ' + fits);
        await soon();
      }
      await painted();
      return performance.now() - since;
    },
    count: () => canvas() ? all(canvas().shadowRoot, '.tile').length : 0,
    async open(href, tiles) {
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      const since = performance.now();
      link.click();
      link.remove();
      return this.until(() => this.count() >= tiles && canvas().form.name === href.split('/')[2], since);
    },
    /** To the list of all forms. */
    async leave() {
      const link = document.createElement('a');
      link.href = '/design';
      document.body.append(link);
      link.click();
      link.remove();
      await this.until(() => !canvas(), performance.now());
    },
    async preview() {
      const button = all(deep('gj-actions', deep('gj-page-head').shadowRoot).shadowRoot, 'button').find((one) => /预览/.test(one.textContent));
      const since = performance.now();
      button.click();
      const took = await this.until(() => shown().length > 0 && shown().every((one) => one.ready && (one.shadowRoot?.childElementCount ?? 0) > 0), since);
      await wait(400);
      return took;
    },
    async pick(field) {
      all(canvas().shadowRoot, '.tile').find((one) => one.dataset.place === 'fields/' + field).click();
      await this.until(() => deep('gj-place-panel')?.drawn.place === 'fields/' + field, performance.now());
      await wait(200);
    },
    async type(field, text) {
      const input = deep('input[aria-label="名称（中文）"]', deep('gj-place-panel').shadowRoot);
      const since = performance.now();
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      return this.until(() => said(field).includes(text), since);
    },
    async require(field) {
      const isStarred = () => Boolean(named(field)?.shadowRoot.querySelector('.star'));
      const wanted = !isStarred();
      const segments = deep('.segments[aria-label="必填"]', deep('gj-place-panel').shadowRoot);
      const since = performance.now();
      all(segments, 'button')[wanted ? 1 : 0].click();
      return this.until(() => isStarred() === wanted, since);
    },
    async move(field, before) {
      const tile = (name) => all(canvas().shadowRoot, '.tile').find((one) => one.dataset.place === 'fields/' + name);
      const data = new DataTransfer();
      const at = tile(before).closest('.cell');
      const box = at.getBoundingClientRect();
      const place = { clientX: box.left + 3, clientY: box.top + 3 };
      const send = (to, type) => to.dispatchEvent(new DragEvent(type, { ...place, bubbles: true, composed: true, cancelable: true, dataTransfer: data }));
      send(tile(field), 'dragstart');
      send(at, 'dragover');
      await painted();
      const order = () => shown().map((one) => one.field.name);
      const stands = () => { const now = order(); return now.indexOf(field) === now.indexOf(before) - 1; };
      const since = performance.now();
      send(at, 'drop');
      return this.until(stands, since);
    },
    /** Draws the page's content as plain markup, and measures the time that the browser alone takes for it. */
    async plain() {
      const markup = [canvas(), deep('gj-design-preview')].map((one) => one ? markupOf(one.shadowRoot) : '').join('');
      const copy = document.createElement('div');
      copy.style.cssText = 'position:fixed;inset:0;overflow:auto;background:#fff';
      const since = performance.now();
      copy.innerHTML = markup;
      document.body.append(copy);
      await painted();
      const took = performance.now() - since;
      copy.remove();
      await painted();
      return took;
    },
  };
`;

interface Timed {
  readonly what: string;
  readonly most: number;
  readonly took: number[];
}

const site = await openSite({ demo: true });
await site.node.publish([
  installedFrom(
    new Map<string, Json>([
      ['package.json', manifest],
      ['forms/wide.json', wide],
    ]),
  ),
]);

async function measure(page: Page, name: string, [first, second, third]: readonly [string, string, string]) {
  const evaluate = <Value>(code: string) => page.evaluate(code) as Promise<Value>;
  const timed = (what: string, most: number): Timed => ({ what, most, took: [] });
  const [open, preview] = [
    timed('opened', promised.open),
    timed('its preview opened', Number.POSITIVE_INFINITY),
  ];
  const [type, require, drop] = [
    timed('a key in a name → preview', promised.change),
    timed('required, or not → preview', promised.change),
    timed('a drop → preview', promised.change),
  ];
  const plain: number[] = [];
  const address = `/design/${name}`;
  await evaluate(`bench.open('${address}', 3)`);
  await page.waitForTimeout(500);
  const tiles = await evaluate<number>('bench.count()');
  for (let turn = 0; turn < turns; turn += 1) {
    await evaluate('bench.leave()');
    open.took.push(await evaluate<number>(`bench.open('${address}', ${tiles})`));
    await page.waitForTimeout(200);
    preview.took.push(await evaluate<number>('bench.preview()'));
    await evaluate(`bench.pick('${first}')`);
    for (const text of ['甲', '甲乙'])
      type.took.push(await evaluate<number>(`bench.type('${first}', '${text}${turn}')`));
    // The typed text is on its way to the server by then.
    await page.waitForTimeout(900);
    for (let at = 0; at < 2; at += 1) {
      require.took.push(await evaluate<number>(`bench.require('${first}')`));
      await page.waitForTimeout(200);
    }
    for (const [what, before] of [
      [second, third],
      [third, second],
    ]) {
      drop.took.push(await evaluate<number>(`bench.move('${what}', '${before}')`));
      await page.waitForTimeout(200);
    }
    plain.push(await evaluate<number>('bench.plain()'));
  }
  return { name, tiles, all: [open, preview, type, require, drop], plain };
}

const page = await site.visit({ path: '/design' });
await page.locator('gj-design-page table').waitFor();
const cdp = await page.context().newCDPSession(page);
await cdp.send('Runtime.evaluate', { expression: within });
const wanted = (process.env['BENCH_FORMS'] ?? 'wide,invoice-item,invoice').split(',');
const chosen: Readonly<Record<string, readonly [string, string, string]>> = {
  wide: ['f12', 'f14', 'f13'],
  'invoice-item': ['remark', 'unit', 'spec'],
  invoice: ['machineNo', 'reviewer', 'payee'],
};
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
const worst = (all: readonly number[]) => Math.max(...all);
const missed: string[] = [];
console.log('| form | tiles | ms | promised | middle | best | worst | plain markup | × plain |');
console.log('| --- | --: | --- | --: | --: | --: | --: | --: | --: |');
for (const name of wanted) {
  const { tiles, all, plain } = await measure(page, name, chosen[name] ?? ['', '', '']);
  for (const { what, most, took } of all) {
    const cells = [
      ...[name, tiles, what, Number.isFinite(most) ? `< ${most}` : '–'],
      ...[middle(took), Math.min(...took), worst(took), middle(plain)].map(Math.round),
      (middle(took) / middle(plain)).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    if (middle(took) >= most) missed.push(`${name}: ${what} in ${Math.round(middle(took))} ms`);
  }
  await page.waitForTimeout(1_000);
}
const complaints = await site.endTest();
await site.close();
for (const complaint of complaints) console.log(complaint);
if (missed.length > 0) {
  console.error(`missed:\n${missed.join('\n')}`);
  process.exit(1);
}
