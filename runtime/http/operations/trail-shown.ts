import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { textOf } from '../../../metadata/common/read.ts';
import type { audit, TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import type { AnswerOf } from '../../../metadata/contract/common/call.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import { type AuditItem, type AuditQuery, readTrail } from '../../access/auth/read-trail.ts';
import { searchTrail } from '../../access/auth/search-trail.ts';
import { spokenReason } from '../../call/spoken-reason.ts';
import { platformUser, platformUserIn } from '../../call/system-call.ts';
import type { Named, TrailReader } from './trail-entry.ts';
import { parameterOf, parametersWritten } from './trail-parameters.ts';
import { saysAll, type TrailWords, trailWords } from './trail-words.ts';

export interface TrailAsked extends AuditQuery {
  /** Each of them stands somewhere in an entry. Default: none need. */
  readonly words?: readonly string[];
}

/** Returns the trail as it is shown: entries that an index finds are read; any others are looked for. */
export async function shownTrail(
  reader: TrailReader,
  { words = [], ...query }: TrailAsked,
): Promise<AnswerOf<typeof audit.list>> {
  if (words.length === 0 && !query.orgs) {
    const { items, next } = await readTrail(reader.reader, query);
    return { items: await inWords(reader, await shownEntries(reader, items)), next };
  }
  const searched: TrailWords = await trailWords(reader, words);
  const saidIn = saysAll(reader, words);
  const { searchedTo, ...found } = await searchTrail(reader.reader, query, {
    ...searched.sql,
    shown: async (items) =>
      (await shownEntries(reader, items)).map((entry) => (saidIn(entry) ? entry : null)),
  });
  return {
    ...found,
    items: await inWords(reader, found.items),
    ...(searchedTo === undefined ? {} : { searchedTo: new Date(searchedTo).toISOString() }),
  };
}

/** What is looked for is looked for in reasons as they are stored. */
async function inWords(reader: TrailReader, entries: readonly TrailEntry[]): Promise<readonly TrailEntry[]> {
  return (await parametersWritten(reader, entries)).map((entry) =>
    entry.reason ? { ...entry, reason: spokenReason(entry.reason, reader.call) } : entry,
  );
}

/** People, forms and organisations by today's names, records by those they had then. */
async function shownEntries(
  reader: TrailReader,
  items: readonly AuditItem[],
): Promise<readonly TrailEntry[]> {
  const { served, language } = reader.call;
  const people = await peopleOf(reader, items);
  return items.map((all) => {
    const { form: formId, org: orgId, at, actor, snapshot, ...item } = all;
    const parameter = parameterOf(reader.call, all);
    const org = orgId === null ? undefined : served.orgs.get(orgId);
    const form = formId === undefined ? undefined : served.model.formsById.get(formId);
    return {
      at: new Date(at).toISOString(),
      ...item,
      actor: actor && (people.get(actor.id) ?? unknownActor(actor, language)),
      ...(formId === undefined ? {} : { form: form?.name ?? formId }),
      ...(parameter && { parameter }),
      ...(form && item.target !== null ? { record: recordOf(form, item.target, snapshot) } : {}),
      org: orgId === null ? null : { id: orgId, number: org?.number ?? null, name: org?.name ?? null },
    };
  });
}

/** The platform itself, or somebody whose record is gone. */
function unknownActor({ id, name }: { id: string; name: string | null }, language: Language) {
  if (id !== platformUser.id) return { id, number: null, name };
  return platformUserIn[language];
}

function recordOf(form: Form, id: string, snapshot: JsonObject | null | undefined) {
  const said = (field: Field | undefined) =>
    field && !field.kind.secret ? textOf(snapshot?.[field.id]) : null;
  return { id, number: said(form.number), name: said(form.title) };
}

async function peopleOf({ host, call }: TrailReader, items: readonly AuditItem[]) {
  const form = call.served.model.formsById.get('user');
  const ids = [...new Set(items.flatMap(({ actor }) => actor?.id ?? []))];
  if (!form || ids.length === 0) return new Map<string, Named>();
  const { items: found } = await host.store.list(call, form, {
    view: 'manage',
    filter: { fact: 'id', operator: 'in', value: ids },
    limit: ids.length,
  });
  return new Map(
    found.map(({ id, number, name }) => [id, { id, number: textOf(number), name: textOf(name) }] as const),
  );
}
