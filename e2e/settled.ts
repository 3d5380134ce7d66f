import type { Page } from 'playwright-core';
import { openRequests } from './open-requests.ts';

/** Waits until the page stands still: nothing is on its way, nothing moves, over several frames one after the other. */
export async function settled(page: Page): Promise<void> {
  for (let still = 0; still < 3; ) {
    const stands = await page.evaluate(standsStill);
    still = stands && openRequests(page) === 0 ? still + 1 : 0;
  }
}

/** Looked at after two frames: what was changed before is drawn then, and what is to move has begun to. */
async function standsStill(): Promise<boolean> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  await document.fonts.ready;
  const rootsIn = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : [])),
  ];
  const moves = ({ playState, effect }: Animation) =>
    playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
  return !rootsIn(document).some((root) => root.getAnimations().some(moves));
}
