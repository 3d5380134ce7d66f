import { append } from '../../../../metadata/common/append.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Form, Model } from '../../../../metadata/model.ts';
import type { Rights } from '../../../call/rights.ts';
import { createSlices } from '../../../common/time-slices.ts';
import { beyondSchema } from '../beyond-schema.ts';
import { callGroups } from '../call-groups.ts';
import { listFilters } from '../list-filters.ts';
import { documentSchemas, sideWords } from '../record-schema.ts';
import { unfolded } from '../schema-parts.ts';
import { type ApiChange, compareDocuments } from './compare-documents.ts';

/**
 * A difference that callers of the API find in one form: in its calls, its records, its actions, or the filters of its
 * lists.
 */
export interface FormDifference {
  /** Id of the form. */
  readonly form: string;
  /** `calls`: a group of calls of which not every form has all. */
  readonly part: 'form' | 'field' | 'filter' | 'action' | 'calls';
  /** Of what it is about: a field or filter (`lines.amount`), an action, a group of calls; empty: the form. */
  readonly name: string;
  readonly change: ApiChange['change'] | 'renamed';
  /**
   * In what it differs: words of JSON Schema (`required`, `maxLength`), properties (`target`), ways to compare (`gte`).
   */
  readonly what: readonly string[];
  /** Of a list of values, those that it takes besides. Default: none. */
  readonly come?: readonly string[];
  /** Of a list of values, those that it takes no longer. Default: none. */
  readonly gone?: readonly string[];
  readonly breaks: boolean;
}

/** In what two models differ for callers of records, form by form. */
export async function formDifferences(
  before: Model,
  after: Model,
  rights: Rights,
): Promise<readonly FormDifference[]> {
  const { breathe } = createSlices();
  const found: FormDifference[] = [];
  for (const id of new Set([...before.formsById.keys(), ...after.formsById.keys()])) {
    const [was, is] = [before.formsById.get(id), after.formsById.get(id)];
    if (was?.hash === is?.hash) continue;
    append(found, differencesOf(id, was, is, rights));
    await breathe();
  }
  return found;
}

function differencesOf(
  form: string,
  was: Form | undefined,
  is: Form | undefined,
  rights: Rights,
): readonly FormDifference[] {
  const whole = (change: FormDifference['change'], breaks: boolean): FormDifference => ({
    form,
    part: 'form',
    name: '',
    change,
    what: [],
    breaks,
  });
  if (!was || !is) return [whole(was ? 'removed' : 'added', was !== undefined)];
  const records = new Map<string, FormDifference>();
  for (const { place, change, breaks } of compareDocuments(documentOf(was, rights), documentOf(is, rights))) {
    const { part, name, what, value } = placeOf(place);
    const side = value === undefined ? {} : { [change === 'widened' ? 'come' : 'gone']: [value] };
    const more = { form, part, name, change, what: what === '' ? [] : [what], ...side, breaks };
    const known = records.get(`${part} ${name}`);
    records.set(`${part} ${name}`, known ? together(known, more) : more);
  }
  return [
    ...(was.name === is.name ? [] : [whole('renamed', true)]),
    ...ofCalls(form, was, is),
    ...[...records.values()].map((one) => (one.part === 'action' ? ofAction(one, was, is) : one)),
    ...ofFilters(form, [was, is], rights, (name) => isOnOneSide(records.get(`field ${name}`))),
  ];
}

function isOnOneSide(field: FormDifference | undefined): boolean {
  return field?.change === 'added' || field?.change === 'removed';
}

function ofCalls(form: string, was: Form, is: Form): readonly FormDifference[] {
  const [before, after] = [callGroups(was), callGroups(is)];
  return [...new Set([...before, ...after])].flatMap((name): readonly FormDifference[] => {
    if (before.has(name) && after.has(name)) return [];
    const isGone = before.has(name);
    const change = isGone ? 'removed' : 'added';
    return [{ form, part: 'calls', name, change, what: [], breaks: isGone }];
  });
}

function ofAction(one: FormDifference, was: Form, is: Form): FormDifference {
  const has = ({ actions }: Form) => actions.some(({ name }) => name === one.name);
  return { ...one, change: has(was) ? (has(is) ? 'changed' : 'removed') : 'added' };
}

/** Of fields that come or go nothing is said besides: what they are filtered by comes and goes with them. */
function ofFilters(
  form: string,
  [was, is]: readonly [Form, Form],
  rights: Rights,
  isSaid: (name: string) => boolean,
): readonly FormDifference[] {
  const [before, after] = [listFilters(was, rights), listFilters(is, rights)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): readonly FormDifference[] => {
    const outer = name.split('.')[0] ?? name;
    if (isSaid(name) || isSaid(outer)) return [];
    const [old, now] = [before.get(name) ?? [], after.get(name) ?? []];
    const gone = old.filter((way) => !now.includes(way));
    const come = now.filter((way) => !old.includes(way));
    const said = (change: FormDifference['change'], what: readonly string[]): FormDifference => ({
      form,
      part: 'filter',
      name,
      change,
      what,
      breaks: gone.length > 0,
    });
    if (gone.length > 0) return [now.length === 0 ? said('removed', []) : said('narrowed', gone)];
    if (come.length > 0) return [old.length === 0 ? said('added', []) : said('widened', come)];
    return [];
  });
}

/** The graver says what it is. */
function together(a: FormDifference, b: FormDifference): FormDifference {
  const gravity = ['removed', 'added', 'renamed', 'changed', 'narrowed', 'widened'];
  const [graver] = [a, b].toSorted((x, y) => gravity.indexOf(x.change) - gravity.indexOf(y.change));
  const both = (one: readonly string[] = [], other: readonly string[] = []) => [
    ...new Set([...one, ...other]),
  ];
  return {
    ...a,
    change: (graver ?? a).change,
    what: both(a.what, b.what),
    come: both(a.come, b.come),
    gone: both(a.gone, b.gone),
    breaks: a.breaks || b.breaks,
  };
}

/** Schemas of a form, called alike whatever the form is called. */
function documentOf(form: Form, rights: Rights) {
  const schemas: Record<string, Json> = {};
  // Each points at others by the name of its form, so that it is made whole before.
  const { components } = unfolded({ components: { schemas: documentSchemas(form, rights) } });
  const whole = (components as { readonly schemas: JsonObject }).schemas;
  for (const [name, schema] of Object.entries(whole)) schemas[`form${name.slice(form.name.length)}`] = schema;
  return { components: { schemas } };
}

interface SchemaPlace extends Pick<FormDifference, 'part' | 'name'> {
  readonly what: string;
  /** The value that a list takes besides, or no longer. Default: it is about no list. */
  readonly value?: string;
}

/** The path of the rows that a schema of a form is of, without the words that tell its schemas apart. */
function pathOf(steps: readonly string[]): string[] {
  const [last, before] = [steps.at(-1) ?? '', steps.at(-2) ?? ''];
  if (last === 'rows' && sideWords.has(before)) return steps.slice(0, -1);
  return sideWords.has(last) ? pathOf(steps.slice(0, -1)) : [...steps];
}

/** `/components/schemas/form.lines.write/properties/amount/maxLength` is `maxLength` of `lines.amount`. */
function placeOf(place: string): SchemaPlace {
  const [schema = '', ...rest] = place
    .split('/')
    .slice(3)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = pathOf(schema.split('.').slice(1));
  let what = '';
  let value: string | undefined;
  for (let at = 0; at < rest.length; at++) {
    const step = rest[at] ?? '';
    if (step === beyondSchema) {
      const [said = '', named = ''] = (rest[at + 2] ?? '').split(':');
      if (said === 'action') return { part: 'action', name: named, what: '' };
      what = said;
      break;
    }
    if (step === 'properties' || step === 'required') {
      path.push(rest[at + 1] ?? '');
      what = step === 'required' ? step : '';
      at++;
    } else if (step === 'anyOf' || step === 'oneOf') {
      // One of several ways to say a value: that it comes or goes, or what is other of it.
      at++;
      if (at === rest.length - 1 && what === '') what = 'type';
    } else if (step !== 'items' && what === '') {
      what = step;
      if (step === 'enum') value = rest[at + 1];
    }
  }
  const name = path.join('.');
  const part = name === '' ? 'form' : 'field';
  return { part, name, what, ...(value !== undefined && { value }) };
}
