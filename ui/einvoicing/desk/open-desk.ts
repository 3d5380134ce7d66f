import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import { focusedElement } from '../../kit/base/focus.ts';
import { router } from '../../session/router.ts';

/** What is looked at at the desk before it is done, by what the form's action is there for. */
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

/** Opens over the page what an action on these records would do; answers whether something was done, once it is left. */
export async function openDesk(
  capability: string,
  ids: readonly string[],
  more: { readonly split?: SplitChoice } = {},
): Promise<boolean> {
  const before = focusedElement();
  const desk = await elements[capability]?.();
  if (!desk) return false;
  Object.assign(desk, { ids, ...more });
  return new Promise((resolve) => {
    let done = false;
    desk.addEventListener('done', () => {
      done = true;
    });
    const leave = () => {
      router.removeEventListener('change', leave);
      desk.remove();
      before?.focus();
      resolve(done);
    };
    desk.addEventListener('closed', leave);
    // A link in it leads away from the page that it lies over.
    router.addEventListener('change', leave);
    document.body.append(desk);
  });
}
