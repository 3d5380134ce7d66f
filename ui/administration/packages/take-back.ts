import { msg, str } from '@lit/localize';
import { html, type LitElement } from 'lit';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';
import { SpokenFailure } from '../../kit/base/failure-text.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { ApiProblem } from '../../session/api.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { LeavingPackage, TakenPlan } from './package-data.ts';
import { planUndo } from './plan-undo.ts';
import './gj-publish-progress.ts';
import './gj-taken-plan.ts';

/**
 * A way to take something out of service: the title of its dialog and its button, the plan to be read, and the call
 * that does just that.
 */
interface Taking {
  readonly label: string;
  readonly act: string;
  /** The package that is uninstalled. Default: a publish is taken back. */
  readonly leaves?: LeavingPackage;
  readonly danger?: boolean;
  plan(signal: AbortSignal): Promise<TakenPlan>;
  go(hash: string): Promise<unknown>;
}

/** Uninstalls a package, once somebody has read what hangs on it; answers whether it was. */
export function uninstall(host: LitElement, leaves: LeavingPackage): Promise<boolean> {
  const { name, version } = leaves;
  return take(host, {
    label: msg(str`卸载“${say(leaves.label)}” ${version}`, { id: 'pkg-uninstall-of' }),
    leaves,
    act: msg('卸载', { id: 'pkg-uninstall' }),
    danger: true,
    plan: (signal) =>
      session.api.call('POST /api/publishes/uninstall/plan', { body: { package: name }, signal }),
    go: (hash) => session.api.call('DELETE /api/packages/:name', { path: { name }, query: { hash } }),
  });
}

/** Undoes a publish, or redoes what was undone, once somebody has read what that means. */
export function takeBack(host: LitElement | null, publish: PublishSaid): Promise<boolean> {
  const which = { publish: publish.revision };
  const isRedo = publish.offers === 'redo';
  return take(host, {
    label: isRedo ? msg('重做发布', { id: 'pkg-redo' }) : msg('撤销发布', { id: 'pkg-undo' }),
    act: isRedo ? msg('重做这次发布', { id: 'pkg-redo-do' }) : msg('撤销这次发布', { id: 'pkg-undo-do' }),
    plan: (signal) => planUndo(publish.revision, signal),
    go: async (hash) => {
      await session.api.call('POST /api/publishes/undo', { body: { ...which, hash } });
      notify({ text: isRedo ? redoneText() : undoneText(publish) });
    },
  });
}

function redoneText(): string {
  return msg('已重做，改动重新生效', { id: 'pkg-was-redone' });
}

/** Names the first of what is gone. */
export function undoneText({ says: [first, ...others] }: PublishSaid): string {
  if (!first) return msg('已撤销，恢复到发布之前', { id: 'design-undone' });
  return others.length === 0
    ? msg(str`已撤销，恢复到发布之前（${first.message}）`, { id: 'design-undone-one' })
    : msg(str`已撤销，恢复到发布之前（${first.message} 等 ${others.length + 1} 处）`, {
        id: 'design-undone-many',
      });
}

function take(host: LitElement | null, { plan, go, leaves, ...words }: Taking): Promise<boolean> {
  let looks = 0;
  return openForm(host, {
    ...words,
    wide: true,
    look: {
      of: () => looks,
      load: (_, signal) => plan(signal),
      shown: (found) => html`<gj-taken-plan .plan=${found} .leaves=${leaves ?? null}></gj-taken-plan>`,
    },
    may: (_, found) => typeof found?.hash === 'string',
    during: () => html`<gj-publish-progress></gj-publish-progress>`,
    send: async (_, { hash }) => {
      try {
        await go(hash ?? '');
      } catch (failure) {
        if (!(failure instanceof ApiProblem && failure.code === 'plan-changed')) throw failure;
        looks += 1;
        throw new SpokenFailure(msg('情况有变化，尚未写入任何内容，请重新核对。', { id: 'pkg-moved' }));
      }
    },
  });
}
