import type { CDPSession, Page } from 'playwright-core';
import { openSite } from '../e2e/open-site.ts';
import { settled } from '../e2e/settled.ts';
import { type PageName, packagesOfPages, pageNames, sitePage } from '../e2e/site-pages.ts';

/**
 * `node bench/ui.ts [page …]`, after a build of the UI: what every page costs in Chromium with an empty cache, beside the
 * sign-in page in the same run: scripts and requests, the processor its main thread has until it rests, its first paint, how
 * far things jump while it loads, the processor of a key in its first field and of a frame while it is scrolled. Ends with an
 * error when a promise is missed, each of which is a count, a weight or a way, which no busy machine changes.
 */
const most = { homeScripts: 120, homeRequests: 25, shift: 0.02 };

interface Cost {
  /** Of scripts, as they travel. */
  readonly kilobytes: number;
  readonly scripts: number;
  readonly calls: number;
  /** Milliseconds of processor of the main thread. */
  readonly work: number;
  readonly paint: number;
  /** As the browser adds it up: the part of the window that moved, times how far. */
  readonly shift: number;
  /** Milliseconds of processor; null: there is no field to type into. */
  readonly key: number | null;
  /** Milliseconds of processor; null: nothing is scrolled. */
  readonly frame: number | null;
}

const site = await openSite({ demo: true, packages: packagesOfPages });

/** Noted from the beginning of a page, before any of its scripts. */
const watch = `
  window.jumped = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.jumped += value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

const loaded = `(() => {
  const all = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).origin === location.origin);
  const scripts = all.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
  return {
    kilobytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024,
    scripts: scripts.length,
    calls: all.filter(({ name }) => new URL(name).pathname.startsWith('/api/')).length,
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    shift: window.jumped,
  };
})()`;

/** Milliseconds of processor that the main thread has had, whatever else the machine does. */
async function worked(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

async function costOf(name: PageName): Promise<Cost> {
  const { path, signedIn = true } = await sitePage(site, name);
  const page = await site.visit({ path: '/', signedIn });
  await settled(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Page.enable');
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: watch });
  const before = await worked(cdp);
  await page.goto(path);
  await settled(page);
  const work = (await worked(cdp)) - before;
  const seen = (await page.evaluate(loaded)) as Omit<Cost, 'work' | 'key' | 'frame'>;
  const key = await keyOf(page, cdp);
  const frame = await frameOf(page, cdp);
  await site.endTest();
  return { ...seen, work, key, frame };
}

async function keyOf(page: Page, cdp: CDPSession): Promise<number | null> {
  const fields = page.locator(
    'main input:not([type=checkbox]):not([type=radio]):not([readonly]):not([disabled])',
  );
  const [field] = await fields.filter({ visible: true }).all();
  if (!field) return null;
  await field.focus();
  const before = await worked(cdp);
  const keys = [...'a word typed'];
  for (const one of keys) {
    await page.keyboard.press(one);
    await page.waitForTimeout(40);
  }
  await settled(page);
  return ((await worked(cdp)) - before) / keys.length;
}

async function frameOf(page: Page, cdp: CDPSession): Promise<number | null> {
  await page.mouse.move(720, 600);
  const before = await worked(cdp);
  const top = await page.evaluate<number>(scrolled);
  const turns = 20;
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, 120);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  await settled(page);
  return (await page.evaluate<number>(scrolled)) === top ? null : ((await worked(cdp)) - before) / turns;
}

/** How far anything of the page is scrolled. */
const scrolled = `(() => {
  let sum = 0;
  const walk = (root) => {
    for (const node of root.querySelectorAll('*')) {
      sum += node.scrollTop;
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  walk(document);
  return sum;
})()`;

const wanted = process.argv.slice(2);
const names = pageNames.filter(
  (name) => name !== 'sign-in' && (wanted.length === 0 || wanted.includes(name)),
);
const base = await costOf('sign-in');
const missed: string[] = [];
const round = (number: number | null, digits = 0) => (number === null ? '' : number.toFixed(digits));
const beside = (number: number, other: number) => `${round(number)} | ${round(number / other, 1)} ×`;
const row = (name: string, { kilobytes, scripts, calls, work, paint, shift, key, frame }: Cost) =>
  `| ${name} | ${beside(kilobytes, base.kilobytes)} | ${scripts} | ${calls} | ${beside(work, base.work)} | ` +
  `${beside(paint, base.paint)} | ${round(shift, 3)} | ${round(key, 1)} | ${round(frame, 1)} |`;
const heads = [
  'page',
  'KB',
  '×',
  'scripts',
  'calls',
  'processor',
  '×',
  'first paint',
  '×',
  'jumps',
  'a key',
  'a frame',
];
process.stdout.write(
  `| ${heads.join(' | ')} |\n| --- ${'| --: '.repeat(heads.length - 1)}|\n${row('sign-in', base)}\n`,
);
try {
  for (const name of names) {
    const cost = await costOf(name);
    process.stdout.write(`${row(name, cost)}\n`);
    if (cost.shift > most.shift) missed.push(`${name} jumps by ${round(cost.shift, 3)}`);
    if (name !== 'home') continue;
    if (cost.kilobytes > most.homeScripts) missed.push(`home has ${round(cost.kilobytes)} KB of scripts`);
    if (cost.scripts + cost.calls > most.homeRequests)
      missed.push(`home asks for ${cost.scripts + cost.calls} things`);
  }
} finally {
  await site.close();
}
if (missed.length > 0) throw new Error(`promises missed: ${missed.join('; ')}`);
