import type { ChangeSummary } from '../../../metadata/contract/changes/answered.ts';
import type { Call } from '../../call/call.ts';
import { type InboxSource, type Said, type Waiting, words } from '../../work/inbox/inbox-source.ts';
import type { ChangeSets } from './create-change-sets.ts';

const most = 30;

/** Change sets to agree to, those of the caller that could not be published, and those that he never proposed. */
export function waitingSets({ list }: Pick<ChangeSets, 'list'>): InboxSource {
  return {
    name: 'change-set',
    label: { code: 'inbox-of-change-sets' },
    async ask(call) {
      const asked = await list(call, { waitingForMe: true, limit: most });
      const drafts = await list(call, { states: ['draft'], mine: true, limit: most });
      return [
        ...asked.items.map((set) => waitingOf(call, set)),
        ...drafts.items.filter(({ count }) => count > 0).map((set) => draftOf(call, set)),
      ];
    },
  };
}

function waitingOf(call: Call, set: ChangeSummary): Waiting {
  const { failure, proposedBy, createdBy, notAfter, scheduledAt } = set;
  if (failure)
    return {
      ...about(set),
      kind: 'failure',
      title: said('inbox-set-failed', call, set),
      reason: words(failure.message),
      since: failure.at,
      remedy: { label: { code: 'inbox-go-on' }, path: pathOf(set) },
    };
  const by = (proposedBy ?? createdBy)?.name ?? '';
  return {
    ...about(set),
    kind: 'approval',
    title: said('inbox-set-approve', call, set),
    reason: { code: 'inbox-set-by', params: { by, count: set.count } },
    since: set.modifiedAt,
    until: notAfter ?? scheduledAt,
    remedy: { label: { code: 'inbox-approve' }, path: pathOf(set) },
  };
}

function draftOf(call: Call, set: ChangeSummary): Waiting {
  return {
    ...about(set),
    kind: 'unfinished',
    title: said('inbox-set-draft', call, set),
    reason: { code: 'inbox-set-count', params: { count: set.count } },
    since: set.modifiedAt,
    remedy: { label: { code: 'inbox-go-on' }, path: pathOf(set) },
  };
}

const pathOf = ({ id }: ChangeSummary) => `/changes/${id}`;

function about(set: ChangeSummary) {
  return { key: set.id, path: pathOf(set), version: String(set.revision) };
}

function said(code: string, { language }: Call, { name, reason, number }: ChangeSummary): Said {
  return { code, params: { name: name || reason || number || { zh: '未命名', en: 'unnamed' }[language] } };
}
