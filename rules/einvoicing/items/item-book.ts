import { compare } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text, textIn } from '../../decisions/given.ts';
import { rowsIn, through } from '../../decisions/rules.ts';
import type { InvoiceItem, InvoiceItemMaterials } from '../forms/forms.ts';

/** The members by which a line names the thing it sells, in the names of the source. */
export interface ItemLine {
  readonly itemCode?: Text;
  readonly itemName?: Text;
  readonly materialCode?: Text;
  readonly materialName?: Text;
  readonly categoryCode?: Text;
  readonly categoryName?: Text;
  readonly expenseCode?: Text;
  readonly expenseName?: Text;
  readonly rate?: Text;
}

/** The classes of things that an item can be bound to, in the order in which they are asked. */
export const classes = ['goods', 'material', 'material-category', 'expense-item'] as const;
export type ItemClass = (typeof classes)[number];

/** A code and a name of one thing. */
interface Named {
  readonly code: Text;
  readonly name: Text;
}

/** The items an organisation may use, in order of precedence, found by what they are and by what they are bound to. */
export class ItemBook {
  readonly items: readonly InvoiceItem[];
  readonly #byKey = new Map<string, InvoiceItem[]>();

  /** `items`: by priority, sharing, newest. */
  constructor(items: readonly InvoiceItem[]) {
    this.items = items;
    for (const item of items) {
      this.#file(item, 'item', { code: textIn(item, 'number'), name: textIn(item, 'name') });
      for (const row of rowsIn(item, 'materials')) {
        const of = classOf(row);
        this.#file(item, of, boundTo(row, of));
      }
    }
  }

  byCode(code: string): readonly InvoiceItem[] {
    return this.#of('item', 'code', code);
  }

  byName(name: string): readonly InvoiceItem[] {
    return this.#of('item', 'name', name);
  }

  /** Bound to a thing: by name and code, else by code, else by name. */
  bound(of: ItemClass, line: ItemLine): readonly InvoiceItem[] {
    const { code, name } = namedBy(line, of);
    const both = isGiven(code) && isGiven(name) ? this.#both(of, code, name) : [];
    if (both.length > 0) return both;
    const byCode = isGiven(code) ? this.#of(of, 'code', code) : [];
    return byCode.length > 0 || !isGiven(name) ? byCode : this.#of(of, 'name', name);
  }

  /** Finds the items that agree with the code and the name of a line, as far as it gives them. */
  agreeing(of: ItemClass | 'item', line: ItemLine): readonly InvoiceItem[] {
    const { code, name } = namedBy(line, of);
    if (isGiven(code) && isGiven(name)) return this.#both(of, code, name);
    if (isGiven(name)) return this.#of(of, 'name', name);
    return isGiven(code) ? this.#of(of, 'code', code) : [];
  }

  #both(of: ItemClass | 'item', code: string, name: string): readonly InvoiceItem[] {
    return this.#byKey.get(`${of} both ${code}\n${name}`) ?? [];
  }

  #of(of: ItemClass | 'item', by: 'code' | 'name', value: string): readonly InvoiceItem[] {
    return this.#byKey.get(`${of} ${by} ${value}`) ?? [];
  }

  #file(item: InvoiceItem, of: ItemClass | 'item', { code, name }: Named): void {
    const keys = [
      ...(isGiven(code) ? [`${of} code ${code}`] : []),
      ...(isGiven(name) ? [`${of} name ${name}`] : []),
      ...(isGiven(code) && isGiven(name) ? [`${of} both ${code}\n${name}`] : []),
    ];
    for (const key of keys) {
      const filed = this.#byKey.get(key);
      if (!filed) this.#byKey.set(key, [item]);
      else if (filed.at(-1) !== item) filed.push(item);
    }
  }
}

/**
 * The unit that an item has for the goods, the category or the expense a line names: a text. Of materials it is a unit
 * that is turned into the base one.
 */
export function unitTextOf(item: InvoiceItem, line: ItemLine): string {
  const row = rowsIn(item, 'materials').find((one) => {
    const of = classOf(one);
    if (of === 'material' || textIn(one, 'unitText') === '') return false;
    const [its, own] = [boundTo(one, of), namedBy(line, of)];
    return isGiven(own.code) && isGiven(its.code)
      ? own.code === its.code
      : isGiven(own.name) && own.name === its.name;
  });
  return row ? textIn(row, 'unitText') : '';
}

const books = new WeakMap<readonly InvoiceItem[], ItemBook>();

/** The book of some items; of the same list it is made once. */
export function bookOf(items: readonly InvoiceItem[]): ItemBook {
  let book = books.get(items);
  if (!book) {
    book = new ItemBook(items);
    books.set(items, book);
  }
  return book;
}

/** With several, the given rate decides; none of that rate: none. */
export function ofRate(items: readonly InvoiceItem[], rate: Text): InvoiceItem | undefined {
  if (items.length < 2 || !isGiven(rate)) return items[0];
  return items.find((item) => isGiven(textIn(item, 'rate')) && compare(textIn(item, 'rate'), rate) === 0);
}

function classOf(row: InvoiceItemMaterials): ItemClass {
  const source = textIn(row, 'source');
  return classes.find((one) => one === source) ?? 'material';
}

const references: Readonly<Record<Exclude<ItemClass, 'goods'>, keyof InvoiceItemMaterials>> = {
  material: 'material',
  'material-category': 'materialCategory',
  'expense-item': 'expenseItem',
};

function boundTo(row: InvoiceItemMaterials, of: ItemClass): Named {
  if (of === 'goods') return { code: textIn(row, 'goodsCode'), name: textIn(row, 'goodsName') };
  const reference = references[of];
  return { code: through(row, reference, 'number'), name: through(row, reference, 'name') };
}

function namedBy(line: ItemLine, of: ItemClass | 'item'): Named {
  if (of === 'material') return { code: line.materialCode, name: line.materialName };
  if (of === 'material-category') return { code: line.categoryCode, name: line.categoryName };
  if (of === 'expense-item') return { code: line.expenseCode, name: line.expenseName };
  return { code: line.itemCode, name: line.itemName };
}
