import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { grouped } from '../../metadata/common/grouped.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListQuestion } from '../model/record-list.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { wrapping } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { both, groupValues, havingValue } from './state/group-values.ts';
import { listFields } from './state/list-field.ts';

interface Group {
  /** As a quick filter has it; null: nothing stands in the field. */
  readonly value: string;
  readonly text: string;
  readonly count: number | null;
}

/** Groups one can see at once. */
const most = 40;

/**
 * Records by what stands in one of their fields, with counts; a group is one click away. Tells `group` with a value, or
 * null for all.
 */
export class GjListGroups extends withProperties(GjElement, {
  form: given<FormModel>(),
  question: given<Pick<ListQuestion, 'view' | 'q' | 'filter'> | undefined>(),
  /** Name of the field. */
  by: text(),
  /** The group that is shown; empty: all. */
  picked: text(),
  groups: state<readonly Group[]>(() => []),
  /** There are more than are shown. */
  cut: state(false),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      :host {
        padding-block-end: var(--gj-2);
      }
    `,
  ];
  #asked = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { form, by, question } = this;
    const asked = JSON.stringify([form?.name, by, question?.view, question?.q, question?.filter]);
    if (asked === this.#asked || !form || !by || !question) return;
    this.#asked = asked;
    void this.#count(asked);
  }

  async #count(asked: string): Promise<void> {
    const { form, by, question } = this;
    const field = listFields(form).find(({ name }) => name === by);
    if (!field || !question) return;
    this.cut = false;
    const { values, cut } = await groupValues(field, most).catch(() => ({ values: [], cut: false }));
    if (asked !== this.#asked) return;
    this.cut = cut;
    this.groups = values.map(({ value, text: shown }) => ({ value, text: shown, count: null }));
    await Promise.all(
      this.groups.map(async ({ value }) => {
        const own = havingValue(field, value);
        const filter = both(question.filter, own);
        const query = {
          view: question.view,
          limit: 1,
          count: true,
          fields: by,
          filter: JSON.stringify(filter),
          ...(question.q && { q: question.q }),
        };
        const path = { form: form.name };
        const { total = 0 } = await session.api.call('GET /api/forms/:form/records', { path, query });
        if (asked !== this.#asked) return;
        this.groups = this.groups.map((group) =>
          group.value === value ? { ...group, count: total } : group,
        );
      }),
    ).catch(() => {});
  }

  override render(): TemplateResult {
    const field = listFields(this.form).find(({ name }) => name === this.by);
    const button = (value: string, shown: string, count: number | null) =>
      html`<button class="slim round" aria-pressed=${this.picked === value}
          @click=${() => this.emit('group', this.picked === value ? '' : value)}
        >${shown}${count === null ? nothing : html`<span class="muted">${grouped(count)}</span>`}</button>`;
    return html`<span class="muted small">${say(field?.label)}</span>
      ${button('', msg('全部', { id: 'all' }), null)}
      ${this.groups
        .filter(({ count, value }) => count !== 0 || value === this.picked)
        .map(({ value, text: shown, count }) => button(value, shown, count))}
      ${
        this.cut
          ? html`<span class="muted small" role="status">${msg(str`只列出前 ${most} 个，其余请用筛选`, { id: 'groups-cut' })}</span>`
          : nothing
      }`;
  }
}
customElements.define('gj-list-groups', GjListGroups);
