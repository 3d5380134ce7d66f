import type { Json } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { firstOfMonth, monthOf, toInstant } from '../../../rules/calendar.ts';
import type {
  IssuedType,
  OpenSummary,
  Overview,
  QuotaUsed,
  Tile,
} from '../../../rules/einvoicing/contract/overview.ts';
import { highestShare } from '../../../rules/einvoicing/quota/account.ts';
import { runsOutOn } from '../../../rules/einvoicing/quota/pace.ts';
import { waitsForUs } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Connection } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type KnownForm, knownForm } from '../forms/forms.ts';
import { usedOf } from './credit/totals.ts';

export interface OverviewParts {
  readonly store: Store;
  readonly reader: Connection;
  readonly zone: (org: string) => string;
}

/** Organisations that the address of a list has room for. */
const mostOrgs = 60;
const mostReasons = 5;
const mostCredits = 8;
const mostWarnings = 5;

/** Only what the caller may read: of a form that he may not see nothing is counted. */
export async function overviewOf(parts: OverviewParts, call: Call): Promise<Overview> {
  const own = new OwnNumbers(parts, call);
  const today = await own.issued(call.now.localDate);
  return {
    reach: own.reach,
    tiles: await own.tiles(),
    today,
    month: await own.issued(firstOfMonth(call.now.localDate)),
    reasons: await own.reasons(),
    quota: await own.quota(),
    summaries: await own.summaries(),
    credit: await creditOf(parts, call),
  };
}

const equal = (fact: string, value: Json): Condition => ({ fact, operator: 'equal', value });
const notYetApplied: Condition = { fact: 'applyStatus', operator: 'in', value: ['none', 'partial'] };

type Tiled = 'invoice-application' | 'pending-invoice' | 'red-confirmation';
type Read = Tiled | 'invoice' | 'business-control' | 'quota-account' | 'leqi-summary';

/** The fields that one has to see to be shown the tiles of a form: all of them, or none. */
const read: Readonly<Record<Tiled, readonly string[]>> = {
  'invoice-application': ['billStatus', 'applyStatus', 'auditStatus'],
  'pending-invoice': ['issueStatus'],
  'red-confirmation': ['status', 'entering', 'issued', 'answerBy', 'buyerTaxNo', 'sellerTaxNo', 'ownTaxNo'],
};

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
    // A caller in the topmost organisation asks for all he may see.
    this.#orgs = call.org === orgs.root ? [] : [{ fact: 'org', operator: 'in', value: some }];
  }

  /** Each by itself: indexes find the few that there is something to do about, and pass all that is done. */
  async tiles(): Promise<readonly Tile[]> {
    const asked: readonly (readonly [Tiled, Tile['key'], readonly Condition[]])[] = [
      ['invoice-application', 'waiting', [equal('billStatus', 'normal'), notYetApplied]],
      ['invoice-application', 'held', [equal('billStatus', 'held')]],
      ['invoice-application', 'to-audit', [equal('auditStatus', 'B')]],
      ['pending-invoice', 'pending', [equal('issueStatus', 'pending')]],
      ['pending-invoice', 'issuing', [equal('issueStatus', 'issuing')]],
      ['pending-invoice', 'failed', [equal('issueStatus', 'failed')]],
      ['red-confirmation', 'confirmations', [waitsForUs]],
    ];
    const tiles: Tile[] = [];
    for (const [id, key, conditions] of asked) {
      const rows = await this.#tally(id, { by: [], reads: read[id], conditions });
      if (!rows) continue;
      const filter = this.#within(conditions);
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
      filter: this.#within([period, equal('invoiceType', type)]),
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
        const filter = this.#within([failed, equal('failureCode', code ?? null)]);
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

  /** Answers the title of a failure; others have none, so that the first reason of the latest says it. */
  async #titleOf(form: KnownForm<'pending-invoice'>, code: string, filter: Condition): Promise<string> {
    const { language, served } = this.#call;
    const titled = `failed-${code}`;
    const title = sentence(titled, {}, language, served.model.messages);
    if (title !== titled) return title;
    const asked = { view: 'manage', filter, sort: ['-modifiedAt'], fields: ['failure'], limit: 1 } as const;
    const { items } = await this.#parts.store.list(this.#call, form, asked);
    const [first] = (filledText(items[0]?.failure) ?? code).split('\n');
    return first ?? code;
  }

  /** Of this month, those of which most is used: the fullest first. */
  async quota(): Promise<readonly QuotaUsed[]> {
    const members = ['taxNo', 'month', 'total', 'used', 'left'];
    const form = readableForm(this.#call, 'quota-account', [...members, 'reached80']);
    if (!form) return [];
    const { localDate } = this.#call.now;
    const filter = this.#within([
      equal('month', monthOf(localDate)),
      equal('enabled', true),
      { fact: 'reached80', operator: 'isNotEmpty' },
    ]);
    const asked = { view: 'manage', filter, fields: members, limit: 200 } as const;
    const { items } = await this.#parts.store.list(this.#call, form, asked);
    const found = items.flatMap(({ id, taxNo, month, total, used, left }): readonly QuotaUsed[] => {
      const count = { given: total ?? '0', used: used ?? '0' };
      const share = highestShare(count);
      if (share === null) return [];
      const about = {
        account: id,
        taxNo: taxNo ?? '',
        month: month ?? '',
        total: count.given,
        used: count.used,
      };
      return [{ ...about, share, left: left ?? '0', runsOutOn: runsOutOn(count, localDate) }];
    });
    return found.sort((a, b) => Number(b.share) - Number(a.share)).slice(0, mostWarnings);
  }

  /** Those that are confirmed first come first. */
  async summaries(): Promise<readonly OpenSummary[]> {
    const members = ['taxNo', 'month', 'status', 'confirmsOn'];
    const form = readableForm(this.#call, 'leqi-summary', members);
    if (!form) return [];
    const { items } = await this.#parts.store.list(this.#call, form, {
      view: 'manage',
      filter: this.#within([equal('status', 'open')]),
      fields: members,
      sort: ['confirmsOn', 'taxNo'],
      limit: mostWarnings,
    });
    return items.map(({ id, taxNo, month, confirmsOn }) => ({
      summary: id,
      taxNo: taxNo ?? '',
      month: month ?? '',
      confirmsOn: confirmsOn ?? null,
    }));
  }

  #within(conditions: readonly Condition[]): Condition {
    return { all: [...conditions, ...this.#orgs] };
  }

  async #tally<Id extends Read>(id: Id, { by, conditions, reads = by }: GroupQuestion) {
    const form = readableForm(this.#call, id, reads);
    if (!form) return null;
    const filter = this.#within(conditions);
    return { form, of: await this.#parts.store.tally(this.#call, form, { by, filter }) };
  }
}

interface GroupQuestion {
  readonly by: readonly string[];
  readonly conditions: readonly Condition[];
  /** Fields that the caller has to see of the form. Default: those it is counted by. */
  readonly reads?: readonly string[];
}

/** Null: there is none, or the caller may not see it, or not these fields of it. */
function readableForm<Id extends Read>(call: Call, id: Id, fields: readonly string[]): KnownForm<Id> | null {
  const form = knownForm(call, id);
  if (!form) return null;
  const { rights } = call;
  const scope = rights.scope(form, 'read');
  if (scope !== 'all' && scope.size === 0) return null;
  const isSeen = fields.every((name) => {
    const field = form.byId.get(name);
    return field !== undefined && rights.readable(form, field);
  });
  return isSeen ? form : null;
}

/**
 * Reads how much the organisation of the call has taken today and this month, of each kind of business that is limited.
 */
async function creditOf({ store, reader }: OverviewParts, call: Call): Promise<Overview['credit']> {
  const form = readableForm(call, 'business-control', ['businessType', 'dayCredit', 'monthCredit']);
  if (!form) return [];
  const { items } = await store.list(call, form, {
    filter: { all: [equal('enabled', true)] },
    fields: ['businessType', 'dayCredit', 'monthCredit'],
    limit: mostCredits,
  });
  const day = call.now.localDate;
  const found: Overview['credit'][number][] = [];
  for (const { id, businessType, dayCredit, monthCredit } of items) {
    if (!dayCredit && !monthCredit) continue;
    const place = { org: call.org, businessType: businessType?.id ?? '' };
    found.push({
      control: id,
      businessType: businessType?.name ?? businessType?.number ?? '',
      day: { used: await usedOf(reader, place, '', day), limit: dayCredit || null },
      month: { used: await usedOf(reader, place, '', monthOf(day)), limit: monthCredit || null },
    });
  }
  return found;
}
