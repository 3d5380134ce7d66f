import type { InboxSource } from '../../work/inbox/inbox-source.ts';
import type { TrailKeeper } from './keep-trail.ts';

/** Milliseconds that nothing arrives before somebody is told. */
const late = 15 * 60_000;

/** For administrators: that nothing of the audit trail arrives where it is forwarded to. */
export function waitingForward({ forwarding }: Pick<TrailKeeper, 'forwarding'>): InboxSource {
  return {
    name: 'audit-forward',
    label: { code: 'inbox-of-audit-forward' },
    async ask({ rights, now }) {
      const state = rights.administers ? await forwarding() : null;
      const since = state?.failingSince ?? null;
      if (!state || since === null || Date.parse(now.instant) - since < late) return [];
      return [
        {
          key: 'late',
          kind: 'failure',
          title: { code: 'inbox-audit-forward', params: { count: state.waiting } },
          reason: { code: 'inbox-audit-forward-why', params: { reason: state.reason ?? '' } },
          path: '/health',
          remedy: { label: { code: 'inbox-audit-forward-look' }, path: '/health' },
          since: new Date(since).toISOString(),
          version: String(since),
        },
      ];
    },
  };
}
