import type { Page } from 'playwright-core';
import { openSite, type Site } from '../e2e/open-site.ts';
import type { JsonObject } from '../metadata/common/json.ts';

/**
 * `node bench/console.ts`: the page of parameters with 500 keys beside the same page with 50, in Chromium without a
 * graphics card: the longest wait for a frame, and what the page itself works for each key, wheel turn or letter. Of
 * some rounds the best. Ends with an error when a promise is missed.
 */
const many = 500;
const few = 50;
const rounds = 5;
/** A frame that comes later is seen as a stutter; throttled four times, twice that. */
const most: Readonly<Record<number, number>> = { 1: 50, 4: 100 };
/**
 * The most that 500 keys may cost beside 50, wherever both draw: under a wheel fifty stand still, all of them drawn.
 */
const ratio = 2;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Types of parameters of every shape a line has: numbers, switches, choices, long labels, dangers. */
function manyKeys(type: string, count: number): JsonObject {
  const label = (zh: string, en: string) => ({ zh, en });
  const params = Array.from({ length: count }, (_, at): JsonObject => {
    const name = label(`第 ${at} 个参数，名称长短不一${'长'.repeat(at % 7)}`, `Parameter ${at} of many`);
    const unset = label('没有设置时', 'Unset');
    const common = { key: `key_${at}`, label: name, help: label(`第 ${at} 个`, `Number ${at}`) };
    if (at % 3 === 0) return { ...common, value: { kind: 'integer' }, unset: { label: unset, value: at } };
    const value = { kind: 'boolean' };
    return {
      ...common,
      value,
      unset: { label: unset, value: false },
      ...(at % 10 === 1 && { danger: true }),
    };
  });
  return { type, label: label(`类型 ${type}`, `Type ${type}`), params };
}

async function publish({ node }: Site): Promise<void> {
  const label = { zh: '很多参数', en: 'Many parameters' };
  const files: JsonObject = {
    'package.json': { name: 'many', version: '1.0.0', guiju: { prefix: 'my', label } },
    'params/few.json': manyKeys('few', few),
    'params/many.json': manyKeys('many', many),
  };
  const body = { packages: [{ files }] };
  const plan = await node.ask('POST', '/api/model/plan', body);
  const applied = await node.ask('POST', '/api/model/apply', { ...body, hash: plan.body['hash'] ?? null });
  if (applied.status !== 200) throw new Error(JSON.stringify([plan.body['issues'], applied.body]));
}

/** Milliseconds the page worked so far. */
async function workedOf(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}

/** Counts from one frame to the next while something goes on; a text, as here nobody knows of pages. */
const countFrames = `(() => {
  let [last, longest, isOn] = [0, 0, false];
  const frame = (at) => {
    if (last > 0) longest = Math.max(longest, at - last);
    last = at;
    if (isOn) requestAnimationFrame(frame);
  };
  globalThis.frames = {
    start() {
      [last, longest, isOn] = [0, 0, true];
      requestAnimationFrame(frame);
    },
    longest() {
      isOn = false;
      return longest;
    },
  };
})()`;

const press = async (page: Page, key: string, times: number) => {
  for (let at = 0; at < times; at += 1) {
    await page.keyboard.press(key);
    await pause(40);
  }
};
const first = (page: Page) => page.locator('gj-parameter-list a[data-path]').first();

const tasks: Readonly<
  Record<string, { readonly steps: number; readonly run: (page: Page) => Promise<void> }>
> = {
  arrows: { steps: 30, run: (page) => press(page, 'ArrowDown', 30) },
  PageDown: { steps: 4, run: (page) => press(page, 'PageDown', 4) },
  wheel: {
    steps: 20,
    async run(page) {
      for (let at = 0; at < 20; at += 1) {
        await page.mouse.wheel(0, 120);
        await pause(40);
      }
    },
  },
  search: {
    steps: 6,
    async run(page) {
      await page.keyboard.press('/');
      for (const letter of 'key_1') {
        await page.keyboard.press(letter);
        await pause(60);
      }
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
    },
  },
};

interface Measured {
  readonly frame: number;
  readonly work: number;
}

async function measure(page: Page, name: keyof typeof tasks): Promise<Measured> {
  const worked = await workedOf(page);
  const task = tasks[name];
  if (!task) throw new Error('no such task');
  const found: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await first(page).focus();
    await page.keyboard.press('Home');
    await page.locator('gj-parameter-list').hover();
    await pause(400);
    const before = await worked();
    await page.evaluate('frames.start()');
    await task.run(page);
    await pause(200);
    const frame = Number(await page.evaluate('frames.longest()'));
    found.push({ frame, work: ((await worked()) - before) / task.steps });
  }
  return {
    frame: Math.min(...found.map((one) => one.frame)),
    work: Math.min(...found.map((one) => one.work)),
  };
}

const site = await openSite();
const missed: string[] = [];
try {
  await publish(site);
  console.log(
    `| throttled | what | longest frame, ${few} keys | ${many} keys | ms of work a step, ${few} keys | ${many} keys | ratio |`,
  );
  console.log('| --: | --- | --: | --: | --: | --: | --: |');
  for (const rate of [1, 4]) {
    const open = async (type: string): Promise<Page> => {
      const page = await site.visit({ path: `/parameters?type=${type}` });
      await first(page).waitFor();
      await page.evaluate(countFrames);
      await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate });
      return page;
    };
    for (const name of Object.keys(tasks)) {
      const of = async (type: string) => {
        const page = await open(type);
        const measured = await measure(page, name);
        await page.close();
        return measured;
      };
      const [small, large] = [await of('few'), await of('many')];
      const times = large.work / small.work;
      const cells = [small.frame, large.frame, small.work, large.work].map((one) => one.toFixed(1));
      console.log(`| ${rate}× | ${name} | ${cells.join(' | ')} | ${times.toFixed(2)} |`);
      if (large.frame > (most[rate] ?? 0))
        missed.push(`${name} at ${rate}×: a frame of ${large.frame.toFixed(1)} ms`);
      if (times > ratio && name !== 'wheel')
        missed.push(`${name} at ${rate}×: ${times.toFixed(1)} times the work`);
    }
  }
} finally {
  await site.close();
}
if (missed.length > 0) throw new Error(`promises missed: ${missed.join('; ')}`);
