import { compare, parseDecimal } from '../../../metadata/common/decimal.ts';
import { isObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report, ReportCell, ReportLine } from '../../../metadata/contract/reports/calls.ts';
import { longestOf, shareOf, takenOf } from '../../kit/chart/scale.ts';
import { recordsOf } from '../../model/report/drill-down.ts';
import { cellTexts, numberText } from '../../model/report/report-cells.ts';

/** A number of an organisation, which its colour and its mark tell. */
export interface OrgFigure {
  /** From 0 to 1: how deep its colour is. */
  readonly depth: number;
  /** It is below nothing. */
  readonly below: boolean;
  readonly text: string;
  /** The list of the records that it is made of. */
  readonly href: string;
}

export interface OrgFigures {
  /** By id of the organisation; those of which nothing is known are absent. */
  readonly byOrg: ReadonlyMap<string, OrgFigure>;
  /** What the deepest colour stands for; empty: there is no number. */
  readonly most: string;
  /** The amounts that colours tell; those in other currencies are told by words alone. */
  readonly currency: string | null;
}

interface Reader {
  readonly language: Language;
  readonly listOf: (conditions: readonly Condition[]) => string;
}

/**
 * A report by organisation as the map has it. Of two values the first is drawn as a share of the second: how much is
 * taken of how much there is.
 */
export function orgFigures(report: Report, { language, listOf }: Reader): OrgFigures {
  const { groups, lines, values } = report;
  const leaves = lines.filter(({ keys }) => keys.length === 1);
  const currency = currencyOf(leaves.map(({ cells }) => cells[0]?.[0] ?? null));
  const isShare = values.length > 1;
  const figures = leaves.flatMap((line) => {
    const [own = null, whole = null] = line.cells[0] ?? [];
    const [number, full] = [amountOf(own, currency), amountOf(whole, currency)];
    const org = idOf(line);
    if (org === null || (number === null && !isNumbered(own))) return [];
    const value = number ?? '0';
    const words = cellTexts(own, values[0], language).join(' · ');
    // Nothing taken of nothing is no limit that somebody came to.
    const taken = value === '0' ? 0 : takenOf(value, full ?? '0');
    const share = isShare ? taken : null;
    const text = share === null ? words : `${words} / ${cellTexts(whole, values[1], language).join(' · ')}`;
    return [{ org, value, share, text, href: listOf(recordsOf(groups, line.keys) ?? []) }];
  });
  const longest = longestOf(figures.map(({ value }) => value));
  const most = isShare ? '100%' : numberText(longest, values[0], currency ?? values[0]?.currency, language);
  const byOrg = figures.map(({ org, value, share, text, href }): readonly [string, OrgFigure] => {
    const depth = Math.min(1, Math.abs(share ?? shareOf(value, longest)));
    return [org, { depth, below: compare(value, '0') < 0, text, href }];
  });
  return { byOrg: new Map(byOrg), most: figures.length === 0 ? '' : most, currency };
}

/** The currency of most organisations; null: nothing is in any. */
function currencyOf(cells: readonly ReportCell[]): string | null {
  const named = cells.flatMap((cell) => (Array.isArray(cell) ? cell.map(({ currency }) => currency) : []));
  const counts = [...Map.groupBy(named, (one) => one)].map(([name, all]) => ({ name, count: all.length }));
  return counts.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))[0]?.name ?? null;
}

const isNumbered = (cell: ReportCell) => Array.isArray(cell) && cell.length > 0;

function amountOf(cell: ReportCell, currency: string | null): string | null {
  const said = Array.isArray(cell) ? cell.find((one) => one.currency === currency)?.amount : cell;
  return typeof said === 'string' ? parseDecimal(said) : null;
}

function idOf({ keys }: ReportLine): string | null {
  const value = keys[0]?.value ?? null;
  const id = isObject(value) ? value['id'] : null;
  return typeof id === 'string' ? id : null;
}
