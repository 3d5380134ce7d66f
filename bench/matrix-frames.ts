import { openSite } from '../e2e/open-site.ts';
import type { JsonObject } from '../metadata/common/json.ts';

/**
 * `node bench/matrix-frames.ts`, after a build of the UI: frames of the matrix of sharing with 500 records and 300
 * organisations, in Chromium without a graphics card, while it is scrolled both ways and while a rectangle is drawn over
 * its cells. Beside it an empty frame of the same page; ends with an error where p95 is over `promised` of the frames of
 * a screen that is drawn sixty times a second.
 */
const records = 500;
const orgs = 300;
const promised = 2;
const sixtieth = 1000 / 60;

const site = await openSite();
const made = async (form: string, bodies: readonly JsonObject[]) => {
  const items = bodies.map((body) => ({ op: 'create', body }));
  const { status, body } = await site.node.ask('POST', `/api/forms/${form}/batch?org=root`, { items });
  if (status !== 200) throw new Error(JSON.stringify(body).slice(0, 500));
};
const numbered = (count: number, of: (at: string) => JsonObject) =>
  Array.from({ length: count }, (_, at) => of(String(at).padStart(4, '0')));
await made(
  'organisation',
  numbered(orgs, (at) => ({ number: `O${at}`, name: `第 ${at} 分公司`, parent: 'root' })),
);
await made(
  'buyer-title',
  numbered(records, (at) => ({ number: `T${at}`, name: `抬头 ${at}`, sharing: 'free' })),
);

/** Programs that run in the page, which knows nothing else. */
const begin = `
  const deep = (selector, root = document) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const one of root.querySelectorAll('*')) {
      const inner = one.shadowRoot && deep(selector, one.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const gaps = async (count, step) => {
    const all = [];
    let before = await new Promise(requestAnimationFrame);
    for (let at = 1; at <= count; at++) {
      step(at);
      const now = await new Promise(requestAnimationFrame);
      all.push(now - before);
      before = now;
    }
    all.sort((a, b) => a - b);
    const share = (part) => all[Math.min(all.length - 1, Math.floor(all.length * part))];
    return { p50: share(0.5), p95: share(0.95), longest: all.at(-1) };
  };
  const box = () => deep('gj-sharing-matrix').shadowRoot.querySelector('.frame');
  const point = (type, at) => {
    const { left, top } = box().getBoundingClientRect();
    const target = type === 'pointerdown' ? box().querySelector('.cell') : box();
    const place = { clientX: left + 240 + (at % 24) * 28, clientY: top + 150 + (at % 18) * 28 };
    target.dispatchEvent(new PointerEvent(type, { ...place, bubbles: true, composed: true, pointerId: 1, pointerType: 'pen' }));
  };
  window.bench = {
    still: () => gaps(120, () => {}),
    down: () => gaps(120, (at) => { box().scrollTop = at * 84; }),
    across: () => gaps(120, (at) => { box().scrollLeft = at * 56; }),
    async draw() {
      box().scrollTo(0, 0);
      // A pen that nobody holds cannot be kept hold of.
      box().setPointerCapture = () => {};
      point('pointerdown', 0);
      const found = await gaps(120, (at) => point('pointermove', at));
      const drawn = box().querySelector('.drawn');
      if (!(drawn?.offsetHeight > 28)) throw new Error('nothing was drawn');
      return found;
    },
  };
`;

interface Frames {
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

const page = await site.visit({ path: '/sharing/buyer-title?way=matrix' });
await page.getByRole('rowheader').nth(20).waitFor();
await page
  .getByRole('gridcell', { name: /: 创建组织$/ })
  .first()
  .waitFor();
await page.evaluate(begin);
const missed: string[] = [];
console.log('| | p50 | p95 | longest, ms |');
console.log('| --- | --: | --: | --: |');
for (const name of ['still', 'down', 'across', 'draw']) {
  const { p50, p95, longest } = (await page.evaluate(`bench.${name}()`)) as Frames;
  console.log(`| ${name} | ${[p50, p95, longest].map((one) => one.toFixed(1)).join(' | ')} |`);
  if (p95 > promised * sixtieth) missed.push(`${name}: ${p95.toFixed(1)} ms`);
}
await site.close();
if (missed.length > 0) {
  console.error(`missed: ${missed.join('; ')}`);
  process.exitCode = 1;
}
