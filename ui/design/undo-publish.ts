import { msg } from '@lit/localize';
import { notify } from '../kit/gj-notices.ts';
import type { TakenPlan } from '../packages/package-data.ts';
import { session } from '../session/session.ts';

/**
 * Takes back the last publish at once where that loses nothing; else what it means is shown first, and it is done
 * from there.
 */
export async function undoPublish(): Promise<void> {
  const plan = await session.api.post<TakenPlan>('/api/publishes/undo/plan', {});
  const isPlain =
    plan.hash !== null &&
    plan.issues.every(({ severity }) => severity !== 'error') &&
    plan.changes.every(({ risk }) => risk !== 'lossy');
  if (!isPlain) {
    await import('../packages/gj-taken-dialog.ts');
    const dialog = document.createElement('gj-taken-dialog');
    dialog.addEventListener('closed', () => dialog.remove());
    document.body.append(dialog);
    return;
  }
  await session.api.post('/api/publishes/undo', { hash: plan.hash });
  notify({ text: msg('已撤销，恢复到发布之前', { id: 'design-undone' }) });
}
