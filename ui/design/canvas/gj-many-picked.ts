import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { whereFits } from '../../../metadata/where-fits.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural } from '../../session/i18n.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { editorStyles } from '../property/property-ask.ts';
import { withColumns } from './column-place.ts';
import { moveSelect } from './move-select.ts';

/**
 * Several fields at once: moved, hidden, made to be filled in, put into the list. Tells `move-to`, `take-away` and
 * `steps`.
 */
export class GjManyPicked extends withProperties(GjElement, {
  form: given<FormModel>(),
  places: given<readonly string[]>(() => []),
}) {
  static override styles = [
    shared,
    lined,
    editorStyles,
    css`
      :host {
        padding: var(--gj-3);
      }
      .row > span {
        min-width: var(--gj-size-110);
        color: var(--gj-muted);
      }
    `,
  ];

  get #fields(): readonly string[] {
    return this.places.filter((place) => place.startsWith('fields/'));
  }

  #required(value: boolean): void {
    const steps = this.#fields.map(
      (place): DesignStep => ({ do: 'set', form: this.form.id, target: `${place}/required`, value }),
    );
    this.emit('steps', steps);
  }

  /** Into a list of the form, or out of it; what is in it stays where it is. */
  #list(which: 'columns' | 'filters' | 'search', isIn: boolean): void {
    const { form } = this;
    const ids = this.#fields.map((place) => place.slice('fields/'.length)).filter((id) => !id.includes('.'));
    const now = form.list[which];
    const fits = (id: string) => {
      const field = form.byId.get(id);
      return field !== undefined && whereFits[which](field);
    };
    const more = ids.filter((id) => !now.includes(id) && fits(id));
    const added = () => (which === 'columns' ? withColumns(form, now, more) : [...now, ...more]);
    const value = isIn ? added() : now.filter((id) => !ids.includes(id));
    this.emit('steps', [{ do: 'set', form: form.id, target: `list/${which}`, value } satisfies DesignStep]);
  }

  override render() {
    const { form, places } = this;
    const lists = [
      { which: 'columns', text: msg('列表里的一列', { id: 'design-in-list' }) },
      { which: 'filters', text: msg('快捷筛选', { id: 'design-list-filters' }) },
      { which: 'search', text: msg('参与搜索', { id: 'design-in-search' }) },
    ] as const;
    return html`<h2>${plural(msg(str`选中了 ${places.length} 个字段`, { id: 'design-many-picked' }))}</h2>
      <p class="muted small">${msg('一起拖动，或用 Alt+方向键移动。', { id: 'design-many-help' })}</p>
      <div class="row flex wraps centred gap-1">${moveSelect(form, places, (landing) => this.emit('move-to', landing))}</div>
      <div class="row flex wraps centred gap-1"><button
          @click=${() => this.emit('take-away', places)}>${icon('close', 13)}${msg('隐藏', { id: 'design-hidden' })}</button></div>
      ${this.#switch(msg('必填', { id: 'design-required' }), (is) => this.#required(is))}
      ${lists.map(({ which, text }) => this.#switch(text, (is) => this.#list(which, is)))}`;
  }

  #switch(text: string, put: (is: boolean) => void): TemplateResult {
    return html`<div class="row flex wraps centred gap-1" role="group" aria-label=${text}><span
        class="rigid smaller">${text}</span>
      <button @click=${() => put(true)}>${msg('都是', { id: 'design-all-are' })}</button><button
          @click=${() => put(false)}>${msg('都不是', { id: 'design-none-is' })}</button></div>`;
  }
}
customElements.define('gj-many-picked', GjManyPicked);
