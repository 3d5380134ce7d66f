import { msg, str } from '@lit/localize';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { labelOf } from '../../../metadata/common/read.ts';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';
import { SpokenFailure } from '../../kit/base/failure-text.ts';
import { moment } from '../../kit/moment.ts';
import { ApiProblem } from '../../session/api.ts';
import { listed, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { TakenPlan } from './package-data.ts';
import { versionedName, whoWhen } from './package-words.ts';

/** Reads what undoing a publish, or redoing it, means; where that cannot be done now, it fails with what stands above. */
export async function planUndo(
  publish: number,
  signal?: AbortSignal,
): Promise<TakenPlan & { readonly publish: PublishSaid }> {
  try {
    return await session.api.call('POST /api/publishes/undo/plan', {
      body: { publish },
      ...(signal && { signal }),
    });
  } catch (failure) {
    if (failure instanceof ApiProblem && failure.code === 'undo-not-now')
      throw new SpokenFailure(
        msg(str`${await publishedAt(publish)}已经不在生效，不能撤销或重做。`, { id: 'undo-holds-no-more' }),
      );
    if (failure instanceof ApiProblem && failure.code === 'undo-form-moved')
      throw new SpokenFailure(await movedWords(failure.body['params'] as JsonObject));
    if (failure instanceof ApiProblem && failure.code === 'undo-later-first') {
      const { later } = failure.body['params'] as { readonly later: number };
      throw new SpokenFailure(await changedSince(publish, later));
    }
    throw failure;
  }
}

/** Says to which package a form belongs since when, and what has to be taken back before anything older of it. */
async function movedWords(params: JsonObject): Promise<string> {
  const [form, name] = [labelOf(params['form']), labelOf(params['package'])].map((label) =>
    say(label ?? undefined),
  );
  const path = { revision: String(params['later']) };
  const { at } = await session.api.call('GET /api/publishes/revisions/:revision', { path });
  return msg(
    str`“${form}”从 ${moment(at)} 起属于包“${name}”，之前对它的改动现在不能撤销：请先撤销把它放进包的那次发布。`,
    { id: 'undo-form-moved' },
  );
}

/** Names what was published, and what changed the same since and has to be undone first. */
async function changedSince(revision: number, later: number): Promise<string> {
  const [said, since] = await Promise.all([publishedAt(revision), publishedAt(later)]);
  return msg(str`${said}现在不能撤销：${since}又改了同一处，请先撤销后面的。`, { id: 'undo-later-first' });
}

async function publishedAt(revision: number): Promise<string> {
  const path = { revision: String(revision) };
  return publishText(await session.api.call('GET /api/publishes/revisions/:revision', { path }));
}

/** Says what a publish changed, by whom and when. */
function publishText({ says: [first], more, says, packages, actor, at }: PublishSaid): string {
  const what =
    first?.message ?? listed(packages.map(({ name, version }) => versionedName(name, version ?? '')));
  const count = says.length + more;
  const who = whoWhen(actor?.name, at);
  return count > 1
    ? msg(str`${who} 发布的改动（${what}等 ${count} 处）`, { id: 'publish-said-many' })
    : msg(str`${who} 发布的改动（${what}）`, { id: 'publish-said' });
}
