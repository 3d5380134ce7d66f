import type { Json } from '../../metadata/common/json.ts';
import type { SentItem } from '../basket/change-set.ts';
import { definitionsKnown } from '../changes/definitions-known.ts';
import type { Definition } from '../params/parameter-data.ts';
import { valueField } from '../params/parameter-words.ts';
import { session } from '../session/session.ts';

/** What a file says at one place. */
export interface Said {
  /** What counts: the value, its spelling, expressly nothing, or that it is taken away. */
  readonly state: 'value' | 'raw' | 'none' | 'unset' | '';
  readonly value: string;
  readonly raw: string;
  readonly locked: string;
}

/** A place, and what is said there on either side. */
export interface FilePair {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  /** Undefined: no such parameter is known here. */
  readonly definition: Definition | undefined;
  /** Number of the organisation; null: the whole system. */
  readonly org: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly a: Said | null;
  readonly b: Said | null;
  readonly differs: boolean;
}

/** Two files with values beside each other, differences first; without the second, one and what is set now. */
export async function compareFiles(a: File, b: File | null): Promise<readonly FilePair[]> {
  const form = new FormData();
  form.set('a', a, a.name);
  if (b) form.set('b', b, b.name);
  const [find, { items, different }] = await Promise.all([
    definitionsKnown(),
    session.api.post<{
      readonly items: readonly Omit<FilePair, 'id' | 'definition' | 'differs'>[];
      readonly different: number;
    }>('/api/params/compare', undefined, { file: form, query: { same: true } }),
  ]);
  return items.map((one, at) => ({
    ...one,
    id: JSON.stringify([one.type, one.key, one.org, one.validFrom, one.validTo]),
    definition: find(one.type, one.key),
    differs: at < different,
  }));
}

/** What makes the right say what the left does, for the basket. */
export function takingOver({ type, key, org, validFrom, validTo, definition, a }: FilePair): SentItem {
  const place = { type, key, org, validFrom, validTo };
  if (!a || a.state === 'unset') return { action: 'unset', ...place };
  const set = {
    action: 'set' as const,
    ...place,
    locked: ['true', '1', '是'].includes(a.locked.toLowerCase()),
  };
  if (a.state === 'none') return { ...set, value: null };
  const bySpelling = a.state === 'raw' || (a.state === '' && a.raw !== '');
  return bySpelling ? { ...set, raw: a.raw } : { ...set, value: typed(a.value, definition) };
}

/** The value that a text of a file means. */
export function typed(text: string, definition: Definition | undefined): Json {
  const parsed = parse(text);
  if (parsed === undefined || !definition) return parsed ?? text;
  const isWhole = typeof parsed !== 'object' || parsed === null;
  const field = valueField(definition);
  return definition.kind !== 'json' && isWhole && field.kind.read(text, field).ok ? text : parsed;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
