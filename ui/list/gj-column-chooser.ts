import { given, withProperties } from '../kit/base/with-properties.ts';
import { ColumnsChooser } from '../kit/columns-chooser.ts';
import type { FormModel } from '../model/form-model.ts';
import { type Columns, placedColumns } from './state/list-columns.ts';
import { type ListField, listFields } from './state/list-field.ts';

/** The choice of a list's columns and their order. Tells `columns`; null is the form's own. */
export class GjColumnChooser extends withProperties(ColumnsChooser<ListField>, {
  form: given<FormModel>(),
  columns: given<Columns>(),
}) {
  #show(shown: readonly string[]): void {
    if (shown.length > 0) this.emit('columns', { ...this.columns, shown });
  }

  get #pinned(): readonly string[] {
    const { columns, pinned } = placedColumns(this.columns);
    return columns.slice(0, pinned);
  }

  protected override lines(): readonly ListField[] {
    const all = new Map(listFields(this.form).map((field) => [field.name, field]));
    const { shown } = this.columns;
    const rest = [...all.values()].filter(({ name }) => !shown.includes(name));
    return [...shown.flatMap((name) => all.get(name) ?? []), ...rest];
  }

  protected override placeOf({ name }: ListField) {
    const { shown } = this.columns;
    const at = shown.indexOf(name);
    const pinned = this.#pinned.includes(name);
    return { shown: at >= 0, pinned, earlier: at > 0, later: at < shown.length - 1 };
  }

  protected override get isLast(): boolean {
    return this.columns.shown.length === 1;
  }

  protected override toggle(name: string): void {
    const { shown } = this.columns;
    this.#show(shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name]);
  }

  protected override pin(name: string): void {
    const pinned = this.#pinned;
    const next = pinned.includes(name) ? pinned.filter((one) => one !== name) : [...pinned, name];
    this.emit('columns', { ...this.columns, pinned: next });
  }

  protected override move(name: string, step: number): void {
    const shown = [...this.columns.shown];
    const at = shown.indexOf(name);
    const to = at + step;
    if (to < 0 || to >= shown.length) return;
    shown.splice(to, 0, ...shown.splice(at, 1));
    this.#show(shown);
  }

  protected override restore(): void {
    this.emit('columns', null);
  }
}
customElements.define('gj-column-chooser', GjColumnChooser);
