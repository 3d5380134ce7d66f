import { events } from './events.ts';
import type { Json, Options, Snapshot } from './types.ts';

/** The answer of a server to a question for values. */
export type Answer =
  | {
      readonly is: 'values';
      readonly values: Snapshot['values'];
      /** Names of those that are secret. */
      readonly secrets: readonly string[];
      /** Names of secrets that were asked for and are not told. */
      readonly masked: readonly string[];
      readonly revision: number;
      /** Of these values: whoever holds them need not be sent them again. */
      readonly etag: string | null;
    }
  | { readonly is: 'same'; readonly revision: number }
  /** The server has not seen yet the revision that this program has. */
  | { readonly is: 'behind' }
  | { readonly is: 'refused'; readonly trouble: string };

/** A server, as this program asks it. Everything may fail. */
export interface Server {
  /** `least`: the revision it has to have seen. `etag`: of the values held already. */
  values(least: number, etag: string | null, signal: AbortSignal): Promise<Answer>;
  /** Calls back for each sign that something may have moved, until the stream ends. False: it cannot push. */
  watch(moved: (revision: number) => void, heard: () => void, signal: AbortSignal): Promise<boolean>;
  report(body: object, signal: AbortSignal): Promise<void>;
}

/** An address that names a user to sign in as. */
const hasUser = /^[^/?#]*\/\/[^/?#\\]*@/;

/** Statuses by which a server says that it knows no such call. */
const unknown: ReadonlySet<number> = new Set([400, 404, 405, 501]);

export function createServer(options: Options): Server {
  const { url, token, client, org, types, instance, patience = 10_000, reveal = false } = options;
  const ask = options.fetch ?? globalThis.fetch.bind(globalThis);
  const base = url.replace(/\/+$/, '');
  const place = { ...(org !== undefined && { org }), ...(instance !== undefined && { instance }) };
  const common = { authorization: `Bearer ${token}`, 'guiju-client': client };
  let lastEvent: string | null = null;

  const address = (path: string, query: Readonly<Record<string, string>>) =>
    `${base}${path}?${new URLSearchParams(query)}`;

  return {
    async values(least, etag, signal) {
      // Neither Node nor a browser asks such an address, and both would repeat the password where they say so.
      if (hasUser.test(url)) return { is: 'refused', trouble: 'url-with-user' };
      const query = {
        ...place,
        ...(types && { types: types.join(',') }),
        ...(reveal && { reveal: 'true' }),
      };
      const answer = await ask(address('/api/params/values', query), {
        headers: {
          ...common,
          'guiju-reads': 'reported',
          ...(least > 0 && { 'guiju-min-revision': String(least) }),
          ...(etag !== null && { 'if-none-match': etag }),
        },
        cache: 'no-store',
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      });
      const revision = Number(answer.headers.get('guiju-revision') ?? 0);
      if (answer.status === 304) return { is: 'same', revision };
      if (!answer.ok) {
        const code = await codeOf(answer);
        return code === 'revision-ahead' ? { is: 'behind' } : { is: 'refused', trouble: code };
      }
      const body = (await answer.json()) as {
        readonly values: Snapshot['values'];
        readonly revealed?: readonly string[];
        readonly masked?: readonly string[];
      };
      const { values, revealed: secrets = [] } = body;
      const masked = reveal ? (body.masked ?? []) : [];
      return { is: 'values', values, secrets, masked, revision, etag: answer.headers.get('etag') };
    },

    async watch(moved, heard, signal) {
      const params = types?.map((type) => `${type}.*`).join(',') ?? '*';
      const answer = await ask(address('/api/watch', { ...place, params }), {
        headers: {
          ...common,
          accept: 'text/event-stream',
          ...(lastEvent !== null && { 'last-event-id': lastEvent }),
        },
        cache: 'no-store',
        signal,
      });
      if (answer.status === 410) {
        await answer.body?.cancel();
        lastEvent = null;
        moved(0);
        return true;
      }
      if (!answer.ok || !answer.body) {
        if (!unknown.has(answer.status)) throw new Error(await codeOf(answer));
        await answer.body?.cancel();
        return false;
      }
      heard();
      // A move before the stream began is found by asking now.
      moved(0);
      for await (const { event, data, id } of events(answer.body, heard)) {
        if (id !== '') lastEvent = id;
        if (event !== 'param') continue;
        const { revision } = JSON.parse(data) as { readonly revision?: Json };
        moved(typeof revision === 'number' ? revision : 0);
      }
      return true;
    },

    async report(body, signal) {
      const answer = await ask(address('/api/params/reads', org === undefined ? {} : { org }), {
        method: 'POST',
        headers: { ...common, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      });
      if (!answer.ok) throw new Error(await codeOf(answer));
      await answer.body?.cancel();
    },
  };
}

/** A problem's code, or the status of what is no problem of the server's. */
async function codeOf(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => '');
  try {
    const { code } = JSON.parse(text) as { readonly code?: Json };
    if (typeof code === 'string') return code;
  } catch {
    // A balancer's own page.
  }
  return `http-${answer.status}`;
}
