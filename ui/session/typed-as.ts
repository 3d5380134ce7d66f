import type { Label } from '../../metadata/common/label.ts';
import { pinyinOf } from '../../metadata/words/pinyin-of.ts';
import { typedLike } from './typed-like.ts';

/**
 * Whether somebody who types this may mean what is called so, in either language or by pinyin; nothing means all.
 *
 * @example
 * typedAs('gfmc', { zh: '购方名称', en: 'Buyer name' }) //=> true
 * typedAs('buyer', { zh: '购方名称', en: 'Buyer name' }) //=> true
 * typedAs('seller', { zh: '购方名称', en: 'Buyer name' }) //=> false
 */
export function typedAs(typed: string, { zh, en }: Label): boolean {
  return typed.trim() === '' || typedLike(typed, [zh, en], pinyinOf(zh)) > 0;
}
