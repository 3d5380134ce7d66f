import { msg } from '@lit/localize';
import type { DesignHead } from '../../../metadata/contract/design/parts.ts';
import { notify } from '../../kit/gj-notices.ts';
import { session } from '../../session/session.ts';
import type { DesignData } from './design-data.ts';

const lookEvery = 4_000;
const presentEvery = 20_000;

/**
 * Looks at what others do, and says where one is, as long as a page is open; answers how to stop. `ended` hears of a design
 * that was published or discarded elsewhere. Default: one is told.
 */
export function followDesign(
  design: DesignData,
  place: () => string,
  ended: (head: DesignHead) => void = tellEnded,
): () => void {
  const quietly = (ask: () => Promise<unknown>) => () => {
    if (!document.hidden && design.head) void ask().catch(() => {});
  };
  const here = quietly(async () => {
    const { present } = await session.api.call('POST /api/design/drafts/:id/present', {
      path: { id: design.head?.id ?? '' },
      body: { place: place() },
    });
    design.meet(present);
  });
  const look = quietly(() => design.refresh());
  const looking = setInterval(look, lookEvery);
  // Nobody types into what was there when he left.
  document.addEventListener('visibilitychange', look);
  const telling = setInterval(here, presentEvery);
  // At once where there is a design, else with its first step.
  let heard = '';
  const tells = () => {
    const { id = '' } = design.head ?? {};
    if (id === heard) return;
    heard = id;
    here();
  };
  const ends = (event: Event) => ended((event as CustomEvent<DesignHead>).detail);
  design.addEventListener('change', tells);
  design.addEventListener('ended', ends);
  void design.open().then(tells);
  return () => {
    design.removeEventListener('change', tells);
    design.removeEventListener('ended', ends);
    document.removeEventListener('visibilitychange', look);
    clearInterval(looking);
    clearInterval(telling);
  };
}

function tellEnded({ state }: DesignHead): void {
  const text =
    state === 'published'
      ? msg('这个设计已在别处发布，改动已经生效。', { id: 'design-ended-published' })
      : msg('这个设计已在别处放弃。', { id: 'design-ended-discarded' });
  notify({ text, kind: 'warning' });
}
