import type { JsonObject } from '../../../metadata/json.ts';
import { checkRate, type RateRule } from '../check-rate/check-rate.ts';
import { channelKind } from '../choose-channel/choose-channel.ts';
import { chooseInvoiceType } from '../choose-invoice-type/choose-invoice-type.ts';
import { chooseScheme } from '../choose-scheme/choose-scheme.ts';
import { isGiven, textIn } from '../common/given.ts';
import { completed, type Line } from '../common/line.ts';
import { type Rules, rowsIn, through, used } from '../common/rules.ts';
import { Trace, type TraceLevel } from '../common/trace.ts';
import { composeRemark, type RemarkRecord } from '../compose-remark/compose-remark.ts';
import { convertUnit } from '../convert-unit/convert-unit.ts';
import { chooseItem } from '../items/choose-item.ts';
import { completeItem, mapItem } from '../items/fill-item.ts';
import type { ItemClass } from '../items/item-book.ts';
import { type ChannelKind, remarkLimit } from '../limit-length/limit-length.ts';
import { completeTitle, mapTitle } from '../titles/fill-title.ts';
import type { PlanConfig } from './config.ts';

/** An application on its way to invoices. */
export interface Prepared {
  readonly at: number;
  readonly application: JsonObject;
  readonly lines: readonly Line[];
  readonly channel: ChannelKind | null;
  /** What a scheme names; null: the preset rules. */
  readonly splitRule: JsonObject | null;
  readonly mergeRule: JsonObject | null;
}

/** Title, items, units, type, rates, scheme, kind of channel and remarks of one application. */
export async function prepare(
  given: JsonObject,
  at: number,
  config: PlanConfig,
  level: TraceLevel,
): Promise<{ readonly prepared: Prepared; readonly trace: Trace }> {
  const trace = new Trace(level);
  const here = { document: at };
  const dataSource = textIn(given, 'dataSource');
  let application = given;
  application = trace.take(
    await mapTitle({ dataSource, application }, config, level).then((decided) => ({
      ...decided,
      result: decided.result.application,
    })),
    here,
  );
  application = trace.take(completeTitle({ dataSource, application }, config, level), here).application;
  const { invoiceType } = trace.take(await chooseInvoiceType(application, config, level), here);
  application = { ...application, ...(invoiceType ? { invoiceType } : {}) };
  const lines: Line[] = [];
  const asked = { ...config, rules: askedOnce(config.rules) };
  for (const [place, line] of linesOf(application).entries()) {
    const resting = config.pause?.();
    if (resting !== undefined) await resting;
    lines.push(await preparedLine(line, { application, at, place, config: asked, trace }));
  }
  application = { ...application, lines: lines as unknown as readonly JsonObject[] };
  await checkRates(application, lines, { at, config, trace });
  const scheme = await schemeOf(application, config, trace, at);
  const channel = channelKind(application, {
    control: config.businessOf(application)?.control ?? null,
    accounts: config.accounts,
  });
  const remarked = await withRemarks(application, lines, { at, channel, config, trace });
  return { prepared: { at, channel, ...remarked, ...scheme }, trace };
}

/** Items are matched by what the application says, which is the same for all its lines. */
function askedOnce(rules: Rules): Rules {
  const known = new Map<string, ReturnType<Rules['hits']>>();
  return {
    hits(form, facts) {
      const hits = known.get(form) ?? rules.hits(form, facts);
      known.set(form, hits);
      return hits;
    },
  };
}

function linesOf(application: JsonObject): readonly Line[] {
  return rowsIn(application, 'lines') as readonly Line[];
}

interface AtLine {
  readonly application: JsonObject;
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
    const question = { dataSource, line: line as JsonObject, facts: application };
    item = trace.take(await chooseItem(question, config, level), here).item;
    if (item) line = withItem(line, item);
  }
  const whole = completed(line, textIn(application, 'taxMethod'));
  return item ? converted(whole, given, item, { config, trace, here }) : whole;
}

/** What was left open comes from the item. */
function withItem(line: Line, item: JsonObject): Line {
  const of = {
    itemCode: 'number',
    itemName: 'name',
    taxCode: 'taxCode',
    rate: 'rate',
    spec: 'spec',
    unit: 'unit',
  };
  const filled = Object.entries(of).flatMap(([member, own]) =>
    textIn(line as JsonObject, member) === '' && textIn(item, own) !== ''
      ? [[member, textIn(item, own)]]
      : [],
  );
  return { ...line, ...Object.fromEntries(filled) };
}

interface Converting {
  readonly config: PlanConfig;
  readonly trace: Trace;
  readonly here: { readonly document: number; readonly line: number };
}

function converted(line: Line, given: Line, item: JsonObject, { config, trace, here }: Converting): Line {
  const conversion = conversionOf(given, item);
  if (!conversion) return line;
  const { factor, baseUnit } = conversion;
  const { quantity, price, grossPrice, unit, originalUnit, unitFactor } = trace.take(
    convertUnit(
      {
        ...line,
        unit: textIn(given as JsonObject, 'unit'),
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
    ...{ quantity, price, unit, originalUnit, unitFactor },
    ...(isGiven(line.grossPrice) ? { grossPrice } : {}),
    originalQuantity: given.quantity ?? null,
  };
}

/** The row of the item for the line's material whose unit is the one that came in. */
function conversionOf(given: Line, item: JsonObject) {
  const said = given as JsonObject;
  for (const row of rowsIn(item, 'materials')) {
    const unit = named(row, 'materialUnit');
    const isOf = ['number', 'name'].some((member) => {
      const own = through(row, 'material', member);
      return own !== null && own === textIn(said, member === 'number' ? 'materialCode' : 'materialName');
    });
    const factor = textIn(row, 'unitFactor');
    if (isOf && factor !== '' && unit !== '' && unit === textIn(said, 'unit'))
      return { factor, baseUnit: named(row, 'baseUnit') || null };
  }
  return null;
}

/** A unit by its name, or as it is written. */
function named(row: JsonObject, member: string): string {
  return through(row, member, 'name') ?? through(row, member, 'number') ?? textIn(row, member);
}

interface AtDocument {
  readonly at: number;
  readonly config: PlanConfig;
  readonly trace: Trace;
}

/** Doubts about rates warn; they change nothing. */
async function checkRates(
  application: JsonObject,
  lines: readonly Line[],
  { at, config, trace }: AtDocument,
) {
  const coded = lines.some(({ taxCode }) => isGiven(taxCode)) || config.corrections.length > 0;
  const hits = await config.rules.hits('company-rate-rule', application);
  if (!coded && hits.length === 0) return;
  const rules = hits.map(({ record }) => ({
    ...(record as unknown as RateRule),
    used: used('company-rate-rule', record),
  }));
  for (const [line, one] of lines.entries()) {
    const rates = config.ratesOf(one.taxCode ?? '');
    const category = rates ? { rates } : undefined;
    trace.take(checkRate(one, { corrections: config.corrections, rules, category }, trace.level), {
      ...{ document: at, line },
    });
  }
}

async function schemeOf(application: JsonObject, config: PlanConfig, trace: Trace, at: number) {
  const { splitRule, mergeRule } = trace.take(await chooseScheme(application, config.rules, trace.level), {
    document: at,
  });
  return {
    splitRule: config.ruleOf('split-rule', splitRule),
    mergeRule: config.ruleOf('merge-rule', mergeRule),
  };
}

interface Remarking extends AtDocument {
  readonly channel: ChannelKind | null;
}

async function withRemarks(
  application: JsonObject,
  lines: readonly Line[],
  { at, channel, config, trace }: Remarking,
) {
  const winner = async (kind: string) => {
    const [hit] = await config.rules.hits('remark-rule', application, { ask: { kind }, first: true });
    return hit ? ({ ...hit.record, used: used('remark-rule', hit.record) } as unknown as RemarkRecord) : null;
  };
  const sign = textIn(application, 'redReason') === '' ? 'blue' : 'red';
  const { most: limit, unit } = remarkLimit({ channel: channel ?? 'leqi', sign });
  const question = { application, lines: lines as readonly JsonObject[], limit, unit };
  const remarks = trace.take(
    composeRemark(question, { header: await winner('header'), line: await winner('line') }, trace.level),
    { document: at },
  );
  return {
    application: { ...application, remark: remarks.remark },
    lines: lines.map((line, place) => ({ ...line, remark: remarks.lineRemarks[place] ?? null })),
  };
}
