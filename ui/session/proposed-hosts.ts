import { session } from './session.ts';

/** Counts the hosts that wait for an administrator to allow them, at most a page of them. */
export async function proposedHosts(): Promise<number> {
  const form = session.formById('allowed-host')?.name;
  if (form === undefined) return 0;
  const query = { state: 'proposed', limit: 50, view: 'manage', fields: 'host' } as const;
  const answer = await session.api
    .call('GET /api/forms/:form/records', { path: { form }, query })
    .catch(() => null);
  return answer?.items.length ?? 0;
}
