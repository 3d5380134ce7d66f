import { msg, str } from '@lit/localize';
import type { ServerState } from '../../metadata/contract/nodes/calls.ts';
import { notify } from '../kit/gj-notices.ts';
import { ApiProblem } from '../session/api.ts';
import { listed, plural } from '../session/i18n.ts';
import { session } from '../session/session.ts';

/** Milliseconds between two looks at servers that are behind, and how long they are looked at. */
const [every, atMost] = [2_000, 600_000];
/** Names that find room in a notice. */
const most = 3;
const key = 'servers';

let following: AbortController | null = null;

/**
 * Tells whoever published which servers do not serve the publish yet, then follows them: it also says when one is heard
 * of no more, and in the end that all serve it.
 */
export function tellBehind(names: readonly string[]): void {
  const said = behindWords(names);
  notify({ text: said, kind: 'warning', key });
  following?.abort();
  following = new AbortController();
  void follow(names, said, following.signal);
}

/** Stops following the servers, since whoever signs in next has published nothing. */
export function forgetServers(): void {
  following?.abort();
}

/** The server that this page is from stood still while it published, and another one took over. */
export function tellFinished(server: string): void {
  const text = msg(str`本服务器中途停顿，由 ${server} 完成了发布。`, { id: 'publish-finished-by' });
  notify({ text, kind: 'warning' });
}

async function follow(names: readonly string[], first: string, stop: AbortSignal): Promise<void> {
  let said = first;
  for (const until = performance.now() + atMost; performance.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, every));
    if (stop.aborted) return;
    const found = document.hidden ? undefined : await look(stop);
    // Only those who design or administer may read the servers.
    if (found === null) return;
    if (found === undefined) continue;
    const late = found.filter(({ name, state }) => names.includes(name) && state !== 'serving');
    const text = late.length === 0 ? '' : inWords(late);
    if (text === said) continue;
    said = text;
    if (text !== '') notify({ text, kind: 'warning', key });
    else {
      notify({ text: msg('全部服务器都已更新', { id: 'servers-caught-up' }), key });
      return;
    }
  }
}

/** Null: it is not for this person; undefined: nobody answered. */
async function look(stop: AbortSignal): Promise<readonly ServerState[] | null | undefined> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(every * 2)]);
    return (await session.api.call('GET /api/nodes', { signal })).items;
  } catch (failure) {
    return failure instanceof ApiProblem && failure.status < 500 ? null : undefined;
  }
}

function inWords(late: readonly ServerState[]): string {
  const behind = late.filter(({ state }) => state === 'behind');
  if (behind.length > 0) return behindWords(behind.map(({ name }) => name));
  const names = some(late.map(({ name }) => name));
  return msg(str`没有应答的服务器：${names}。恢复后会自动跟上，其他服务器都已更新。`, {
    id: 'servers-silent',
  });
}

function behindWords(names: readonly string[]): string {
  return msg(str`尚未更新的服务器：${some(names)}。稍后会自动跟上，在此之前其页面还是原来的样子。`, {
    id: 'servers-behind',
  });
}

function some(names: readonly string[]): string {
  const rest = names.length - most;
  const shown = listed(names.slice(0, most));
  return rest > 0 ? plural(msg(str`${shown} 等 ${names.length} 台服务器`, { id: 'servers-more' })) : shown;
}
