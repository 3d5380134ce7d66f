import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { pointerName } from '../../fields/common/shown.ts';
import { focusDrawn } from '../../kit/base/focus.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { forms } from '../../model/forms.ts';
import { recordNames } from '../../model/record-names.ts';
import { RecordPicks } from '../../model/record-picks.ts';
import { nameless } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { PickLine } from './gj-pick-list.ts';
import './gj-pick-list.ts';
import '../../kit/gj-state.ts';

/** Records of another form to pick some of, searched by the server. Tells `change` with their ids. */
export class GjRecordPicks extends withProperties(GjElement, {
  /** Id of the form. */
  target: text(),
  picked: given<readonly string[]>(() => []),
  label: text(),
  /** The records that the organisation uses, or those one manages. */
  view: text<'use' | 'manage'>('use'),
  sought: state(''),
}) {
  static override styles = css`
    gj-pick-list {
      width: var(--gj-pick-width, var(--gj-size-260));
    }
  `;

  readonly #lines = new Loading<readonly PickLine[], [target: string, sought: string]>(this, {
    key: () => (this.target ? [this.target, this.sought] : undefined),
    load: ([target, sought]) => this.#search(target, sought),
    keeps: true,
  });
  #picks: RecordPicks | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override focus(): void {
    void focusDrawn(this.renderRoot.querySelector<HTMLElement>('gj-pick-list'));
  }

  async #search(target: string, sought: string): Promise<readonly PickLine[]> {
    const name = session.formById(target)?.name ?? target;
    this.#picks ??= new RecordPicks(await forms.get(name), this.view, true);
    const { tellsOwner } = this.#picks;
    const { items } = await this.#picks.page(sought, undefined, 0, 50);
    const lines = items.map(({ id, number, name, record }) => {
      const owner = tellsOwner ? [pointerName(record['org'] ?? null)] : [];
      const disabled = record['enabled'] === false ? [msg('禁用', { id: 'disabled' })] : [];
      return line(id, number, name, [...owner, ...disabled]);
    });
    // The picked records stay in sight, as long as nobody looks for something else.
    return sought === '' ? [...(await this.#missing(lines)), ...lines] : lines;
  }

  async #missing(lines: readonly PickLine[]): Promise<readonly PickLine[]> {
    const ids = this.picked.filter((id) => !lines.some(({ value }) => value === id));
    const names = ids.length > 0 ? await recordNames(this.target, ids) : new Map();
    return ids.map((id) => line(id, names.get(id)?.number ?? null, names.get(id)?.name ?? null));
  }

  override render() {
    const { value: lines = [], busy, failure } = this.#lines;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => {
        this.sought = '';
        void this.#lines.load();
      }}></gj-state>`;
    return html`<gj-pick-list searched .lines=${lines} .picked=${this.picked} ?busy=${busy}
      label=${this.label} @search=${(event: CustomEvent<string>) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          this.sought = event.detail.trim();
        }, 200);
      }}></gj-pick-list>`;
  }
}

function line(
  id: string,
  number: string | null,
  name: string | null,
  beside: readonly string[] = [],
): PickLine {
  const text = name ?? number ?? nameless();
  const more = [...(number && number !== text ? [number] : []), ...beside].join(' · ');
  return { value: id, text, ...(more ? { more } : {}) };
}
customElements.define('gj-record-picks', GjRecordPicks);
