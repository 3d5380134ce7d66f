import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Docfield, Doctype } from './doctype.ts';
import { isOn, isSilent } from './doctype.ts';
import { fieldNameOf, formNameOf } from './names.ts';

/** Types that hold no value: they say how a page looks. */
export const layoutTypes: ReadonlySet<string> = new Set([
  ...['Section Break', 'Column Break', 'Tab Break', 'Fold'],
  ...['HTML', 'Heading', 'Button', 'Image'],
]);

/** What the platform has of its own, by what the other system calls it. */
const platformForms: Readonly<Record<string, string>> = {
  User: 'user',
  Role: 'role',
  Company: 'organisation',
};

const ofPlatform: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  user: {
    full_name: 'name',
    first_name: 'name',
    email: 'email',
    username: 'number',
    mobile_no: 'phone',
    phone: 'phone',
  },
  organisation: { company_name: 'name', abbr: 'number', default_currency: 'currency', tax_id: 'taxNumber' },
};
/** What a field is, apart from what is asked of it. */
const ofType = new Set(['kind', 'form', 'options', 'length', 'scale', 'language', 'stars']);

/** A form that is spoken of and is not in the folder: made as far as it is spoken of. */
export interface Stub {
  readonly doctype: string;
  readonly form: string;
  readonly fields: Map<string, JsonObject>;
}

/** All forms of the other system, and what they are called here. */
export class World {
  readonly doctypes: ReadonlyMap<string, Doctype>;
  readonly stubs = new Map<string, Stub>();
  /** Doctypes of rows whose words have been counted. */
  readonly counted = new Set<string>();
  /** Kinds of fields by doctype and their name there, before anything is brought along. */
  readonly kinds = new Map<string, Map<string, string>>();
  readonly #names = new Map<string, ReadonlyMap<string, string>>();
  readonly #forms = new Map<string, string>();

  constructor(doctypes: readonly Doctype[]) {
    this.doctypes = new Map(doctypes.map((doctype) => [doctype.name, doctype]));
    for (const { name } of doctypes) this.#nameForm(name);
  }

  /** The form here; one that is not in the folder is made. */
  formOf(doctype: string): string {
    const known = platformForms[doctype] ?? this.#forms.get(doctype);
    if (known !== undefined) return known;
    const form = this.#nameForm(doctype);
    this.stubs.set(doctype, { doctype, form, fields: new Map() });
    return form;
  }

  #nameForm(doctype: string): string {
    const taken = new Set([...this.#forms.values(), ...Object.values(platformForms)]);
    const wanted = formNameOf(doctype) || 'form';
    let form = wanted;
    for (let at = 2; taken.has(form); at += 1) form = `${wanted}-${at}`;
    this.#forms.set(doctype, form);
    return form;
  }

  isTable(doctype: string): boolean {
    return isOn(this.doctypes.get(doctype)?.said['istable']);
  }

  /** Names of the fields of a form here, by those there. */
  fieldsOf(doctype: string): ReadonlyMap<string, string> {
    const known = this.#names.get(doctype);
    if (known) return known;
    const names = new Map<string, string>();
    const taken = new Set<string>();
    const inRows = this.isTable(doctype);
    for (const { name, type } of this.doctypes.get(doctype)?.fields ?? []) {
      if (layoutTypes.has(type)) continue;
      const wanted = fieldNameOf(name, inRows);
      let own = wanted;
      for (let at = 2; taken.has(own.toLowerCase()); at += 1) own = `${wanted}${at}`;
      taken.add(own.toLowerCase());
      names.set(name, own);
    }
    this.#names.set(doctype, names);
    return names;
  }

  fieldOf(doctype: string, name: string): Docfield | undefined {
    return this.doctypes.get(doctype)?.fields.find((field) => field.name === name);
  }

  /** Of a field of a form, what it becomes here. */
  kindOf(doctype: string, field: Docfield): string {
    const kind = this.kinds.get(doctype)?.get(field.name);
    return kind ?? 'unknown';
  }

  /** A field that may not be typed, as it is filled from a record that is referred to. */
  isBrought(doctype: string, name: string): boolean {
    const words = this.fieldOf(doctype, name)?.said;
    return !isSilent(words?.['fetch_from']) && isOn(words?.['read_only']) && !isOn(words?.['fetch_if_empty']);
  }

  /** A field of a form that is the platform's. */
  platformField(form: string, theirs: string): { name: string; kind: string } | undefined {
    const found = ofPlatform[form]?.[theirs];
    return found === undefined
      ? undefined
      : { name: found, kind: found === 'currency' ? 'currency' : 'text' };
  }

  /** Adds a field to a form that is made as far as it is spoken of. */
  stubField(stub: Stub, theirs: string, like: JsonObject): string {
    const name = fieldNameOf(theirs, false);
    if (!stub.fields.has(name) && name !== 'number' && name !== 'name') {
      const { form: _form, ...rest } = like;
      const kept = Object.entries(like['kind'] === 'reference' ? like : rest).filter(([member]) =>
        ofType.has(member),
      );
      stub.fields.set(name, { ...Object.fromEntries(kept), name, label: like['label'] ?? name });
    }
    return name;
  }

  /** Which doctypes a field lets one choose among: options that name some, or all of its own module. */
  chosen(doctype: string, by: string): readonly string[] {
    const field = this.fieldOf(doctype, by);
    const named = [...(field?.options ?? '').split('\n'), ...inFilters(field?.said['link_filters'])]
      .map((line) => line.trim())
      .filter((line) => line !== '' && line !== 'DocType');
    if (named.length > 0) return [...new Set(named)].slice(0, 50);
    const { module } = this.doctypes.get(doctype)?.said ?? {};
    const beside = [...this.doctypes.values()].filter((other) => {
      return other.said['module'] === module && !isOn(other.said['istable']) && !isOn(other.said['issingle']);
    });
    return beside.map(({ name }) => name).slice(0, 50);
  }
}

/** `[["DocType", "name", "in", ["Customer", "Supplier"]]]` */
function inFilters(said: Json | undefined): readonly string[] {
  const found = /"name",\s*"in",\s*(\[[^\]]*\])/.exec(typeof said === 'string' ? said : '');
  try {
    return found ? (JSON.parse(found[1] as string) as string[]) : [];
  } catch {
    return [];
  }
}
