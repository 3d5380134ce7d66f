import { abs, add, compare, sum } from '../../../metadata/common/decimal.ts';
import type { IssueSaid } from '../../../metadata/contract/decisions/answered.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { SplitBasis } from '../../../rules/einvoicing/plan/split-used.ts';
import type { SplitInvoice } from '../../../rules/einvoicing/split/split-document.ts';
import { session } from '../../session/session.ts';
import { askPlan } from '../common/ask-plan.ts';
import { stationForms } from './desk-data.ts';

/** By what an application tells whether it may become invoices. */
export type ApplicationState = Pick<
  Wire<'invoice-application'>,
  'billStatus' | 'applyStatus' | 'auditStatus' | 'closed' | 'dataSource'
>;

/** An application that is split, with what the rules go by. */
export interface SplitDocument {
  readonly id: string;
  readonly number: string;
  readonly buyerName: string;
  readonly state: ApplicationState;
  /** Null: it cannot be split now, and `issues` say why. */
  readonly basis: SplitBasis | null;
  /** Net, of an invoice; null: there is none. */
  readonly limit: string | null;
  readonly rows: number;
  /** Of all lines. */
  readonly gross: string;
  readonly issues: readonly IssueSaid[];
}

/** Reads an application with the basis and the limit by which it is split for its organisation. */
export async function readSplitDocument(id: string): Promise<SplitDocument> {
  const { org, number, buyerName, ...state } = await readHead(id);
  const own = org?.number;
  const body = { ids: [id], split: { by: 'hand', invoices: [] }, basis: true, trace: 'none' } as const;
  const { result, issues } = await askPlan(body, own ?? undefined);
  const [first] = result.splits;
  return {
    id,
    number: number ?? '',
    buyerName: buyerName ?? '',
    state,
    basis: first?.basis ?? null,
    limit: first?.limit ?? null,
    rows: first?.rows ?? 0,
    gross: sum((first?.basis?.document.lines ?? []).map((line) => line.gross || '0')),
    issues,
  };
}

/** Without its lines, of which there may be thousands. */
async function readHead(id: string): Promise<Wire<'invoice-application'>> {
  const filter = JSON.stringify({ fact: 'id', operator: 'equal', value: id });
  const form = stationForms.application;
  const fields = 'org,number,buyerName,billStatus,applyStatus,auditStatus,closed,dataSource';
  const { items } = await session.api.call('GET /api/forms/:form/records', {
    path: { form },
    query: { view: 'manage', fields, filter, limit: 1 },
  });
  if (items[0]) return items[0];
  // Where the list has no such record, reading the record itself says why.
  return session.api.call('GET /api/forms/:form/records/:id', {
    path: { form, id },
    query: { view: 'manage' },
  });
}

/** The ways that an organisation may take out of its workbench. */
export type NamedWay = keyof typeof named;

const named = {
  gross: 'imc_split_by_amount',
  count: 'imc_split_by_invoice_quantity',
  line: 'imc_split_by_detail',
} as const;

/**
 * Reads the names that an organisation gives to its ways; one whose parameter is empty is not offered. A person who may
 * not see a parameter gets the usual name.
 */
export async function readSplitNames(): Promise<Readonly<Record<NamedWay, string>>> {
  const type = 'sim_default_rule_map';
  const { items } = await session.api.call('GET /api/params', { query: { type } });
  const seen = new Set(items.map(({ key }) => key));
  const read = async (way: NamedWay): Promise<string> => {
    const key = named[way];
    if (!seen.has(key)) return usualNames[way];
    const { value } = await session.api.call('GET /api/params/:type/:key', { path: { type, key } });
    return typeof value === 'string' ? value : '';
  };
  const [gross, count, line] = await Promise.all([read('gross'), read('count'), read('line')]);
  return { gross, count, line };
}

/** The names that the parameters have before anybody changes them. */
export const usualNames: Readonly<Record<NamedWay, string>> = {
  gross: '按金额拆分',
  count: '自定义张数拆分',
  line: '按明细开票',
};

/** Answers whether an invoice would be within its limit and rows with these lines beside its own. */
export function wouldFit(
  invoice: SplitInvoice | undefined,
  lines: SplitInvoice['lines'],
  { limit, rows }: Pick<SplitDocument, 'limit' | 'rows'>,
): boolean {
  const own = invoice?.lines ?? [];
  const size = abs(add(invoice?.amount ?? '0', sum(lines.map(({ amount }) => amount || '0'))));
  const count = new Set([...own, ...lines].map(({ from }) => from)).size;
  return (limit === null || compare(size, limit) <= 0) && count <= rows;
}

export const noIssues: readonly IssueSaid[] = [];

/** Answers the issues of an invoice, or of a line of it. */
export function issuesOf(
  { issues }: { readonly issues: readonly IssueSaid[] },
  at: number,
  { lines }: SplitInvoice,
): readonly IssueSaid[] {
  // The very same for all, so that what is as it was is not drawn again.
  if (issues.length === 0) return noIssues;
  const own = new Set(lines.map(({ from }) => from));
  const found = issues.filter(({ params: { invoice } = {}, at: place }) =>
    typeof invoice === 'number' ? invoice === at : place?.line !== undefined && own.has(place.line),
  );
  return found.length > 0 ? found : noIssues;
}
