import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { madeFor } from '../../../call/made-for.ts';
import { remember } from '../../../common/remember.ts';
import { type Sight, sightOf } from './sight.ts';

/** The manner in which the caller is shown records of a form that others point at. */
export interface Manner {
  readonly form: string;
  readonly hash: string;
  readonly sight: Sight;
  /** Of a record that is seen: whether its number and its name may be read. */
  readonly number: boolean;
  readonly name: boolean;
  /**
   * The references by which the name is made of other records, not all of which are seen: it may be read of a record
   * whose own are.
   */
  readonly namedThrough?: readonly NameSource[];
  /** The number of one that is not. */
  readonly publicNumber: boolean;
  /** Records that the caller knows anyhow. */
  knows(id: string): boolean;
}

/** A reference by which a record takes its name from another one. */
export interface NameSource {
  /** Id of the field. */
  readonly field: string;
  readonly form: string;
  readonly sight: Sight;
}

/** Whether the caller is shown the numbers of users who did something: so is everybody who may read users. */
export function numbersActors(call: Call): boolean {
  const { rights, served, org, view } = call;
  const asked = remember(lastAsked, served, () => new WeakMap<Call['rights'], Asked>());
  const last = asked.get(rights);
  if (last?.org === org && last.view === view) return last.numbered;
  const numbered = mannerOf(call, 'user')?.number ?? false;
  asked.set(rights, { org, view, numbered });
  return numbered;
}

interface Asked extends Pick<Call, 'org'> {
  readonly view: Call['view'];
  readonly numbered: boolean;
}

/** Asked with every read: most who ask do so for one organisation, in one view. */
const lastAsked = new WeakMap<Call['served'], WeakMap<Call['rights'], Asked>>();

interface MannerContext {
  readonly sight: Sight;
  readonly form: Form;
  /** The sights of the forms that it takes numbers and names from. */
  readonly others: readonly (readonly [form: string, sight: Sight | undefined])[];
  readonly manner: Manner;
}

/** Of so many forms and organisations. */
const mannersOf = madeFor<MannerContext>(2_000);

/** Undefined: no form of the model is called so. */
export function mannerOf(call: Call, id: string): Manner | undefined {
  const form = call.served.model.formsById.get(id);
  if (!form) return undefined;
  const sight = sightOf(call, form);
  const manners = mannersOf(call);
  const key = call.view === 'use' ? `${id} ${call.org}` : id;
  const found = manners.get(key);
  const isStill = ([other, seen]: MannerContext['others'][number]) => sightOn(call, other) === seen;
  if (found?.sight === sight && found.form === form && found.others.every(isStill)) return found.manner;
  const through = [form.number, form.title].flatMap((field) => field?.through ?? []);
  const others = through.map((one) => [one.form, sightOn(call, one.form)] as const);
  const manner = makeManner(call, form, sight);
  manners.set(key, { sight, form, others, manner });
  return manner;
}

/** Undefined: no form of the model is called so. */
function sightOn(call: Call, id: string): Sight | undefined {
  const form = call.served.model.formsById.get(id);
  return form && sightOf(call, form);
}

function makeManner(call: Call, form: Form, sight: Sight): Manner {
  const { rights } = call;
  const { number, title } = form;
  const readable = (field: Form['number']) =>
    sight.reach !== 'nothing' && field !== undefined && !field.hidden && rights.readable(form, field);
  const sources = title && readable(title) ? sourcesOf(call, title) : null;
  const isWhole = (field: Form['number']) => field === undefined || sourcesOf(call, field)?.length === 0;
  return {
    form: form.id,
    hash: form.hash,
    sight,
    number: form.publicNumbers || (readable(number) && isWhole(number)),
    name: sources?.length === 0,
    ...(sources && sources.length > 0 ? { namedThrough: sources } : {}),
    publicNumber: form.publicNumbers,
    // A caller who may act for an organisation has been told what it is called.
    knows: form.id === organisations ? rights.uses : nobody,
  };
}

/** Of what a field is made, as far as not everybody sees it; null: it cannot be said which records these are. */
function sourcesOf(call: Call, field: Field): readonly NameSource[] | null {
  const hiding = (field.through ?? []).flatMap(({ form: id, from, ofSeveral }) => {
    const sight = sightOn(call, id);
    return sight && sight.reach !== 'everything' ? [{ field: ofSeveral ? null : from, form: id, sight }] : [];
  });
  const placed = hiding.flatMap(({ field: from, form, sight }) =>
    from === null || from.startsWith('parent.') || sight.reach === 'nothing'
      ? []
      : [{ field: from, form, sight }],
  );
  return placed.length === hiding.length ? placed : null;
}

const organisations = 'organisation';
/** Made here: one made beside a call would keep it. */
const nobody = () => false;
