import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { Form } from '../../../metadata/model.ts';
import type { View, WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from './ask.ts';
import { bodyWrong } from './refusals.ts';

interface Named {
  /** Id of the form. */
  readonly form: string;
  readonly view: View;
  /** Ids or numbers, as a body says them. */
  readonly names: readonly string[];
  /** Returns the path of a name in the body. */
  readonly path: (at: number) => string;
}

const atOnce = 200;

/**
 * The ids of documents that a body names by id or by number. Of several with one number it is that of the organisation
 * of the call; where that does not tell, or there is none, it is said at its place. An id is taken as it is.
 */
export async function namedIds(ask: Ask, { form: id, view, names, path }: Named): Promise<readonly string[]> {
  const form = ask.served.model.formsById.get(id);
  const numbers = [...new Set(names.filter((name) => !isId(name)))];
  const { number } = form ?? {};
  if (!form || !number || numbers.length === 0) return names;
  const found = await recordsNumbered(ask, { form, view }, numbers);
  const problems: Problem[] = [];
  const ids = names.map((name, at) => {
    if (isId(name)) return name;
    const all = found.get(name) ?? [];
    const own = all.filter(({ isOwn }) => isOwn);
    const [one, ...others] = own.length > 0 ? own : all;
    const code = one === undefined ? 'document-unknown' : 'document-number-twice';
    if (one === undefined || others.length > 0)
      problems.push({
        path: path(at),
        code,
        params: { number: name, form: { ...form.label }, count: others.length + 1 },
      });
    return one?.id ?? name;
  });
  if (problems.length > 0) throw bodyWrong({}, problems);
  return ids;
}

async function recordsNumbered(
  { host, call }: Ask,
  { form, view }: { readonly form: Form; readonly view: View },
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly id: string; readonly isOwn: boolean }[]>> {
  const fact = form.number?.name ?? 'number';
  const found: WireRecord[] = [];
  for (let from = 0; from < numbers.length; from += atOnce) {
    const filter = { fact, operator: 'in', value: numbers.slice(from, from + atOnce) } as const;
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await host.store.list(call, form, {
        view,
        filter,
        fields: [fact, 'org'],
        limit: atOnce,
        ...(cursor === undefined ? {} : { cursor }),
      });
      append(found, items);
      if (next === null) break;
      cursor = next;
    }
  }
  const all = found.map((one) => {
    const org = one['org'] as { readonly id?: string } | undefined;
    return { id: one.id, number: String(one[fact]), isOwn: org?.id === call.org };
  });
  return Map.groupBy(all, ({ number }) => number);
}
