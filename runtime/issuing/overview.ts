import type { Condition } from '../../metadata/condition.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import type { Form } from '../../metadata/model.ts';
import { firstOfMonth, monthOf, toInstant } from '../../rules/calendar.ts';
import type { Call } from '../call/call.ts';
import type { Connection } from '../database/database.ts';
import type { Store } from '../store/record/store.ts';
import { usedOf } from './credit/totals.ts';

/** So many records of a form meet a condition, by which its list shows just them. */
interface Counted {
  readonly form: string;
  readonly filter: Condition;
  readonly count: number;
}

export interface Tile extends Counted {
  readonly key: 'waiting' | 'held' | 'to-audit' | 'pending' | 'issuing' | 'failed';
}

/** Invoices of a type. */
interface IssuedType extends Counted {
  readonly type: string;
  readonly label: Label;
}

interface UsedCredit {
  /** Of the record that limits it. */
  readonly control: string;
  readonly businessType: string;
  readonly day: { readonly used: string; readonly limit: string | null };
  readonly month: { readonly used: string; readonly limit: string | null };
}

/** What there is to do about invoices, and what was done, in numbers: each says by which list it is seen. */
export interface Overview {
  /** Whose: of the organisation of the call and those below it, or of it alone where those are too many to be named. */
  readonly reach: 'below' | 'own';
  readonly tiles: readonly Tile[];
  readonly today: readonly IssuedType[];
  readonly month: readonly IssuedType[];
  readonly reasons: readonly (Counted & { readonly text: string })[];
  readonly credit: readonly UsedCredit[];
}

export interface OverviewParts {
  readonly store: Store;
  readonly reader: Connection;
  readonly zone: (org: string) => string;
}

/** Organisations that the address of a list has room for. */
const mostOrgs = 60;
const mostReasons = 5;
const mostCredits = 8;

/** Only what the caller may read: of a form that he may not see nothing is counted. */
export async function overviewOf(parts: OverviewParts, call: Call): Promise<Overview> {
  const own = new OwnNumbers(parts, call);
  const today = await own.issued(call.now.localDate);
  return {
    reach: own.reach,
    tiles: [...(await own.applications()), ...(await own.pending())],
    today,
    month: await own.issued(firstOfMonth(call.now.localDate)),
    reasons: await own.reasons(),
    credit: await creditOf(parts, call),
  };
}

const equal = (fact: string, value: Json): Condition => ({ fact, operator: 'equal', value });

class OwnNumbers {
  readonly reach: 'below' | 'own';
  readonly #parts: OverviewParts;
  readonly #call: Call;
  readonly #orgs: readonly Condition[];

  constructor(parts: OverviewParts, call: Call) {
    const { orgs } = call.served;
    const below = [...orgs.subtree(call.org)];
    this.#parts = parts;
    this.#call = call;
    this.reach = call.org === orgs.root || below.length <= mostOrgs ? 'below' : 'own';
    const some = this.reach === 'below' ? below : [call.org];
    // Whoever asks for the topmost asks for all he may see.
    this.#orgs = call.org === orgs.root ? [] : [{ fact: 'org', operator: 'in', value: some }];
  }

  async applications(): Promise<readonly Tile[]> {
    const rows = await this.#tally('invoice-application', ['billStatus', 'applyStatus', 'auditStatus']);
    if (!rows) return [];
    const sum = (
      key: Tile['key'],
      fits: (values: readonly (string | null)[]) => boolean,
      by: Condition[],
    ) => ({
      ...{ key, form: rows.form.name, filter: this.#within(by) },
      count: rows.of.filter(({ values }) => fits(values)).reduce((all, { count }) => all + count, 0),
    });
    return [
      sum('waiting', ([bill, apply]) => bill === 'normal' && (apply === 'none' || apply === 'partial'), [
        equal('billStatus', 'normal'),
        { fact: 'applyStatus', operator: 'in', value: ['none', 'partial'] },
      ]),
      sum('held', ([bill]) => bill === 'held', [equal('billStatus', 'held')]),
      sum('to-audit', ([, , audit]) => audit === 'B', [equal('auditStatus', 'B')]),
    ];
  }

  async pending(): Promise<readonly Tile[]> {
    const rows = await this.#tally('pending-invoice', ['issueStatus']);
    if (!rows) return [];
    return (['pending', 'issuing', 'failed'] as const).map((key) => ({
      ...{ key, form: rows.form.name, filter: this.#within([equal('issueStatus', key)]) },
      count: rows.of.find(({ values }) => values[0] === key)?.count ?? 0,
    }));
  }

  /** By type, since the beginning of a day where the organisation is. */
  async issued(since: string): Promise<readonly IssuedType[]> {
    const { zone } = this.#parts;
    const from = toInstant(since, '00:00:00', zone(this.#call.org));
    const period: Condition = { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: from };
    const rows = await this.#tally('invoice', ['invoiceType'], [period]);
    if (!rows) return [];
    const options = rows.form.byId.get('invoiceType')?.options ?? [];
    return rows.of.map(({ values: [type = null], count }) => ({
      ...{ type: type ?? '', count, form: rows.form.name },
      label: options.find(({ value }) => value === type)?.label ?? { zh: type ?? '—', en: type ?? '—' },
      filter: this.#within([period, equal('invoiceType', type)]),
    }));
  }

  async reasons(): Promise<Overview['reasons']> {
    const failed = equal('issueStatus', 'failed');
    const rows = await this.#tally('pending-invoice', ['failure'], [failed]);
    return (rows?.of ?? [])
      .slice(0, mostReasons)
      .flatMap(({ values: [text], count }) =>
        rows && text
          ? [{ text, count, form: rows.form.name, filter: this.#within([failed, equal('failure', text)]) }]
          : [],
      );
  }

  #within(conditions: readonly Condition[]): Condition {
    return { all: [...conditions, ...this.#orgs] };
  }

  async #tally(id: string, by: readonly string[], conditions: readonly Condition[] = []) {
    const form = readableForm(this.#call, id, by);
    if (!form) return null;
    const filter = this.#within(conditions);
    const asked = 'all' in filter && filter.all.length > 0 ? { by, filter } : { by };
    return { form, of: await this.#parts.store.tally(this.#call, form, asked) };
  }
}

/** Null: there is none, or the caller may not see it, or not these fields of it. */
function readableForm({ served, rights }: Call, id: string, fields: readonly string[]): Form | null {
  const form = served.model.formsById.get(id);
  if (!form) return null;
  const scope = rights.scope(form, 'read');
  if (scope !== 'all' && scope.size === 0) return null;
  const isSeen = fields.every((name) => {
    const field = form.byId.get(name);
    return field !== undefined && rights.readable(form, field);
  });
  return isSeen ? form : null;
}

/** What the organisation of the call has taken today and this month, of each kind of business that is limited. */
async function creditOf({ store, reader }: OverviewParts, call: Call): Promise<readonly UsedCredit[]> {
  const form = readableForm(call, 'business-control', ['businessType', 'dayCredit', 'monthCredit']);
  if (!form) return [];
  const { items } = await store.list(call, form, {
    filter: { all: [equal('enabled', true)] },
    fields: ['businessType', 'dayCredit', 'monthCredit'],
    limit: mostCredits,
  });
  const day = call.now.localDate;
  const found: UsedCredit[] = [];
  for (const { id, businessType, dayCredit, monthCredit } of items) {
    if (!dayCredit && !monthCredit) continue;
    const type = (businessType ?? {}) as JsonObject;
    const place = { org: call.org, businessType: String(type['id'] ?? '') };
    found.push({
      control: id,
      businessType: String(type['name'] ?? type['number'] ?? ''),
      day: { used: await usedOf(reader, place, '', day), limit: textOf(dayCredit) },
      month: { used: await usedOf(reader, place, '', monthOf(day)), limit: textOf(monthCredit) },
    });
  }
  return found;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
