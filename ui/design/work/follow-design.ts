import { session } from '../../session/session.ts';
import type { DesignData } from './design-data.ts';

const lookEvery = 4_000;
const presentEvery = 20_000;

/** Looks at what others do, and says where one is, as long as a page is open; answers how to stop. */
export function followDesign(design: DesignData, place: () => string): () => void {
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
  const looking = setInterval(
    quietly(() => design.refresh()),
    lookEvery,
  );
  const telling = setInterval(here, presentEvery);
  // At once where there is a design, else with its first step.
  let heard = '';
  const tells = () => {
    const { id = '' } = design.head ?? {};
    if (id === heard) return;
    heard = id;
    here();
  };
  design.addEventListener('change', tells);
  void design.open().then(tells);
  return () => {
    design.removeEventListener('change', tells);
    clearInterval(looking);
    clearInterval(telling);
  };
}
