import type { Json } from '../../../metadata/common/json.ts';
import type { Definition } from '../../../metadata/contract/params/definition.ts';
import { definitionsKnown } from '../../changes/definitions-known.ts';
import type { SentItem } from '../../params/basket/change-set.ts';
import { valueField } from '../../params/parameter-words.ts';
import type { RouteAnswer } from '../../session/route.ts';
import { session } from '../../session/session.ts';

type Compared = RouteAnswer<'POST /api/params/compare'>['items'][number];

/** A place, and what is said there on either side. */
export type FilePair = Compared & {
  readonly id: string;
  /** Undefined: no such parameter is known here. */
  readonly definition: Definition | undefined;
  readonly differs: boolean;
};

/** Two files with values beside each other, differences first; without the second, one and what is set now. */
export async function compareFiles(a: File, b: File | null): Promise<readonly FilePair[]> {
  const form = new FormData();
  form.set('a', a, a.name);
  if (b) form.set('b', b, b.name);
  const [find, { items, different }] = await Promise.all([
    definitionsKnown(),
    session.api.call('POST /api/params/compare', { file: form, query: { same: true } }),
  ]);
  return items.map((one, at) => ({
    ...one,
    id: JSON.stringify([one.type, one.key, one.org, one.validFrom, one.validTo]),
    definition: find(one.type, one.key),
    differs: at < different,
  }));
}

/** Answers the change for the basket that gives the right side the value of the left. */
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
