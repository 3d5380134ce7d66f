import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Matches } from '../../../metadata/contract/changes/preview.ts';
import type { Form } from '../../../metadata/model.ts';
import { type Item, isParam, type RecordItem } from '../../../rules/changes/item.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { TogetherHow } from '../../storage/store/record/store.ts';
import type { OtherWinner, Tried, TriedDocument, TriedRules } from '../match/try-rules.ts';
import { placeAbout } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { seesItem } from './item-rights.ts';

/** Recent documents that are looked at, of each form that rules ask about. */
const mostDocuments = 200;
/** Milliseconds for all documents of a preview. */
const longest = 2_000;

/** The rules as a rehearsal wrote them, kept before it is taken back. */
export interface RuleTrial {
  readonly look: NonNullable<TogetherHow['look']>;
  readonly forms: ReadonlyMap<string, TriedRules>;
}

export function ruleTrial({ matching }: ChangesParts, call: Call, order: readonly Item[]): RuleTrial {
  const forms = new Map<string, TriedRules>();
  return {
    forms,
    async look(tx, done) {
      const records = Map.groupBy(
        order.flatMap((item, at) => (isParam(item) ? [] : [{ form: item.form, record: done[at]?.record }])),
        ({ form }) => form,
      );
      for (const [id, some] of records) {
        const form = call.served.model.formsById.get(id);
        const ids = [...new Set(some.flatMap(({ record }) => record ?? []))];
        if (form?.match)
          forms.set(id, { records: ids, rules: await matching.readRules(tx, call, form, ids) });
      }
    },
  };
}

interface Written {
  readonly item: RecordItem;
  /** Undefined: it was refused. */
  readonly record: string | undefined;
}

/** By item: which recent documents would be matched by another rule if all of the set held. */
export async function previewMatches(
  parts: ChangesParts,
  call: Call,
  { forms }: RuleTrial,
  written: readonly Written[],
): Promise<ReadonlyMap<string, Matches>> {
  const { served, rights } = call;
  const until = performance.now() + longest;
  const answers = new Map<string, Matches>();
  for (const [id, tried] of forms) {
    const form = served.model.formsById.get(id);
    if (!form) continue;
    const own = written.filter(({ item }) => item.form === id);
    const found = await ofForm(parts, call, form, { ...tried, until });
    const isHidden = (one: Written) => !seesItem(served, rights, placeAbout(one.item));
    const hidden = new Set(own.filter(isHidden).flatMap(({ record }) => record ?? []));
    const made = new Set(
      own.filter(({ item }) => item.action === 'create').flatMap(({ record }) => record ?? []),
    );
    for (const { item, record } of own) {
      if (record !== undefined) answers.set(item.id, answerOf(found, { record, hidden, made }));
    }
  }
  return answers;
}

/** The reason why no document is looked at: none may be read or matched, or a match asks more than a document says. */
type NotLooked = 'unreadable' | 'asks-more';

interface Looked extends Tried {
  /** Name of the form that the documents are of. */
  readonly form: string;
  readonly skipped: number;
  readonly documents: readonly Matches['changed'][number]['document'][];
}

async function ofForm(
  parts: ChangesParts,
  call: Call,
  form: Form,
  tried: TriedRules & { readonly until: number },
): Promise<Looked | NotLooked> {
  const { match } = form;
  const about = call.served.model.formsById.get(match?.facts ?? '');
  const asksMore = match?.within === 'required' || match?.for.some(({ required }) => required);
  if (!about || asksMore) return 'asks-more';
  const scope = call.rights.scope(form, 'match');
  const found = scope !== 'all' && scope.size === 0 ? null : await recentDocuments(parts, call, about);
  if (!found) return 'unreadable';
  const documents = found.flatMap((facts): TriedDocument[] => {
    const org = isObject(facts['org']) ? String((facts['org'] as JsonObject)['id']) : '';
    return scope === 'all' || scope.has(org) ? [{ org, facts }] : [];
  });
  const result = await parts.matching.tryRules(call, form, { ...tried, documents });
  const named = ({ facts }: TriedDocument) => ({
    id: typeof facts['id'] === 'string' ? facts['id'] : null,
    number: facts[about.number?.name ?? ''] ?? null,
  });
  const skipped = documents.length - result.looked - result.more;
  return { ...result, form: about.name, skipped, documents: documents.map(named) };
}

/** The newest that the caller manages, with all he may read of them; null: he may read none. */
async function recentDocuments(
  { store }: ChangesParts,
  call: Call,
  form: Form,
): Promise<readonly JsonObject[] | null> {
  const fields = form.fields.filter((field) => !field.hidden && call.rights.readable(form, field));
  const names = [...fields.map(({ name }) => name), 'org'];
  try {
    const query = { view: 'manage', fields: names, sort: ['-id'], limit: mostDocuments } as const;
    return (await store.list(call, form, query)).items;
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 403) return null;
    throw failure;
  }
}

interface PreviewSight {
  readonly record: string;
  /** Records of items that are not the caller's to see. */
  readonly hidden: ReadonlySet<string>;
  /** Records that are there only when the set is published. */
  readonly made: ReadonlySet<string>;
}

/** Answers the documents that would get another winner by this record, or in its place. */
function answerOf(found: Looked | NotLooked, { record, hidden, made }: PreviewSight): Matches {
  if (typeof found === 'string') return { looked: 0, changed: [], why: found };
  const { form, looked, more, skipped, documents, changed } = found;
  const side = (one: OtherWinner['from']): Matches['changed'][number]['from'] => {
    if (!one) return null;
    if (hidden.has(one.record)) return { hidden: true };
    return made.has(one.record) ? { ...one.head, id: null } : one.head;
  };
  const own = changed.filter(({ from, to }) => from?.record === record || to?.record === record);
  return {
    form,
    looked,
    ...(skipped > 0 && { skipped }),
    ...(more > 0 && { more }),
    changed: own.map(({ at, from, to }) => ({
      document: documents[at] ?? { id: null, number: null },
      from: side(from),
      to: side(to),
    })),
  };
}
