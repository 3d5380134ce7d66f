import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import { parameterForm } from '../../../metadata/names.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { TrailAction, TrailActions } from '../../../metadata/trail-actions.ts';
import { either, type IndexedCondition } from '../../access/auth/newest-rows.ts';
import type { Stretch } from '../../access/auth/read-trail.ts';
import { addressesOf, oneOfValues } from '../../access/auth/read-trail.ts';
import { doneAnyOf } from '../../access/auth/trail-steps.ts';
import type { Call } from '../../call/call.ts';
import { reasonLabel, reasonsSaying } from '../../call/spoken-reason.ts';
import { platformUser, platformUserIn } from '../../call/system-call.ts';
import type { Cell } from '../../database/database.ts';
import { knownActions, type TrailReader } from './trail-entry.ts';

/** The question that the database is asked, so that little of what it reads is thrown away again. */
export interface TrailWords {
  readonly sql: Required<Pick<Stretch, 'entries' | 'versions'>>;
}

/** More of one sort that a word may mean are not told apart by the database. */
const mostMeant = 300;
const mostWords = 10;

export function wordsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
}

/** Tells of an entry whether every word stands somewhere in it, as people read it in either language. */
export function saysAll(reader: TrailReader, words: readonly string[]): (entry: TrailEntry) => boolean {
  const known = knownActions(reader);
  return (entry) => {
    const text = textOf(reader.call.served, known, entry);
    return words.every((word) => text.includes(word));
  };
}

function textOf(served: Call['served'], known: TrailActions, entry: TrailEntry): string {
  const { actor, action, record, org, reason, target, detail, parameter } = entry;
  const form = served.model.forms.get(entry.form ?? formOfAddress(target));
  const own = form?.actions.find(({ name }) => name === action);
  const { name } = (detail ?? {}) as JsonObject;
  const all = [
    ...[actor?.number, actor?.name, record?.number, record?.name, org?.number, org?.name],
    ...(reason ? [reason, ...bothOf(reasonLabel(reason, served))] : []),
    ...[record ? null : target, typeof name === 'string' ? name : null],
    ...bothOf(form?.label),
    ...bothOf(parameter?.label ?? undefined),
    ...[parameter?.org?.number, parameter?.org?.name],
    ...actionWords(action, known[action], own),
  ];
  return all.filter(Boolean).join('\n').toLowerCase();
}

/** For each word, whatever an entry may have that says it; a little more is found than is meant. */
export async function trailWords(reader: TrailReader, words: readonly string[]): Promise<TrailWords> {
  const sides = await Promise.all(words.map((word) => sidesOf(reader, word)));
  return {
    sql: { entries: sides.map(({ entries }) => entries), versions: sides.map(({ versions }) => versions) },
  };
}

async function sidesOf(reader: TrailReader, word: string) {
  const { served } = reader.call;
  const users = await usersSaying(reader, word);
  const orgs = [...served.orgs.subtree(served.orgs.root)].filter((id) => {
    const org = served.orgs.get(id);
    return says(word, [org?.number, org?.name]);
  });
  const forms = [...served.model.forms.values()].filter(({ label }) => says(word, bothOf(label)));
  const own = [...served.model.forms.values()].flatMap(({ actions }) => actions);
  const actions = [
    ...Object.entries(knownActions(reader)).flatMap(([action, known]) =>
      says(word, actionWords(action, known)) ? action : [],
    ),
    ...own.filter((one) => says(word, actionWords(one.name, undefined, one))).map(({ name }) => name),
  ];
  const reasons = reasonsSaying(word, served);
  const params = [...served.model.params.values()].flatMap((type) =>
    type.params.filter(({ label }) => says(word, bothOf(label))).map(({ key }) => ({ type: type.type, key })),
  );
  const anywhere =
    !isFolded(word) || [users, orgs, forms, actions, params].some(({ length }) => length > mostMeant);
  if (anywhere) return { entries: always, versions: always };
  const common = [oneOfValues('actor', users), oneOfValues('org', orgs), stands('actor_name', word)];
  return {
    entries: either([
      ...common,
      ...[oneOfValues('action', [...new Set(actions)]), stands('action', word)],
      ...[stands('target', word), stands('detail', word)],
      ...forms.flatMap(({ name }) => addressesOf(name)),
    ]),
    versions: either([
      ...common,
      ...[doneAnyOf(actions), stands('operation', word)],
      ...params.map(valuesOfParameter),
      ...(orgs.length > 0 ? [valuesOfOrganisations(orgs)] : []),
      oneOfValues(
        'form',
        forms.map(({ id }) => id),
      ),
      ...[stands('reason', word), stands('snapshot', word), oneOfValues('reason', reasons.packages)],
      ...(reasons.commands === null ? [] : [stands('reason', reasons.commands)]),
    ]),
  };
}

const always: IndexedCondition = { sql: '1 = 1', params: [] };

async function usersSaying({ host, call }: TrailReader, word: string): Promise<readonly Cell[]> {
  const form = call.served.model.formsById.get('user');
  const platform = Object.values(platformUserIn).some(({ number, name }) => says(word, [number, name]));
  const own = platform ? [platformUser.id] : [];
  if (!form) return own;
  const contains = (fact: string): Condition => ({ fact, operator: 'contains', value: word });
  const { items } = await host.store.list(call, form, {
    view: 'manage',
    filter: { any: [contains('number'), contains('name')] },
    limit: mostMeant + 1,
  });
  return [...own, ...items.map(({ id }) => id)];
}

function stands(column: string, word: string): IndexedCondition {
  // A character that JSON writes by another sign is looked for by that.
  const written = column === 'snapshot' || column === 'detail' ? JSON.stringify(word).slice(1, -1) : word;
  const text = /[a-z]/.test(written) ? `lower(${column})` : column;
  return { sql: `instr(${text}, ?) > 0`, params: [written] };
}

/** Writes of a parameter's values; of one with a dimension those of its type: what is meant is judged afterwards. */
function valuesOfParameter({ type, key }: { readonly type: string; readonly key?: string | undefined }) {
  const said = [member('type', type), ...(key === undefined ? [] : [member('address', key)])];
  return {
    sql: `form = ? and ${said.map(() => 'instr(snapshot, ?) > 0').join(' and ')}`,
    params: [parameterForm, ...said],
  };
}

function valuesOfOrganisations(orgs: readonly string[]): IndexedCondition {
  const any = orgs.map(() => 'instr(snapshot, ?) > 0').join(' or ');
  return {
    sql: `form = ? and (${any})`,
    params: [parameterForm, ...orgs.map((id) => member('organisation', id))],
  };
}

/** A member of a snapshot: keys and ids have no character that JSON escapes. */
function member(name: string, value: string): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

/** Databases fold the case of letters beyond A to Z each in its own way. */
function isFolded(word: string): boolean {
  return ![...word].some((sign) => sign > '\u007f' && sign.toUpperCase() !== sign.toLowerCase());
}

function says(word: string, texts: readonly (string | null | undefined)[]): boolean {
  return texts.some((text) => text?.toLowerCase().includes(word));
}

function actionWords(action: string, known?: TrailAction, own?: ActionSource): readonly string[] {
  return [action, ...bothOf(known?.name ?? own?.label), ...bothOf(own?.done ?? known?.did)];
}

function bothOf(label: Label | undefined): readonly string[] {
  return label ? [label.zh, label.en] : [];
}

/** Returns the form in an address: entries on something asked of a form, or refused, name it there. */
function formOfAddress(target: string | null): string {
  return /^\/api\/forms\/([\w-]+)/.exec(target ?? '')?.[1] ?? '';
}
