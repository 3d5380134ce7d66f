import type { Page } from 'playwright-core';
import { openSite } from '../e2e/open-site.ts';
import type { JsonObject } from '../metadata/common/json.ts';

/**
 * `node bench/list-frames.ts`, after a build of the UI: frames of a list of 20,000 records (BENCH_ROWS) while a wheel
 * turns in Chromium without a graphics card, with all pages loaded beforehand, beside the same wheel over the same rows
 * as plain markup on the same page. Both take turns; of each the median over the rounds counts of its p95, and of the
 * main thread's work a frame. Ends with an error when the promise is missed.
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 20_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
const promised = 2;
const form = 'customer';

interface Frames {
  readonly middle: number;
  readonly p95: number;
  readonly longest: number;
}

/** The program that runs in the page, which knows nothing else. */
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
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const gaps = async (box, pixels, count) => {
    const all = [];
    box.scrollTop = 0;
    await frame();
    let before = await frame();
    for (let at = 1; at <= count; at++) {
      box.scrollTop = at * pixels;
      // A frame is over when what it has drawn is drawn: the next one begins then.
      await frame();
      await new Promise((resolve) => setTimeout(resolve));
      const now = performance.now();
      all.push(now - before);
      before = now;
    }
    all.sort((a, b) => a - b);
    const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
    return { middle: at(0.5), p95: at(0.95), longest: all.at(-1) };
  };
  window.bench = {
    async load() {
      const { list } = deep('gj-record-grid');
      await list.page(100000);
      deep('gj-record-grid').retry();
      return list.loaded;
    },
    /** The rows as the grid draws them, over and over: as many as there are in the list, in one box. */
    plain() {
      const grid = deep('vaadin-grid');
      const seen = [...grid.querySelectorAll('vaadin-grid-cell-content')].filter((cell) => cell.assignedSlot?.closest('tr')?.closest('#items'));
      const columns = grid.shadowRoot.querySelectorAll('#items tr:not([hidden]) td').length / grid.shadowRoot.querySelectorAll('#items tr:not([hidden])').length;
      const line = '<tr>' + seen.slice(0, columns).map((cell) => '<td>' + cell.innerHTML + '</td>').join('') + '</tr>';
      const box = document.createElement('div');
      box.style.cssText = 'position:fixed;inset:60px 0 0 220px;overflow:auto;background:#fff';
      box.innerHTML = '<table><tbody>' + line.repeat(1000) + '</tbody></table>';
      this.box = box;
      deep('gj-record-grid').renderRoot.append(box);
      box.hidden = true;
    },
    async frames(which, pixels, count) {
      if (which === 'grid') return gaps(deep('vaadin-grid').shadowRoot.querySelector('#table'), pixels, count);
      this.box.hidden = false;
      this.box.style.display = '';
      const found = await gaps(this.box, pixels, count);
      this.box.style.display = 'none';
      return found;
    },
  };
`;

const site = await openSite();
for (let from = 0; from < rows; from += 1000) {
  const items = Array.from({ length: Math.min(1000, rows - from) }, (_, at) => ({
    op: 'create',
    body: body(from + at),
  }));
  const { status, body: answer } = await site.node.ask('POST', `/api/forms/${form}/batch`, { items });
  if (status !== 200) throw new Error(JSON.stringify(answer).slice(0, 500));
}

function body(at: number): JsonObject {
  const number = String(at).padStart(6, '0');
  return { number: `XM${number}`, name: `技术服务 ${at}`, sharing: 'global' };
}

const page: Page = await site.visit({ path: `/forms/${form}` });
await page.locator('vaadin-grid').waitFor();
await page.evaluate(begin);
const loaded = Number(await page.evaluate('bench.load()'));
await page.waitForTimeout(1500);
await page.evaluate('bench.plain()');

const median = (all: readonly number[]) =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const missed: string[] = [];
console.log(`${loaded} records loaded`);
console.log('| pixels a frame | grid p50 | p95 | longest | plain p50 | p95 | longest | ratio of p95 |');
console.log('| --: | --: | --: | --: | --: | --: | --: | --: |');
for (const pixels of [36, 120, 600]) {
  const grid: Frames[] = [];
  const plain: Frames[] = [];
  for (let round = 0; round < rounds; round++) {
    grid.push((await page.evaluate(`bench.frames('grid', ${pixels}, 60)`)) as Frames);
    plain.push((await page.evaluate(`bench.frames('plain', ${pixels}, 60)`)) as Frames);
  }
  const of = (all: readonly Frames[], name: keyof Frames) => median(all.map((one) => one[name]));
  const ratio = of(grid, 'p95') / of(plain, 'p95');
  const cells = [grid, plain].flatMap((all) =>
    (['middle', 'p95', 'longest'] as const).map((name) => of(all, name).toFixed(1)),
  );
  console.log(`| ${pixels} | ${cells.join(' | ')} | ${ratio.toFixed(2)} |`);
  if (ratio > promised) missed.push(`${pixels} pixels a frame: ${ratio.toFixed(2)} × plain markup`);
}
await site.close();
if (missed.length > 0) {
  console.error(`missed: ${missed.join('; ')}`);
  process.exitCode = 1;
}
