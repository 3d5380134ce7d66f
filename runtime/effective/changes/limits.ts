import type { Item } from '../../../rules/changes/item.ts';
import type { Call } from '../../call/call.ts';
import { mayChangeAnything } from './item-rights.ts';
import { changeSetPointless, changeSetWrong } from './refusals.ts';

/** Items of one set. */
const mostItems = 1000;
/** Of all items of one set together, as JSON: each step of the set writes it once more. */
const mostBytes = 8_000_000;

export function requireRoom(items: readonly Item[]): void {
  if (items.length > mostItems)
    throw changeSetWrong({ count: 1 }, [
      { path: '/items', code: 'too-many-changes', params: { most: mostItems, count: items.length } },
    ]);
  let size = 0;
  for (const item of items) size += JSON.stringify(item).length;
  if (size <= mostBytes) return;
  const megabytes = (bytes: number) => String(Math.ceil(bytes / 100_000) / 10);
  throw changeSetWrong({ count: 1 }, [
    {
      path: '/items',
      code: 'changeset-too-large',
      params: { most: megabytes(mostBytes), size: megabytes(size) },
    },
  ]);
}

/** A draft of one's own is kept by whoever could ever put something into it. */
export function requireDraft({ served, rights }: Call): void {
  if (!mayChangeAnything(served, rights)) throw changeSetPointless();
}
