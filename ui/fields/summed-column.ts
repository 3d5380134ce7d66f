import type { Json } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { Formula } from '../../metadata/formula/formula.ts';
import { parseFormula } from '../../metadata/formula/parse-formula.ts';
import { type Compute, statedCompute } from '../../metadata/kinds/computed.ts';
import { uiKind } from './kinds/index.ts';

/** Whether a sum says something: of amounts and quantities; not of prices and rates; null: nothing is known of it. */
type Adds = boolean | null;

/**
 * Tells whether the sum of a column says something by itself: of amounts and quantities it does, and of what is made of
 * them; of prices, rates, limits and what numbers a row it does not. `beside`: the fields of its row, which tell what is multiplied
 * by what.
 */
export function isSummedColumn(field: Field, beside: readonly Field[]): boolean {
  const known = answers.get(beside) ?? new Map<Field, boolean>();
  answers.set(beside, known);
  const answer = known.get(field) ?? adds(field, beside, new Set()) === true;
  known.set(field, answer);
  return answer;
}

/** By the fields of a row, which stay as they are: it is asked whenever a row changes. */
const answers = new WeakMap<readonly Field[], Map<Field, boolean>>();

const rateWords = /单价|价格|率|系数|比例|\b(?:prices?|rates?|ratio|percent|percentage|factor)\b/i;
/** What is allowed at most or at least of each row is no part of a whole. */
const limitWords = /限额|限价|上限|下限|阈值|起征点|\b(?:limits?|thresholds?|ceiling|maximum|minimum)\b/i;
const quantityWords = /数量|[件个张份次台箱瓶人]数|\b(?:quantity|quantities|qty|pieces)\b/i;

/** What it is called: its name by its words, and both labels. */
function isCalled({ name, label }: Field, words: RegExp): boolean {
  const spelt = name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return [spelt, label?.zh ?? '', label?.en ?? ''].some((text) => words.test(text));
}

/** What says by number where something stands or when it is. Only the last word of a name says what it is. */
const placeWords =
  /(?:优先级?|[顺次]序|排序|[序行编]号|层级|级别|等级|名次|排名|版本|年份|年度|年龄|年限|月份|期间|期次|\b(?:priority|rank|ranking|order|sequence|seq|number|no|level|grade|version|position|index|year|month|period|age))\s*(?:[（(].*)?$/i;

/**
 * Tells whether records can be added up by a number at all: not by prices and rates, nor by whole numbers that say a place
 * in an order or a time: ratings, the order of rules and what is called so.
 */
export function mayBeSummed(field: Field, order: readonly string[] = []): boolean {
  if (!isNumber(field) || isRate(field)) return false;
  const { kind } = field.inner ?? field;
  if (kind.name === 'rating' || order.includes(field.path) || order.includes(`-${field.path}`)) return false;
  return kind.name !== 'integer' || !isCalled(field, placeWords) || isCalled(field, quantityWords);
}

const unitWords = /单位$|\bunits?\b/i;

/**
 * The field beside it that says what a quantity is counted in: pieces and boxes come to nothing together. Of several, the
 * one that is called most like it: `originalUnit` of an `originalQuantity`. Undefined: it is no quantity, or nothing says.
 */
export function unitBeside(field: Field, beside: readonly Field[]): Field | undefined {
  if (!isNumber(field) || isMoney(field) || !isCalled(field, quantityWords)) return undefined;
  const units = beside.filter((one) => !one.rows && !isNumber(one) && isCalled(one, unitWords));
  const alike = ({ name }: Field) => [...name].findIndex((letter, at) => letter !== field.name[at]);
  const known = units.map((one) => [one, alike(one)] as const);
  return known.toSorted(([a, some], [b, more]) => more - some || a.name.length - b.name.length)[0]?.[0];
}

/** What somebody reads of the unit that a row counts in; nothing where it says none. */
export function unitText(unit: Field, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  const shown = uiKind(unit).show(value, unit);
  return typeof shown === 'string' ? shown : '';
}

const isMoney = (field: Field) => uiKind(field).summed === true;

function isNumber(field: Field): boolean {
  const made = field.inner ?? field;
  return !field.rows && !made.kind.inner && made.kind.comparison(made) === 'number';
}

const isRate = (field: Field) =>
  (field.inner ?? field).kind.name === 'percent' || isCalled(field, rateWords) || isCalled(field, limitWords);

function adds(field: Field, beside: readonly Field[], asked: ReadonlySet<Field>): Adds {
  if (!isNumber(field) || isRate(field)) return false;
  const made = treeOf(field);
  if (made !== undefined) {
    if (asked.has(field)) return null;
    const known = addsOf(made, beside, new Set([...asked, field]));
    return isMoney(field) ? known !== false : known;
  }
  const factors = factorsWith(field, beside);
  if (isMoney(field)) return !factors.some((one) => isNumber(one) && !isMoney(one) && !isRate(one));
  const isCounted = factors.some((one) => isMoney(one) || isCalled(one, rateWords));
  return isCalled(field, quantityWords) || isCounted;
}

/** A calculation as a tree: what it does, and of what. */
type Tree =
  | { readonly sign: '*' | '/' | '+' | 'as' | 'sum' | 'other'; readonly of: readonly Tree[] }
  | { readonly path: string }
  | null;

const ofOps = { sum: '+', difference: '+', product: '*', quotient: '/' } as const satisfies Readonly<
  Record<Compute['op'], string>
>;

/** Undefined: it is not made of others. */
function treeOf(field: Field): Tree | undefined {
  if (field.props['compute'] !== undefined) {
    const { op, of } = statedCompute(field);
    const leaf = (one: Json): Tree => (typeof one === 'string' ? { path: one } : null);
    return { sign: ofOps[op], of: of.map(leaf) };
  }
  const { formula } = field.props;
  if (typeof formula !== 'string') return undefined;
  const parsed = parseFormula(formula);
  return parsed.ok ? treeIn(parsed.value) : undefined;
}

/** The functions that change nothing of what a number counts. */
const same: ReadonlySet<string> = new Set(['round', 'roundUp', 'roundDown', 'roundEven', 'abs']);

function treeIn(formula: Formula): Tree {
  switch (formula.type) {
    case 'number':
      return null;
    case 'path':
      return { path: formula.path };
    case 'sign':
      return formula.sign === '-' ? { sign: 'as', of: [treeIn(formula.of)] } : { sign: 'other', of: [] };
    case 'pair': {
      const sign = formula.sign === '-' ? '+' : formula.sign;
      const of = [treeIn(formula.left), treeIn(formula.right)];
      return { sign: sign === '*' || sign === '/' || sign === '+' ? sign : 'other', of };
    }
    case 'call': {
      const args = formula.args.map(treeIn);
      if (same.has(formula.name)) return { sign: 'as', of: args.slice(0, 1) };
      if (formula.name === 'if') return { sign: '+', of: args.slice(1) };
      return { sign: formula.name === 'sum' ? 'sum' : 'other', of: args };
    }
    default:
      return { sign: 'other', of: [] };
  }
}

function addsOf(tree: Tree, beside: readonly Field[], asked: ReadonlySet<Field>): Adds {
  if (tree === null) return null;
  if ('path' in tree) {
    const field = beside.find(({ id }) => id === tree.path);
    return field ? adds(field, beside, asked) : null;
  }
  const [first = null, ...rest] = tree.of.map((one) => addsOf(one, beside, asked));
  const all = [first, ...rest];
  switch (tree.sign) {
    case '*':
      return all.includes(true) ? true : all.includes(false) ? false : null;
    case '/':
      return first === true && rest.includes(true) ? false : first;
    case '+':
    case 'as':
      return all.includes(false) ? false : all.includes(true) ? true : null;
    case 'sum':
      return true;
    default:
      return false;
  }
}

/** The fields with which a field is multiplied in its row. */
function factorsWith(field: Field, beside: readonly Field[]): readonly Field[] {
  const products = beside.flatMap((one) => productsIn(treeOf(one) ?? null));
  return products
    .filter((paths) => paths.includes(field.id))
    .flatMap((paths) => beside.filter(({ id }) => id !== field.id && paths.includes(id)));
}

/** The paths that are multiplied with one another, product by product. */
function productsIn(tree: Tree): readonly (readonly string[])[] {
  if (tree === null || 'path' in tree) return [];
  const below = tree.of.flatMap(productsIn);
  return tree.sign === '*' ? [factorsIn(tree), ...below] : below;
}

function factorsIn(tree: Tree): readonly string[] {
  if (tree === null) return [];
  if ('path' in tree) return [tree.path];
  return tree.sign === '*' || tree.sign === 'as' ? tree.of.flatMap(factorsIn) : [];
}
