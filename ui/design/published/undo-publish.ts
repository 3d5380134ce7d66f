import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';
import { planUndo } from '../../administration/packages/plan-undo.ts';
import { session } from '../../session/session.ts';
import { notifyOnPage } from '../work/design-notices.ts';

/** Issues of an undo that would hide data which somebody wrote, not bring it back, or leave other things naming what goes. */
const hides: ReadonlySet<string> = new Set([
  ...['values-hidden', 'records-hidden-form', 'undo-steps', 'undo-rewritten', 'data-left'],
  ...['undo-designs', 'dropped-field-of-others', 'dropped-field-printed', 'dropped-field-reported'],
]);

/**
 * Takes back a publish at once where that hides and loses nothing; else what it means is shown first, and it is done from
 * there. Answers whether it was taken back. Where somebody published since, the server says so: his is not this one’s to
 * take back.
 */
export async function undoPublish(revision: number): Promise<boolean> {
  const which = { publish: revision };
  const plan = await planUndo(revision);
  const isPlain =
    plan.hash !== null &&
    plan.issues.every(({ severity, code }) => severity !== 'error' && !hides.has(code)) &&
    plan.changes.every(({ risk }) => risk !== 'lossy');
  if (!isPlain) return ask(plan.publish);
  await session.api.call('POST /api/publishes/undo', { body: { ...which, hash: plan.hash } });
  const { undoneText } = await import('../../administration/packages/take-back.ts');
  notifyOnPage({ text: undoneText(plan.publish), redo: redoPublish });
  return true;
}

async function redoPublish(): Promise<void> {
  const { items } = await session.api.call('GET /api/publishes', {
    query: { limit: 1 },
  });
  const [last] = items;
  if (last?.offers === 'redo') await ask(last);
}

/** Shown over whichever page somebody is on by then. */
async function ask(publish: PublishSaid): Promise<boolean> {
  const { takeBack } = await import('../../administration/packages/take-back.ts');
  return takeBack(null, publish);
}
