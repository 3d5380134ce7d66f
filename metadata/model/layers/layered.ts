import type { Json } from '../../common/json.ts';
import type { FormerTexts } from '../../field.ts';
import type { Move } from '../../moves.ts';
import type { FieldSource, FormSource, OptionSource, SharingSource } from '../../source.ts';
import type { Place } from './report.ts';

/** A change of somebody else's property: by which package, to which value, and where it is written. */
interface Said {
  readonly package: string;
  readonly value: unknown;
  readonly place: Place;
}

/** A part of a form that layers may change: its own copy, while the values in it are shared with the sources. */
export type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A field with all that layers said about it. */
export interface LayeredField {
  readonly id: string;
  /** From the form, by ids. */
  readonly path: string;
  /** The place where it was added; the package of the place owns it. */
  readonly place: Place;
  readonly origin: FieldSource;
  readonly source: Open<FieldSource>;
  /** entries: those of a row. */
  readonly fields: LayeredField[];
  /** Its package leaves it out since. Default: no. */
  readonly dropped?: true;
  /** Options its packages leave out since. Default: none. */
  formerOptions?: readonly OptionSource[];
  /** Names of kinds that it was, and is no more. Default: none. */
  formerKinds?: readonly string[];
  /** Present values of its former values. Default: nothing. */
  formerValues?: Readonly<Record<string, Json>>;
  /** The file that gives up former values that its kind has no room for. Default: they stand in the way of a publish. */
  emptiesUnfit?: string;
  /** Numbers of records that former values are. Default: none. */
  formerNumbers?: Readonly<Record<string, string | null>>;
  /** Texts that former options are. Default: it was no choice. */
  formerTexts?: FormerTexts;
  /** Ids of the records that former values became here. Default: none. */
  became?: Readonly<Record<string, Json>>;
  /** entries: what steps do with the values of a row. Default: nothing. */
  moves?: readonly Move[];
}

/** A form with all that layers said about it; `places` finds the parts that stand in lists. */
export interface LayeredForm {
  readonly id: string;
  readonly place: Place;
  readonly origin: FormSource;
  readonly source: Open<Omit<FormSource, 'sharing'> & { readonly sharing?: SharingSource }>;
  /** Whether its package says that everybody sees its records. Default: it does not. */
  isOpen?: true;
  readonly fields: LayeredField[];
  /** By property below the form: `fields/rate/label`. Only what others than the owner said. */
  readonly said: Map<string, Said[]>;
  /** Rules, tabs, groups, actions, blocks, options by identity: where each was written. */
  readonly places: Map<object, Place>;
  /** Moves of steps with the values of a record. Default: nothing. */
  moves?: readonly Move[];
  /**
   * Rules, tabs, groups … that its packages leave out while others speak of them: `rules/netPositive`. Default: none.
   */
  droppedParts?: Set<string>;
}

export function fieldAt(form: LayeredForm, path: string): LayeredField | undefined {
  let fields: readonly LayeredField[] = form.fields;
  let found: LayeredField | undefined;
  for (const id of path.split('.')) {
    found = fields.find((field) => field.id === id);
    if (!found) return undefined;
    fields = found.fields;
  }
  return found;
}

/** Returns the place where a property of a field was written last. */
export function placeOfField(form: LayeredForm, field: LayeredField, property: string): Place {
  const [name = ''] = property.split('/').slice(1);
  const last = form.said.get(`fields/${field.path}/${name}`)?.at(-1);
  return last?.place ?? { ...field.place, pointer: field.place.pointer + property };
}

/** Returns the place where a form's property (`list/columns`) was written last; of an item, where it was brought. */
export function placeOfForm(form: LayeredForm, property: string, item?: unknown): Place {
  const said = form.said.get(property) ?? [];
  const owners = ownValue(form.origin, property);
  const ownIndex = Array.isArray(owners) ? owners.indexOf(item) : -1;
  const base = { ...form.place, pointer: `${form.place.pointer}/${property}` };
  if (item !== undefined && ownIndex >= 0) return { ...base, pointer: `${base.pointer}/${ownIndex}` };
  const brought = item === undefined ? undefined : said.findLast(({ value }) => holds(value, item));
  return (brought ?? said.at(-1))?.place ?? base;
}

function ownValue(source: FormSource, property: string): unknown {
  let value: unknown = source;
  for (const name of property.split('/')) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
}

function holds(value: unknown, item: unknown): boolean {
  if (Array.isArray(value)) return value.includes(item);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((inside) => holds(inside, item))
  );
}
