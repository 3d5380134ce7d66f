import { openSite } from '../e2e/open-site.ts';

/**
 * `node bench/first-paint.ts`, after a build of the UI: how long after the first byte of the page something stands on the
 * screen, how long until the first page does, and until its numbers and its inbox are seen, over a line of 400 ms and 50 KB/s, with an empty cache each time; of
 * five turns the middle one. Beside it a page of the server that has no script at all.
 */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const middle = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** Programs that run in the page, which knows nothing else. */
const firstByte = "performance.getEntriesByType('navigation')[0].responseStart";
const sinceByte = `performance.now() - ${firstByte}`;
const sincePaint = `performance.getEntriesByName('first-contentful-paint')[0].startTime - ${firstByte}`;

interface Paint {
  readonly first: number;
  readonly content: number;
  readonly numbers: number;
  readonly inbox: number;
}

const site = await openSite({ demo: true });
const ours: Paint[] = [];
const plain: number[] = [];
try {
  for (let round = 0; round < rounds; round += 1) {
    const page = await site.visit();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    const bytes = 50 * 1024;
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: bytes,
      uploadThroughput: bytes,
    });
    const painted = () => page.evaluate<number>(sincePaint);
    await page.goto(page.url(), { waitUntil: 'commit' });
    await page.locator('gj-home-page').waitFor();
    const content = await page.evaluate<number>(sinceByte);
    const seenAfter = async (selector: string) => {
      await page.locator(selector).first().waitFor();
      return page.evaluate<number>(sinceByte);
    };
    const [numbers, inbox] = await Promise.all([
      seenAfter('gj-issuing-numbers .tiles b'),
      seenAfter('gj-inbox-list li'),
    ]);
    ours.push({ first: await painted(), content, numbers, inbox });
    await page.goto(new URL('/favicon.svg', page.url()).href);
    await page.waitForTimeout(200);
    plain.push(await painted());
    await site.endTest();
  }
} finally {
  await site.close();
}
const first = middle(ours.map((one) => one.first));
process.stdout.write(
  `first paint after the first byte ${first.toFixed(0)} ms, first page ${middle(ours.map(({ content }) => content)).toFixed(0)} ms, ` +
    `its numbers ${middle(ours.map(({ numbers }) => numbers)).toFixed(0)} ms, ` +
    `its inbox ${middle(ours.map(({ inbox }) => inbox)).toFixed(0)} ms; ` +
    `a picture alone ${middle(plain).toFixed(0)} ms\n`,
);
// The line is the same for both: what ours takes beyond it is ours.
if (first > 1.5 * middle(plain)) process.exitCode = 1;
