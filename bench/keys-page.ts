import type { CDPSession, Page } from 'playwright-core';
import { openSite } from '../e2e/open-site.ts';
import { keyMark, keyWork } from './key-work.ts';
import { filledLine, range, wideForm, wideManifest } from './wide-form.ts';

/**
 * `node bench/keys-page.ts [lines] [way]`, after a build of the UI: what a key costs in Chromium without a graphics card on the
 * page of a record of thirty fields with many lines of thirty more, beside one with ten lines in the same run: the processor
 * that the main thread has for it until its frame is drawn (p95), how long that takes by the clock, which other work on the
 * machine makes longer (p95 and longest), the processor with all that follows in slices, and its longest task until the page
 * rests again. Ends with an error when a promise is missed.
 */
const lines = Number(process.argv[2] ?? 2000);
/** The one way that is measured; all of them where none is said. */
const only = process.argv[3];
const most: Readonly<Record<number, number>> = { 1: 30, 4: 100 };
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const watch = `
  window.bench = { keys: [], tasks: [] };
  addEventListener('keydown', ({ key, timeStamp }) => {
    if (key === 'Control') return;
    performance.mark('${keyMark}');
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // Its turn comes when the frame is drawn.
      port1.onmessage = () => bench.keys.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  }, true);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: false });
`;

interface Way {
  readonly name: string;
  /** Answers how many keys were pressed. */
  press(page: Page): Promise<number>;
}

async function type(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(60);
  }
  return keys.length;
}

async function inField(page: Page, label: string, keys: readonly string[]): Promise<number> {
  await page.getByRole('textbox', { name: label, exact: true }).click();
  return type(page, keys);
}

const ways: readonly Way[] = [
  { name: 'header, read by nothing', press: (page) => inField(page, 'text1', [...'a text of twenty key']) },
  {
    name: 'header, read by every line',
    press: (page) =>
      inField(page, 'rate', ['End', ...range(4).flatMap(() => ['1', '2', 'Backspace', 'Backspace'])]),
  },
  {
    name: 'a cell of a line',
    async press(page) {
      await page.getByRole('gridcell', { name: 'value 3 1', exact: true }).click();
      return type(page, [...'typed on', 'Enter', ...'and another', 'Enter']);
    },
  },
  {
    name: 'paste of 100 × 5',
    async press(page) {
      await page.getByRole('gridcell', { name: 'value 7 1', exact: true }).click();
      for (const turn of range(20)) {
        const row = (at: number) => range(5).map((cell) => `pasted ${turn} ${at} ${cell}`);
        const table = range(100).map((at) => row(at).join('\t'));
        await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(table.join('\r\n'))})`);
        await page.keyboard.press('Control+v');
        // Until all that follows in slices has come to its end.
        await pause(1200);
      }
      return 20;
    },
  },
];

const files = {
  'package.json': wideManifest,
  'forms/wide.json': wideForm,
};
const site = await openSite({});
const { node } = site;
const packages = [{ files }];
const plan = await node.ask('POST', '/api/model/plan', { packages });
const applied = await node.ask('POST', '/api/model/apply', { packages, hash: plan.body['hash'] ?? null });
if (applied.status !== 200) throw new Error(JSON.stringify([plan.body['issues'], applied.body]));
/** Answers the address of a record with so many lines. */
async function record(count: number): Promise<string> {
  const made = await node.ask('POST', '/api/forms/wide/records', {
    kind: 'a',
    rate: '0.13',
    ...Object.fromEntries(range(26).map((at) => [`text${at}`, 'x'])),
    lines: range(count).map((at) => filledLine(at, 20)),
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body).slice(0, 500));
  return `/forms/wide/${String(made.body['id'])}`;
}

/** Milliseconds of processor that the main thread has had, whatever else the machine does. */
async function worked(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

interface Cost {
  /** Milliseconds of processor until the frame is drawn. */
  readonly drawn: number;
  readonly p95: number;
  readonly longest: number;
  /** Milliseconds of processor for a key. */
  readonly work: number;
  readonly task: number;
}

async function cost(path: string, { press }: Way, rate: number): Promise<Cost> {
  const page = await site.visit({ path, language: 'en' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('gridcell', { name: 'value 3 1', exact: true }).waitFor();
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  await pause(1500);
  await page.evaluate(watch);
  const before = await worked(cdp);
  let count = 0;
  const drawn = await keyWork(page, async () => {
    count = await press(page);
  });
  await pause(1500 * rate);
  const work = ((await worked(cdp)) - before) / count;
  const { keys, tasks } = (await page.evaluate('bench')) as {
    readonly keys: readonly number[];
    readonly tasks: readonly number[];
  };
  await site.endTest();
  return {
    drawn: p95Of(drawn),
    p95: p95Of(keys),
    longest: Math.max(0, ...keys),
    work,
    task: Math.max(0, ...tasks),
  };
}

function p95Of(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1] ?? 0;
}

const missed: string[] = [];
const few = 10;
const [long, short] = [await record(lines), await record(few)];
console.log(
  `| throttled | changed | processor p95, ${few} lines | ${lines} | clock p95, ${few} | ${lines} | longest | work a key, ${few} | ${lines} | longest task |`,
);
console.log('| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |');
for (const rate of [1, 4])
  for (const way of ways.filter(({ name }) => only === undefined || name.includes(only))) {
    const beside = await cost(short, way, rate);
    const { drawn, p95, longest, work, task } = await cost(long, way, rate);
    const cells = [beside.drawn, drawn, beside.p95, p95, longest, beside.work, work];
    const last = task === 0 ? '< 50' : task.toFixed(0);
    console.log(`| ${rate}× | ${way.name} | ${cells.map((one) => one.toFixed(0)).join(' | ')} | ${last} |`);
    if (drawn >= (most[rate] ?? 0)) missed.push(`${way.name} at ${rate}×: p95 ${drawn.toFixed(0)} ms`);
  }
await site.close();
if (missed.length > 0) throw new Error(`promises missed: ${missed.join('; ')}`);
