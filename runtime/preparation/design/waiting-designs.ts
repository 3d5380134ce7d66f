import type { Call } from '../../call/call.ts';
import { type InboxSource, type Said, type Waiting, words } from '../../work/inbox/inbox-source.ts';
import type { Designs } from './create-designs.ts';
import type { Design } from './design.ts';

/** Designs of others to agree to, and the caller's own that came back, failed, or were never published. */
export function waitingDesigns({ list }: Pick<Designs, 'list'>): InboxSource {
  return {
    name: 'design',
    label: { code: 'inbox-of-designs' },
    async ask(call) {
      if (!call.rights.designs('design')) return [];
      return (await list(call)).flatMap((design) => waitingOf(call, design) ?? []);
    },
  };
}

/** Undefined: it needs nobody, or somebody else. */
function waitingOf({ user, rights }: Call, design: Design): Waiting | undefined {
  const { id, by, state, modifiedAt, details } = design;
  const { proposed, rejected, failure, scheduledAt } = details;
  const isOwn = [by.id, proposed?.id].includes(user.id);
  const path = `/design/publish?design=${id}`;
  const about = {
    key: id,
    path,
    since: new Date(modifiedAt).toISOString(),
    version: `${state} ${modifiedAt}`,
    remedy: { label: { code: 'inbox-go-on' }, path },
  };
  if (state === 'proposed')
    return isOwn || !rights.designs('publish')
      ? undefined
      : {
          ...about,
          kind: 'approval',
          title: said('inbox-design-approve', design),
          reason: { code: 'inbox-design-by', params: { by: proposed?.name ?? by.name } },
          until: scheduledAt,
          remedy: { ...about.remedy, label: { code: 'inbox-approve' } },
        };
  if (state !== 'open' || !isOwn) return undefined;
  if (failure)
    return {
      ...about,
      kind: 'failure',
      title: said('inbox-design-failed', design),
      reason: { code: failure.code, params: failure.params ?? {} },
      since: failure.at,
    };
  if (rejected)
    return {
      ...about,
      kind: 'question',
      title: said('inbox-design-rejected', design),
      reason: words(`${rejected.by.name}: ${rejected.reason}`),
      since: rejected.at,
    };
  return by.id === user.id
    ? { ...about, kind: 'unfinished', title: said('inbox-design-draft', design) }
    : undefined;
}

function said(code: string, { name, by }: Design): Said {
  const unnamed = { zh: `${by.name}的设计`, en: `${by.name}’s design` };
  return { code, params: { name: name || unnamed } };
}
