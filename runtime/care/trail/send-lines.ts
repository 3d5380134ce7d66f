import type { Egress } from '../../access/egress/egress.ts';
import { addressIn, type ForwardedEntry } from './forwarded-entry.ts';
import { readDetail } from './trail-entry-row.ts';

/** Posts entries as lines of JSON; they arrived when the answer is from 200 to 299. */
export async function sendLines(
  { url, token }: { readonly url: string; readonly token?: string },
  egress: Egress,
  entries: readonly ForwardedEntry[],
  hostname: string,
  signal: AbortSignal,
): Promise<void> {
  const { ok, status, body } = await egress.request(url, {
    by: 'operator',
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: entries.map((entry) => `${JSON.stringify(lineOf(entry, hostname))}\n`).join(''),
    signal,
  });
  body.destroy();
  if (!ok) throw new Error(`the server answered ${status}`);
}

function lineOf(entry: ForwardedEntry, system: string) {
  const { id, at, actor, actor_name: number, action, target, org, detail, mark } = entry;
  return {
    id,
    at: new Date(Number(at)).toISOString(),
    system,
    actor: actor === null ? null : { id: actor, number },
    from: addressIn(entry),
    action,
    target,
    org,
    detail: readDetail(detail) ?? null,
    chain: mark,
  };
}
