import { compare } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import type { FormId } from '../../decisions/rules.ts';
import { rowsIn, through } from '../../decisions/rules.ts';
import type { Trace } from '../../decisions/trace.ts';
import { chooseInvoiceType } from '../choose-invoice-type/choose-invoice-type.ts';
import { completed, type Line, untaxed } from '../common/line.ts';
import { convertUnit } from '../convert-unit/convert-unit.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application, ApplicationLine } from '../forms/documents.ts';
import type { Forms, InvoiceItem, InvoiceItemMaterials } from '../forms/forms.ts';
import { chooseItem } from '../items/choose-item.ts';
import { completeItem, mapItem, namedItem } from '../items/fill-item.ts';
import { type ItemClass, unitTextOf } from '../items/item-book.ts';
import { completeTitle, fillFromTitle, mapTitle } from '../titles/fill-title.ts';
import type { PlanConfig } from './config.ts';
import { priced } from './price-line.ts';

export interface FilledApplication {
  readonly application: Application;
  readonly lines: readonly Line[];
}

/** Fills members that an application leaves open: its buyer from titles, lines from items in their units, its type. */
export async function fillApplication(
  given: Application,
  at: number,
  config: PlanConfig,
  trace: Trace,
): Promise<FilledApplication> {
  const { level } = trace;
  const here = { document: at };
  const dataSource = textIn(given, 'dataSource');
  const mapped = trace.take(await mapTitle({ dataSource, application: given }, config, level), here);
  const asked = { dataSource, application: mapped.application };
  const titled = ['manual', 'receivable'].includes(dataSource)
    ? trace.take(await fillFromTitle(asked, config, level), here).application
    : trace.take(completeTitle(asked, config, level), here).application;
  const { invoiceType } = trace.take(await chooseInvoiceType(titled, config, level), here);
  const application = { ...titled, ...(invoiceType ? { invoiceType } : {}) };
  const lines: Line[] = [];
  const once = { ...config, rules: askedOnce(config.rules) };
  for (const [place, line] of linesOf(application).entries()) {
    const resting = config.pause?.();
    if (resting !== undefined) await resting;
    lines.push(await preparedLine(line, { application, at, place, config: once, trace }));
  }
  return { application: { ...application, lines: lines as readonly ApplicationLine[] }, lines };
}

/** Items are matched by what the application says, which is the same for all its lines. */
function askedOnce(rules: Rules): Rules {
  const known = new Map<string, unknown>();
  return {
    hits<N extends FormId<Forms>>(form: N, facts: JsonObject) {
      const hits =
        (known.get(form) as ReturnType<typeof rules.hits<N>> | undefined) ?? rules.hits(form, facts);
      known.set(form, hits);
      return hits;
    },
  };
}

function linesOf(application: Application): readonly Line[] {
  return rowsIn(application, 'lines');
}

interface AtLine {
  readonly application: Application;
  readonly at: number;
  readonly place: number;
  readonly config: PlanConfig;
  readonly trace: Trace;
}

/** The unit that came in is the one that is converted: mapping replaces it. */
async function preparedLine(given: Line, { application, at, place, config, trace }: AtLine): Promise<Line> {
  const { book, settings } = config;
  const { level } = trace;
  const here = { document: at, line: place };
  const dataSource = textIn(application, 'dataSource');
  const pushed = textIn(application, 'pushMatchRules');
  const asked = { dataSource, pushMatchRules: (pushed || null) as ItemClass | null };
  let filled = trace.take(mapItem({ ...asked, line: given }, settings, book, level), here);
  if (!filled.item)
    filled = trace.take(completeItem({ ...asked, line: filled.line }, settings, book, level), here);
  let { item, line } = filled;
  if (!item && !isGiven(line.taxCode) && ['manual', 'receivable'].includes(dataSource)) {
    const question = { dataSource, line, facts: application };
    item = trace.take(await chooseItem(question, config, level), here).item;
    if (item) line = withItem(line, item);
  }
  const unit = item && textIn(given, 'unit') === '' ? unitTextOf(item, given) : '';
  const taxMethod = textIn(application, 'taxMethod');
  const whole = completed(unit === '' ? line : { ...line, unit }, taxMethod);
  const turned = item ? converted(whole, given, item, { config, trace, here }) : whole;
  const named = item ?? (dataSource === 'manual' ? namedItem(book, given) : undefined);
  const counted = unit === '' ? given : { ...given, unit };
  return named ? priced(turned, { given: counted, item: named, taxMethod, trace, here }) : turned;
}

/** Fills the members that a line left open from the item. */
function withItem(line: Line, item: InvoiceItem): Line {
  const of = {
    itemCode: 'number',
    itemName: 'name',
    taxCode: 'taxCode',
    rate: 'rate',
    spec: 'spec',
    unit: 'unit',
  } as const;
  const filled = Object.entries(of).flatMap(([member, own]) =>
    textIn(line, member) === '' && textIn(item, own) !== '' ? [[member, textIn(item, own)]] : [],
  );
  return { ...line, ...Object.fromEntries(filled), ...preferenceOf(line, item) };
}

/** Preference and its text come with the item, unless the line says its own. */
function preferenceOf(line: Line, item: InvoiceItem): Line {
  const text = textIn(item, 'preferenceText');
  const isSaid = textIn(line, 'preferenceText') !== '' || line.preference === true;
  if (isSaid || item.preference !== true) return {};
  const isFree = untaxed.includes(text) && isGiven(line.rate) && compare(line.rate, '0') !== 0;
  return isFree ? {} : { preference: true, ...(text === '' ? {} : { preferenceText: text }) };
}

interface Converting {
  readonly config: PlanConfig;
  readonly trace: Trace;
  readonly here: { readonly document: number; readonly line: number };
}

function converted(line: Line, given: Line, item: InvoiceItem, { config, trace, here }: Converting): Line {
  const conversion = conversionOf(given, item);
  if (!conversion) return line;
  const { factor, baseUnit } = conversion;
  const { quantity, price, grossPrice, unit, originalUnit, unitFactor } = trace.take(
    convertUnit(
      {
        ...line,
        unit: textIn(given, 'unit'),
        factor,
        baseUnit,
        rederive: config.settings.rederivePrice !== false,
      },
      trace.level,
    ),
    here,
  );
  return {
    ...line,
    quantity,
    price,
    unit,
    originalUnit,
    unitFactor,
    ...(isGiven(line.grossPrice) ? { grossPrice } : {}),
    originalQuantity: given.quantity ?? null,
  };
}

/** The row of the item for the line's material whose unit is the one that came in. */
function conversionOf(given: Line, item: InvoiceItem) {
  for (const row of rowsIn(item, 'materials')) {
    const unit = named(row, 'materialUnit');
    const isOf = ['number', 'name'].some((member) => {
      const own = through(row, 'material', member);
      return own !== null && own === textIn(given, member === 'number' ? 'materialCode' : 'materialName');
    });
    const factor = textIn(row, 'unitFactor');
    if (isOf && factor !== '' && unit !== '' && unit === textIn(given, 'unit'))
      return { factor, baseUnit: named(row, 'baseUnit') || null };
  }
  return null;
}

/** A unit by its name, or as it is written. */
function named(row: InvoiceItemMaterials, member: 'materialUnit' | 'baseUnit'): string {
  return through(row, member, 'name') ?? through(row, member, 'number') ?? textIn(row, member);
}
