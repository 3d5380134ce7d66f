import { compare, round } from '../../../metadata/common/decimal.ts';
import { isEmptyValue } from '../../../metadata/common/json.ts';
import { isAmong, isGiven, type Text, textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { exactTax, type Line, untaxed } from '../common/line.ts';
import type { InvoiceItem, OtherSettings } from '../forms/forms.ts';
import { classes, type ItemBook, type ItemClass, ofRate } from './item-book.ts';

export type ItemSettings = Pick<OtherSettings, 'completeItems' | 'completePreference' | 'mapItems'>;

export interface FillItemQuestion {
  readonly dataSource: string;
  readonly line: Line;
  /** By what the interface names the things of lines. Default: by items. */
  readonly pushMatchRules?: ItemClass | 'item' | null;
}

export interface FilledItem {
  /** The item that spoke, or none. */
  readonly item: InvoiceItem | null;
  readonly line: Line;
}

/** Given values win, empty ones are filled from the item of that code, or where there is none of that name. */
export function completeItem(
  { dataSource, line }: FillItemQuestion,
  { completeItems, completePreference, mapItems }: ItemSettings,
  book: ItemBook,
  level?: TraceLevel,
): Decided<FilledItem> {
  const trace = new Trace(level);
  const isAsked = completeItems === true && !isAmong(mapItems, dataSource);
  if (!isAsked || !['api', 'import'].includes(dataSource)) return left(trace, line, 'item-not-asked');
  const item = namedItem(book, line);
  if (!item) return left(trace, line, 'item-not-found');
  const filled: Record<string, string> = {};
  for (const [member, own] of [...Object.entries(sameMembers), ['rate', 'rate'] as const])
    if (!isGiven(text(line, member)) && textIn(item, own) !== '') filled[member] = textIn(item, own);
  if (completePreference) Object.assign(filled, preferenceOf(line, item, trace));
  return answered(trace, line, filled, item, 'item-completed');
}

/** The item speaks, but for the rate that was given; quantities, prices and amounts stay. */
export function mapItem(
  { dataSource, line, pushMatchRules }: FillItemQuestion,
  { mapItems }: ItemSettings,
  book: ItemBook,
  level?: TraceLevel,
): Decided<FilledItem> {
  const trace = new Trace(level);
  if (!isAmong(mapItems, dataSource)) return left(trace, line, 'item-not-asked');
  const isWhole = ['itemCode', 'itemName', 'rate', 'taxCode'].every((member) => isGiven(text(line, member)));
  if (dataSource === 'import' && isWhole) return left(trace, line, 'item-whole');
  const item =
    dataSource === 'import'
      ? ofImport(book, line)
      : ofRate(book.agreeing(pushMatchRules ?? 'item', line), line.rate);
  if (!item) return left(trace, line, 'item-not-found');
  const its = textIn(item, 'rate');
  const rate = isGiven(line.rate) ? line.rate : its;
  const preferenceText = textIn(item, 'preferenceText') || null;
  const filled: Line = {
    ...membersOf(item),
    ...(its === '' || isGiven(line.rate) ? {} : { rate: its }),
    preference: item.preference ?? false,
    preferenceText,
  };
  if (isUntaxed(preferenceText) && isGiven(rate) && compare(rate, '0') !== 0)
    trace.warns('preference-rate', { field: 'rate' }, { text: preferenceText, rate });
  return answered(trace, line, filled, item, 'item-mapped');
}

const sameMembers = {
  itemCode: 'number',
  itemName: 'name',
  taxCode: 'taxCode',
  spec: 'spec',
  unit: 'unit',
} as const;

function membersOf(item: InvoiceItem): Line {
  const said = Object.entries(sameMembers).map(([member, own]) => [member, textIn(item, own)] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

/** The item that a line names itself. */
export function namedItem(book: ItemBook, line: Line): InvoiceItem | undefined {
  return ofRate(byCodeOrName(book, line), line.rate);
}

function byCodeOrName(book: ItemBook, { itemCode, itemName }: Line): readonly InvoiceItem[] {
  const [code, name] = [itemCode as Text, itemName];
  if (isGiven(code)) return book.byCode(code);
  return isGiven(name) ? book.byName(name) : [];
}

function ofImport(book: ItemBook, line: Line): InvoiceItem | undefined {
  const own = namedItem(book, line);
  if (own) return own;
  for (const of of classes) {
    const bound = ofRate(book.bound(of, line), line.rate);
    if (bound) return bound;
  }
  return undefined;
}

/** Flag and text, the text alone, or neither; a text that frees of tax does not go beside another given rate. */
function preferenceOf(line: Line, item: InvoiceItem, trace: Trace): Line {
  const flag = line.preference;
  const itsText = textIn(item, 'preferenceText');
  if (isGiven(line.preferenceText) || flag === false) return {};
  if (isUntaxed(itsText) && isGiven(line.rate) && compare(line.rate, '0') !== 0) {
    trace.warns('preference-rate', { field: 'rate' }, { text: itsText, rate: line.rate });
    return {};
  }
  return {
    ...(isEmptyValue(flag) ? { preference: item.preference ?? null } : {}),
    ...(itsText === '' ? {} : { preferenceText: itsText }),
  };
}

function isUntaxed(value: Text): value is string {
  return isGiven(value) && untaxed.includes(value);
}

function text(line: Line, member: string): Text {
  const value = line[member];
  return typeof value === 'string' ? value : null;
}

function left(trace: Trace, line: Line, code: string): Decided<FilledItem> {
  trace.look(code);
  return trace.decided({ item: null, line });
}

/** An empty tax follows from a rate that was filled. */
function answered(
  trace: Trace,
  line: Line,
  filled: Line,
  item: InvoiceItem,
  code: string,
): Decided<FilledItem> {
  const made: Line = { ...line, ...filled };
  const isTaxed = !isGiven(line.tax) && isGiven(line.amount) && filled.rate !== undefined;
  const whole = isTaxed ? { ...made, tax: round(exactTax(made, line.amount ?? '0'), 2) } : made;
  const changed = Object.keys(whole).filter((member) => (whole[member] ?? null) !== (line[member] ?? null));
  const of = (from: Line) => Object.fromEntries(changed.map((member) => [member, from[member] ?? null]));
  trace.step(code, { by: used('invoice-item', item), before: of(line), after: of(whole) });
  return trace.decided({ item, line: whole });
}
