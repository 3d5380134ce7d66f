import { filledText } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { firstOfMonth, toInstant } from '../../../rules/calendar.ts';
import type { IssuedType, OpenSummary, Overview, Tile } from '../../../rules/einvoicing/contract/overview.ts';
import { waitsForOthers, waitsForUs } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Connection } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { KnownForm } from '../forms/forms.ts';
import { companiesOf, creditOf, equal, licencesOf, quotaOf, readableForm } from './overview-limits.ts';

export interface OverviewParts {
  readonly store: Store;
  readonly reader: Connection;
  readonly zone: (org: string) => string;
}

/** The parts for a caller, whose reads end when he has left. */
export type OpenNumbers = (call: Call) => OverviewParts;

/** Organisations that the address of a list has room for. */
const mostOrgs = 60;
const mostReasons = 5;
/** Of so many failures it is asked whether they say the same. */
const fewAlike = 20;
const mostWarnings = 5;
/** By these one knows who has to answer a red confirmation. */
const toWaitFor = ['status', 'entering', 'issued', 'answerBy', 'buyerTaxNo', 'sellerTaxNo', 'ownTaxNo'];

/** Only what the caller may read: of a form that he may not see nothing is counted. */
export async function overviewOf(parts: OverviewParts, call: Call): Promise<Overview> {
  const own = new OwnNumbers(parts, call);
  const today = await own.issued(call.now.localDate);
  return {
    reach: own.reach,
    within: [...own.places],
    tiles: await own.tiles(),
    today,
    month: await own.issued(firstOfMonth(call.now.localDate)),
    reasons: await own.reasons(),
    quota: await quotaOf(parts, call, own.places),
    summaries: await own.summaries(),
    credit: await creditOf(parts, call, own.places),
    confirmations: await own.confirmations(),
    licences: await licencesOf(parts, call),
  };
}

const toAnswer: Condition = {
  all: [
    { fact: 'status', operator: 'in', value: ['02', '03'] },
    { fact: 'answerBy', operator: 'isNotEmpty' },
  ],
};
const notYetApplied: Condition = { fact: 'applyStatus', operator: 'in', value: ['none', 'partial'] };

type Tiled = 'invoice-application' | 'pending-invoice';
type Read = Tiled | 'invoice';

/** The fields that one has to see to be shown the tiles of a form: all of them, or none. */
const read: Readonly<Record<Tiled, readonly string[]>> = {
  'invoice-application': ['billStatus', 'applyStatus', 'auditStatus'],
  'pending-invoice': ['issueStatus'],
};

/** What one may count of issuing, for the organisation of a call and those below. */
export class OwnNumbers {
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
    // A caller in the topmost organisation asks for all he may see.
    this.#orgs = call.org === orgs.root ? [] : [{ fact: 'org', operator: 'in', value: some }];
  }

  /**
   * Each by itself: indexes find the few that there is something to do about, and pass all that is done.
   * @param keys - Default: all of them.
   */
  async tiles(keys?: readonly Tile['key'][]): Promise<readonly Tile[]> {
    const asked: readonly (readonly [Tiled, Tile['key'], readonly Condition[]])[] = [
      ['invoice-application', 'waiting', [equal('billStatus', 'normal'), notYetApplied]],
      ['invoice-application', 'held', [equal('billStatus', 'held')]],
      ['invoice-application', 'to-audit', [equal('auditStatus', 'B')]],
      ['pending-invoice', 'pending', [equal('issueStatus', 'pending')]],
      ['pending-invoice', 'issuing', [equal('issueStatus', 'issuing')]],
      ['pending-invoice', 'failed', [equal('issueStatus', 'failed')]],
    ];
    const tiles: Tile[] = [];
    for (const [id, key, conditions] of asked) {
      if (keys && !keys.includes(key)) continue;
      const rows = await this.#tally(id, { by: [], reads: read[id], conditions });
      if (!rows) continue;
      const filter = this.within(conditions);
      tiles.push({ key, form: rows.form.name, filter, count: rows.of[0]?.count ?? 0 });
    }
    return tiles;
  }

  /** By type, since the beginning of a day where the organisation is. */
  async issued(since: string): Promise<readonly IssuedType[]> {
    const { zone } = this.#parts;
    const from = toInstant(since, '00:00:00', zone(this.#call.org));
    const period: Condition = { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: from };
    const rows = await this.#tally('invoice', { by: ['invoiceType'], conditions: [period] });
    if (!rows) return [];
    const options = rows.form.byId.get('invoiceType')?.options ?? [];
    return rows.of.map(({ values: [type = null], count }) => ({
      type: type ?? '',
      count,
      form: rows.form.name,
      label: options.find(({ value }) => value === type)?.label ?? { zh: type ?? '—', en: type ?? '—' },
      filter: this.within([period, equal('invoiceType', type)]),
    }));
  }

  /** By what they failed for, however the facts of each differ. */
  async reasons(): Promise<Overview['reasons']> {
    const failed = equal('issueStatus', 'failed');
    const reads = ['failureCode', 'failure'];
    const rows = await this.#tally('pending-invoice', { by: ['failureCode'], conditions: [failed], reads });
    const most = (rows?.of ?? []).filter(({ values: [code] }) => code).slice(0, mostReasons);
    return Promise.all(
      most.map(async ({ values: [code], count }) => {
        const form = rows?.form as KnownForm<'pending-invoice'>;
        const filter = this.within([failed, equal('failureCode', code ?? null)]);
        return {
          code: String(code),
          text: await this.#titleOf(form, String(code), filter),
          count,
          form: form.name,
          filter,
        };
      }),
    );
  }

  /** Answers the title of a failure. Of others, which channels answer, it is what the latest say, if they say the same. */
  async #titleOf(form: KnownForm<'pending-invoice'>, code: string, filter: Condition): Promise<string> {
    const { language, served } = this.#call;
    const { messages } = served.model;
    const titled = `failed-${code}`;
    const title = sentence(titled, {}, language, messages);
    if (title !== titled) return title;
    const asked = { view: 'manage', filter, fields: ['failure'], limit: fewAlike } as const;
    const { items } = await this.#parts.store.list(this.#call, form, asked);
    const said = new Set(items.map(({ failure }) => filledText(failure)?.split('\n')[0] ?? ''));
    const [only = ''] = said;
    return said.size === 1 && only !== '' ? only : sentence('failure-of-code', { code }, language, messages);
  }

  /** Those that are confirmed first come first. */
  async summaries(): Promise<readonly OpenSummary[]> {
    const members = ['taxNo', 'month', 'status', 'confirmsOn'];
    const { store } = this.#parts;
    const form = readableForm(this.#call, 'leqi-summary', members);
    if (!form) return [];
    const { items } = await store.list(this.#call, form, {
      view: 'manage',
      filter: this.within([equal('status', 'open')]),
      fields: [...members, 'org'],
      sort: ['confirmsOn', 'taxNo'],
      limit: mostWarnings,
    });
    const companies = await companiesOf(store, this.#call, items);
    return items.map(({ id, org, taxNo, month, confirmsOn }) => ({
      summary: id,
      organisation: companies.get(taxNo ?? '') ?? org?.name ?? taxNo ?? '',
      taxNo: taxNo ?? '',
      month: month ?? '',
      confirmsOn: confirmsOn ?? null,
    }));
  }

  /** Those on which somebody has to act, us or the other side, and until when the first of them has to be answered. */
  async confirmations(): Promise<Overview['confirmations']> {
    const form = readableForm(this.#call, 'red-confirmation', toWaitFor);
    const found: Overview['confirmations'][number][] = [];
    for (const [waitsFor, condition] of [
      ['us', waitsForUs],
      ['others', waitsForOthers],
    ] as const) {
      const filter = this.within([condition]);
      const [count = 0, first] = form ? await this.#first(form, filter) : [];
      if (form && count > 0) found.push({ waitsFor, form: form.name, filter, count, until: first ?? null });
    }
    return found;
  }

  async #first(form: KnownForm<'red-confirmation'>, filter: Condition) {
    const { store } = this.#parts;
    const [rows] = await store.tally(this.#call, form, { by: [], filter });
    // Drafts have no such moment, and what is answered has it behind it.
    const dated = { all: [filter, toAnswer] };
    const asked = {
      view: 'manage',
      filter: dated,
      sort: ['answerBy'],
      fields: ['answerBy'],
      limit: 1,
    } as const;
    const { items } = await store.list(this.#call, form, asked);
    return [rows?.count ?? 0, items[0]?.answerBy ?? null] as const;
  }

  /** The organisations that are counted. */
  get places(): readonly Condition[] {
    return this.#orgs;
  }

  /** These, of the organisations that are counted. */
  within(conditions: readonly Condition[]): Condition {
    return { all: [...conditions, ...this.#orgs] };
  }

  async #tally<Id extends Read>(id: Id, { by, conditions, reads = by }: GroupQuestion) {
    const form = readableForm(this.#call, id, reads);
    if (!form) return null;
    const filter = this.within(conditions);
    return { form, of: await this.#parts.store.tally(this.#call, form, { by, filter }) };
  }
}

interface GroupQuestion {
  readonly by: readonly string[];
  readonly conditions: readonly Condition[];
  /** Fields that the caller has to see of the form. Default: those it is counted by. */
  readonly reads?: readonly string[];
}
