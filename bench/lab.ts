import type { Page } from 'playwright-core';
import { openSite } from '../e2e/open-site.ts';
import type { JsonObject } from '../metadata/common/json.ts';

/**
 * From an application of many lines to the picture of the lab, and how long the frames are while one scrolls, drags and
 * zooms, in Chromium: beside the same drawing as plain markup on the same page, which is what the browser itself takes.
 * Of some rounds the best counts. Ends with an error when a promise is missed.
 */
const lines = 2_000;
const rounds = 5;
const promised = { picture: 300, frame: 50 };

function application(): JsonObject {
  const own = Array.from({ length: lines }, (_, at) => {
    const amount = 900 + ((at * 37) % 400);
    const tax = (amount * 0.13).toFixed(2);
    return {
      itemName: `货物 ${at}`,
      rate: '0.13',
      quantity: '3',
      taxCode: '1090511010000000000',
      amount: `${amount}.00`,
      tax,
      gross: (amount + Number(tax)).toFixed(2),
    };
  });
  return { number: 'LAB', dataSource: 'api', invoiceType: '10xdp', buyerName: '甲公司', lines: own };
}

interface Frames {
  readonly longest: number;
  readonly middle: number;
}

interface Round {
  /** Milliseconds from the application to the picture, through the server; then of the drawing alone. */
  readonly whole: number;
  readonly drawn: number;
  readonly plain: number;
  readonly parts: number;
  readonly frames: Readonly<Record<'scroll' | 'drag' | 'zoom', Frames>>;
  readonly plainFrames: Frames;
}

/** Runs in the page, and so knows nothing but its argument. */
const round = `async ({ document: application, opened }) => {
  const deep = (selector, root = document) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const one of root.querySelectorAll('*')) {
      const inner = one.shadowRoot && deep(selector, one.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const painted = async () => {
    await frame();
    await frame();
  };
  const framesOf = async (step, count = 30) => {
    const gaps = [];
    let before = await frame();
    for (let at = 0; at < count; at++) {
      step(at);
      const now = await frame();
      gaps.push(now - before);
      before = now;
    }
    gaps.sort((a, b) => a - b);
    return { longest: gaps.at(-1) ?? 0, middle: gaps[Math.floor(gaps.length / 2)] ?? 0 };
  };
  const page = deep('gj-lab-page');
  page.documents = [];
  await painted();
  const began = performance.now();
  page.documents = [application];
  while (!deep('gj-lab-flow') || page.busy) await new Promise((resolve) => setTimeout(resolve, 2));
  const flow = deep('gj-lab-flow');
  await flow.updateComplete;
  await painted();
  const whole = performance.now() - began;

  const drawing = performance.now();
  flow.opened = new Set(opened ? [0] : []);
  flow.answer = { ...flow.answer };
  await flow.updateComplete;
  await painted();
  const drawn = performance.now() - drawing;

  const box = flow.renderRoot.querySelector('.frame');
  const frames = {
    scroll: await framesOf((at) => {
      box.scrollTop = at * 90;
    }),
    drag: await framesOf((at) => {
      const place = { clientX: 300, clientY: 600 - at * 9, button: 0, buttons: 1, pointerType: 'mouse' };
      const type = at === 0 ? 'pointerdown' : 'pointermove';
      box.dispatchEvent(new PointerEvent(type, { ...place, bubbles: true }));
    }),
    zoom: await framesOf((at) => {
      if (at % 5 === 0) flow.zoom = 3 + ((at / 5) % 4);
    }),
  };

  const markup = box.innerHTML;
  const parts = box.querySelectorAll('*').length;
  const copy = document.createElement('div');
  copy.style.cssText = 'position:fixed;inset:0 400px 200px 0;overflow:auto;background:#fff';
  const plainly = performance.now();
  copy.innerHTML = markup;
  flow.renderRoot.append(copy);
  await painted();
  const plain = performance.now() - plainly;
  const plainFrames = await framesOf((at) => {
    copy.scrollTop = at * 90;
  });
  copy.remove();
  return { whole, drawn, plain, parts, frames, plainFrames };
}`;

const best = (all: readonly number[]) => Math.min(...all);

const site = await openSite();
const make = async (form: string, body: JsonObject) => {
  const made = await site.node.ask('POST', `/api/forms/${form}/records`, { sharing: 'global', ...body });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
};
await make('split-rule', {
  number: 'CF',
  name: '拆',
  limits: [{ invoiceType: '10xdp', netLimit: '100000' }],
});
await make('processing-scheme', {
  number: 'FA',
  name: '方案',
  condition: null,
  splitRule: { number: 'CF' },
});
const page: Page = await site.visit({ path: '/lab' });
await page.locator('gj-lab-documents').waitFor();
const document = application();
const missed: string[] = [];
console.log(
  '| lines | drawn | elements | whole | drawing | plain | ratio | scroll | drag | zoom | plain scroll |',
);
console.log('| --: | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |');
for (const opened of [false, true]) {
  const all: Round[] = [];
  for (let at = 0; at < rounds; at++)
    all.push((await page.evaluate(`(${round})(${JSON.stringify({ document, opened })})`)) as Round);
  const whole = best(all.map((one) => one.whole));
  const [drawn, plain] = [best(all.map((one) => one.drawn)), best(all.map((one) => one.plain))];
  const longest = (of: (one: Round) => Frames) => best(all.map((one) => of(one).longest));
  const frames = (['scroll', 'drag', 'zoom'] as const).map((key) => longest((one) => one.frames[key]));
  const rest = longest((one) => one.plainFrames);
  const cells = [
    ...[lines, opened ? 'line by line' : 'folded', all[0]?.parts ?? 0],
    ...[whole, drawn, plain].map(Math.round),
    (drawn / plain).toFixed(2),
    ...[...frames, rest].map(Math.round),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  if (whole >= promised.picture && !opened) missed.push(`the picture took ${Math.round(whole)} ms`);
  for (const [at, name] of ['scroll', 'drag', 'zoom'].entries())
    if ((frames[at] ?? 0) >= promised.frame)
      missed.push(`${opened ? 'line by line' : 'folded'}, ${name}: ${Math.round(frames[at] ?? 0)} ms`);
}
await site.endTest();
await site.close();
if (missed.length > 0) {
  console.error(`missed:\n${missed.join('\n')}`);
  process.exit(1);
}
