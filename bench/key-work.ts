import type { CDPSession, Page } from 'playwright-core';

/** One entry of a trace of Chromium's; times are microseconds, `tdur` processor time of the thread. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const task = 'ThreadControllerImpl::RunTask';
const frame = 'ProxyMain::BeginMainFrame';

/** The page marks each key that counts by it, while it hears it; a modifier is none. */
export const keyMark = 'key pressed';

/** Milliseconds of processor that the main thread had for each key that `press` pressed, until its frame is drawn. */
export async function keyWork(page: Page, press: () => Promise<unknown>): Promise<readonly number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser to trace');
  const cdp: CDPSession = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await cdp.send('Tracing.start', {
    traceConfig: { includedCategories: ['blink.user_timing', 'toplevel', 'cc'] },
  });
  await press();
  const ended = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await ended;
  await cdp.detach();
  return keysOf(events);
}

/** A key begins with the task that hears it, and ends with the first frame that begins after that. */
function keysOf(events: readonly TraceEvent[]): readonly number[] {
  const pressed = events.filter(({ name }) => name === keyMark);
  return pressed.map((key) => {
    const own = events.filter(
      ({ ph, pid, tid, ts, dur = 0 }) =>
        ph === 'X' && pid === key.pid && tid === key.tid && ts + dur > key.ts,
    );
    const drawn = own
      .filter(({ name, ts }) => name === frame && ts > key.ts)
      .toSorted((a, b) => a.ts - b.ts)[0];
    if (!drawn) throw new Error('a key was drawn by no frame');
    const tasks = own.filter(({ name, ts }) => name === task && ts <= drawn.ts);
    return tasks.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
  });
}
