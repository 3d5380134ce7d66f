import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Stored } from '../store/record/stored.ts';

/** So many of the records that something is found about are named, one by one, and so many in the sentence. */
const [listed, named] = [100, 10];

/** Records something is found about: counted, the first of them named as people know them. */
export class FoundRecords {
  readonly #form: Form;
  readonly #orgs: OrgTree;
  readonly #rows: JsonObject[] = [];
  #count = 0;
  #last = '';

  constructor(form: Form, orgs: OrgTree) {
    this.#form = form;
    this.#orgs = orgs;
  }

  get count(): number {
    return this.#count;
  }

  /** Each record once, and each own copy of it, however often it is found. */
  note(record: Stored, more: JsonObject = {}): void {
    const one = `${record.id} ${record.org}`;
    if (one === this.#last) return;
    this.#last = one;
    this.#count += 1;
    if (this.#rows.length >= listed) return;
    const { number, org } = nameRecord(this.#form, record, this.#orgs);
    this.#rows.push({ number, org, link: `/forms/${this.#form.name}/${record.id}`, ...more });
  }

  /** `count`: of all there are, where the first alone were noted. */
  params(count = this.#count): JsonObject {
    const numbers = this.#rows.slice(0, named).map(({ number, org }) => inWords(number, org));
    const more = count - numbers.length;
    return {
      ...{ form: { ...this.#form.label }, name: this.#form.name, count, rows: this.#rows },
      numbers: more > 0 ? [...numbers, '…'] : numbers,
    };
  }
}

/** By number, or what else names it to people; its id only where there is nothing else. */
export function nameRecord({ number, title, key, sharing }: Form, record: Stored, orgs: OrgTree) {
  const said = [number?.id, title?.id, ...key].map((id) => (id === undefined ? null : record[id]));
  const name = said.find((value): value is string | number => isName(value ?? null)) ?? record.id;
  return { number: String(name), org: sharing ? (orgs.get(record.org)?.number ?? null) : null };
}

/** What names a record, without the rest: there may be many. */
export function onlyNames({ number, title, key }: Form, record: Stored): Stored {
  const ids = new Set(['id', 'org', number?.id, title?.id, ...key]);
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id))) as Stored;
}

function isName(value: Json): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function inWords(number: Json | undefined, org: Json | undefined): string {
  return typeof org === 'string' ? `${String(number)} (${org})` : String(number);
}
