import { isObject, type Json, pointerTo } from '../../common/json.ts';
import { type Language, languages } from '../../common/label.ts';
import type { IssueParams } from '../layers/report.ts';

/** Something of a text in a file that may well be meant, with its place. */
interface TextFlaw {
  readonly code: 'text-unseen' | 'label-long';
  readonly pointer: string;
  readonly params: IssueParams;
}

/** Characters that nobody sees, some of which turn around what stands behind them. Lines and tabs are none. */
const unseen = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const seen = /[\t\n\r]/g;

/** Longer labels stand nowhere as a whole. */
const longest = 100;
const labels: ReadonlySet<string> = new Set(['label', 'recordLabel', 'listLabel']);

/** Of files that nobody can change any more: looked at once, however often they are compiled. */
const known = new WeakMap<object, readonly TextFlaw[]>();

/** Finds texts with characters that nobody sees, and labels that are too long for one. */
export function textFlaws(content: Json): readonly TextFlaw[] {
  if (typeof content !== 'object' || content === null) return [];
  const before = known.get(content);
  if (before) return before;
  const found = [...flawsIn(content, '', '')];
  if (Object.isFrozen(content)) known.set(content, found);
  return found;
}

function* flawsIn(content: Json, pointer: string, member: string): Generator<TextFlaw> {
  if (Array.isArray(content)) {
    for (const [at, item] of content.entries()) yield* flawsIn(item, `${pointer}/${at}`, member);
  } else if (isObject(content)) {
    for (const language of languages) {
      const text = content[language];
      if (typeof text === 'string') yield* flawsOf(text, language, `${pointer}/${language}`, member);
    }
    for (const [name, value] of Object.entries(content))
      if (typeof value === 'object') yield* flawsIn(value, pointer + pointerTo(name), name);
  }
}

function* flawsOf(text: string, language: Language, pointer: string, member: string): Generator<TextFlaw> {
  const hidden = unseen.exec(text.replace(seen, ''))?.[0];
  if (hidden !== undefined) {
    const character = `U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    yield { code: 'text-unseen', pointer, params: { character, language } };
  }
  const { length } = text;
  if (labels.has(member) && length > longest)
    yield { code: 'label-long', pointer, params: { length, longest } };
}
