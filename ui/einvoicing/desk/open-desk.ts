import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import { openOver } from '../../kit/dialog/open-over.ts';

/** The elements of the desk that show an action before it is carried out, by the capability of the form's action. */
const elements: Readonly<Record<string, () => Promise<HTMLElement>>> = {
  'plan-application': () => planDesk('pending'),
  'issue-application': () => planDesk('issue'),
  'issue-pending': async () => {
    await import('./gj-desk-batch.ts');
    return document.createElement('gj-desk-batch');
  },
  'reverse-invoice': async () => {
    await import('./gj-desk-red.ts');
    return document.createElement('gj-desk-red');
  },
};

async function planDesk(push: 'pending' | 'issue'): Promise<HTMLElement> {
  await import('./gj-desk-plan.ts');
  return Object.assign(document.createElement('gj-desk-plan'), { push });
}

/**
 * Opens over the page what an action on these records would do; answers whether something was done, once it is left.
 */
export async function openDesk(
  capability: string,
  ids: readonly string[],
  more: { readonly split?: SplitChoice } = {},
): Promise<boolean> {
  const desk = await elements[capability]?.();
  if (!desk) return false;
  Object.assign(desk, { ids, ...more });
  let isDone = false;
  desk.addEventListener('done', () => {
    isDone = true;
  });
  await openOver(desk, { closed: () => {} });
  return isDone;
}
