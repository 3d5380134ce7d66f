import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { isMeasured, reportField } from '../../../metadata/report/report-fields.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { within } from '../../session/i18n.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { FigureAsked } from './ask-figures.ts';

/** Which number of a form is told of organisations. Tells `figure` with another. */
export class GjMapFigure extends withProperties(GjElement, {
  form: given<FormModel>(),
  asked: given<FigureAsked>(),
}) {
  static override styles = [shared, boxless];

  override render(): TemplateResult {
    const { form, asked } = this;
    const fields = sumsOf(form);
    const tell = (part: Partial<FigureAsked>) => this.emit('figure', { ...asked, ...part });
    return html`<select class="plain fits" aria-label=${msg('数值', { id: 'map-figure' })} @change=${(
      event: Event,
    ) => {
      event.stopPropagation();
      tell({ sum: chosenIn(event), whole: '' });
    }}>
        <option value="" .selected=${asked.sum === ''}>${msg('记录数', { id: 'map-count' })}</option>
        ${fields.map(
          ({ id, label }) =>
            html`<option value=${id} .selected=${asked.sum === id}>${msg(str`合计 ${within(label)}`, { id: 'map-sum' })}</option>`,
        )}
      </select>
      ${
        asked.sum === '' || fields.length < 2
          ? nothing
          : html`<select class="plain fits" aria-label=${msg('对比基准', { id: 'map-whole' })} @change=${(
              event: Event,
            ) => {
              event.stopPropagation();
              tell({ whole: chosenIn(event) });
            }}>
            <option value="" .selected=${asked.whole === ''}>${msg('按数值大小', { id: 'map-by-size' })}</option>
            ${fields
              .filter(({ id }) => id !== asked.sum)
              .map(
                ({ id, label }) =>
                  html`<option value=${id} .selected=${asked.whole === id}>${msg(str`占 ${within(label)}`, { id: 'map-share-of' })}</option>`,
              )}
          </select>`
      }`;
  }
}

/** The fields of a form that add up. */
function sumsOf(form: FormModel): readonly { readonly id: string; readonly label: FormModel['label'] }[] {
  return form.fields.filter(({ id, hidden }) => {
    const found = hidden ? undefined : reportField(form, {}, id);
    return found !== undefined && isMeasured(found, 'sum', {});
  });
}

function chosenIn(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}

customElements.define('gj-map-figure', GjMapFigure);
