import { pinyinOf } from '../../../metadata/words/pinyin-of.ts';
import { typedLike } from '../../session/typed-like.ts';
import { kindWords, type OfferedKinds } from './kind-words.ts';

/**
 * The kinds that somebody who types this may mean, with the groups they are in: those that are called so, or typed so by
 * pinyin, come before those that are only described so. Nothing typed leaves all as they are.
 */
export function foundKinds(groups: readonly OfferedKinds[], typed: string): readonly OfferedKinds[] {
  const looked = typed.trim();
  if (looked === '') return groups;
  const found = groups.map((group) => {
    const fits = group.kinds.map((kind) => ({ kind, fit: fitOf(kind, looked) })).filter(({ fit }) => fit > 0);
    const kinds = fits.toSorted((a, b) => b.fit - a.fit);
    return { best: kinds[0]?.fit ?? 0, group: { ...group, kinds: kinds.map(({ kind }) => kind) } };
  });
  return found
    .filter(({ best }) => best > 0)
    .toSorted((a, b) => b.best - a.best)
    .map(({ group }) => group);
}

function fitOf(kind: string, looked: string): number {
  const { label, help } = kindWords(kind);
  const named = typedLike(looked, [label, kind], pinyinOf(label));
  return named > 0 ? named + 1 : Math.min(1, typedLike(looked, [help]));
}

/** Whether what is called so may be meant, in the reader's language, by pinyin, or by other words. */
export function isMeant(typed: string, name: string, ...others: readonly string[]): boolean {
  return typed.trim() === '' || typedLike(typed.trim(), [name, ...others], pinyinOf(name)) > 0;
}
