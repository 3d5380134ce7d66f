import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Model } from '../../../metadata/model.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Named } from '../../../rules/params/effective-changes.ts';
import type { Rights } from '../../call/rights.ts';
import { everyKey, type Watched } from '../../params/watch/watched.ts';
import { covers } from './named-parameter.ts';

/** The parameters that somebody names to be watched: `type.key`, `type.*`, or `*` for all he may see. */
export interface WatchedNames {
  /** As they were written. */
  readonly texts: readonly string[];
  readonly instance: string | null;
}

/** The types of which an organisation's values may be read. */
function typesSeen(model: Pick<Model, 'params'>, rights: Rights, org: string): readonly string[] {
  return [...model.params.keys()].filter((type) => covers(rights.parameters(type, 'read'), org));
}

/** Finds what names mean to a caller with these rights; a parameter that he may not see is as if it were not. */
export function watchedOf(
  { texts, instance }: WatchedNames,
  model: Pick<Model, 'params'>,
  { rights, org }: { readonly rights: Rights; readonly org: string },
): { readonly watched: Watched; readonly problems: readonly Problem[] } {
  const seen = typesSeen(model, rights, org);
  const names: Named[] = [];
  const problems: Problem[] = [];
  for (const text of texts) {
    if (text === everyKey) {
      append(
        names,
        seen.map((type) => ({ type, key: everyKey })),
      );
      continue;
    }
    const dot = text.indexOf('.');
    const [type, key] = [text.slice(0, Math.max(0, dot)), text.slice(dot + 1)];
    if (dot < 1 || key === '') problems.push({ path: '/params', code: 'watch-name', params: { name: text } });
    else if (!seen.includes(type) || !(key === everyKey || addressOf(model, type, key)))
      problems.push({ path: '/params', code: 'parameter-unknown', params: { type, key } });
    else names.push({ type, key });
  }
  const sorted = names.toSorted((a, b) => compare(`${a.type}.${a.key}`, `${b.type}.${b.key}`));
  return { watched: { org, names: sorted, instance }, problems };
}

/** Tells whether somebody with these rights may still hear all of it, and no more than when he began. */
export function isStillSeen(
  { names }: Watched,
  { texts }: WatchedNames,
  model: Pick<Model, 'params'>,
  { rights, org }: { readonly rights: Rights; readonly org: string },
): boolean {
  const types = new Set(names.map(({ type }) => type));
  return (
    [...types].every((type) => covers(rights.parameters(type, 'read'), org)) &&
    (!texts.includes(everyKey) || typesSeen(model, rights, org).every((type) => types.has(type)))
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
