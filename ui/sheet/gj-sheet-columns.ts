import type { Field } from '../../metadata/field.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { ColumnsChooser } from '../kit/columns-chooser.ts';
import { arrange, type ColumnChoice } from './model/sheet-columns.ts';

/** The choice of a sheet's columns, their order, and those that stay at the left. Tells `choice`; null is as it was. */
export class GjSheetColumns extends withProperties(ColumnsChooser<Field>, {
  fields: given<readonly Field[]>(() => []),
  choice: given<ColumnChoice>(),
}) {
  protected override readonly iconSize = 14;

  #tell(choice: Partial<ColumnChoice>): void {
    this.emit('choice', { ...this.choice, ...choice });
  }

  #toggle(of: 'hidden' | 'pinned', name: string): void {
    const list = this.choice[of];
    this.#tell({ [of]: list.includes(name) ? list.filter((one) => one !== name) : [...list, name] });
  }

  protected override lines(): readonly Field[] {
    const { columns } = arrange(this.fields, this.choice);
    return [...columns, ...this.fields.filter((field) => !columns.includes(field))];
  }

  protected override placeOf(field: Field) {
    const { columns, pinned } = arrange(this.fields, this.choice);
    const at = columns.indexOf(field);
    // Columns that stay at the left are ordered among themselves.
    const [first, last] = at < pinned ? [0, pinned - 1] : [pinned, columns.length - 1];
    return { shown: at >= 0, pinned: at < pinned, earlier: at > first, later: at < last };
  }

  protected override get isLast(): boolean {
    return arrange(this.fields, this.choice).columns.length === 1;
  }

  protected override toggle(name: string): void {
    this.#toggle('hidden', name);
  }

  protected override pin(name: string): void {
    this.#toggle('pinned', name);
  }

  protected override move(name: string, step: number): void {
    const { columns } = arrange(this.fields, this.choice);
    const order = columns.map((field) => field.name);
    const at = order.indexOf(name);
    const { earlier, later } = this.placeOf(columns[at] as Field);
    if (at < 0 || !(step < 0 ? earlier : later)) return;
    order.splice(at + step, 0, ...order.splice(at, 1));
    this.#tell({ order });
  }

  protected override restore(): void {
    this.emit('choice', null);
  }
}
customElements.define('gj-sheet-columns', GjSheetColumns);
