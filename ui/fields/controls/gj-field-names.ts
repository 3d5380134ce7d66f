import { html, type PropertyValues } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { forms } from '../../model/forms.ts';
import { language } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { pathText } from '../field-paths.ts';

/** A field list by the labels of its fields. */
export class GjFieldNames extends withProperties(GjElement, {
  value: given<Json>(),
  field: given<Field>(),
  shape: state<FieldSet | undefined>(),
}) {
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('field')) void this.#learn();
  }

  async #learn(): Promise<void> {
    this.shape = await shapeAbout(this.field);
  }

  override render() {
    const paths = isList(this.value) ? this.value.map(String) : [];
    return html`${paths.map((path) => pathText(path, this.shape)).join(language() === 'zh' ? '、' : ', ')}`;
  }
}
customElements.define('gj-field-names', GjFieldNames);

/** The form, or its rows, that a field list picks from; undefined where one may not read it. */
export async function shapeAbout(field: Field): Promise<FieldSet | undefined> {
  const outline = session.formById(String(field.props['form'] ?? ''));
  const form = outline && (await forms.get(outline.name).catch(() => undefined));
  const rows = field.props['entries'];
  return rows === undefined ? form : form?.byId.get(String(rows))?.rows;
}
