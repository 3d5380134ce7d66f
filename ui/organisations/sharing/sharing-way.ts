import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { Phone } from '../../kit/base/phone.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { GrowingList } from '../../kit/growing-list.ts';
import type { FormModel } from '../../model/form-model.ts';
import { router } from '../../session/router.ts';
import { shared } from '../../theme/shared.ts';
import type { SharingColumn, SharingRow } from './gj-sharing-table.ts';
import '../../kit/gj-state.ts';
import './gj-sharing-table.ts';

/** Columns for which a phone has room: what it is, and the first that is told of it. */
const most = 3;

interface Shown<Row extends SharingRow> {
  readonly rows: readonly Row[];
  readonly columns: readonly SharingColumn<Row>[];
  readonly label: string;
  /** In place of a list that has none. */
  readonly none: TemplateResult;
  /** Whether rows can be picked. */
  readonly picking: boolean;
}

/** Two panes side by side: what one picks, and what that shows; on a phone one of them, and a way back. */
const wayStyles = css`
  :host {
    display: grid;
    grid-template-columns: var(--picks, clamp(var(--gj-size-240), 27%, var(--gj-size-320))) minmax(0, 1fr);
    gap: var(--gj-3);
    min-height: 0;
  }
  @media (max-width: 600px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    :host([seen]) .picks,
    :host(:not([seen])) .shows {
      display: none;
    }
  }
`;

/** The base of the views of sharing: a list that is searched while one types, and rows of it that are picked. */
export class SharingWay<Item, Query> extends withProperties(GjElement, {
  form: given<FormModel>(),
  text: state(''),
  picked: state<ReadonlySet<string>>(() => new Set()),
  /** Of the two panes a phone shows the second. */
  seen: flag(false, { reflect: true }),
}) {
  static override styles = [shared, wayStyles];

  protected list: GrowingList<Item, Query> | null = null;
  readonly #phone = new Phone(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks for the list, with nothing picked. */
  protected load(): void {
    this.picked = new Set();
  }

  /** The text that is searched for. Default: every record. */
  protected get sought(): string | undefined {
    return this.text.trim() || undefined;
  }

  /** The number of loaded items, with `+` where there are more. */
  protected get count(): string {
    const { items = [], next } = this.list ?? {};
    return `${items.length}${next ? '+' : ''}`;
  }

  /** On a phone, where the first pane gave way to the second. */
  protected back(): TemplateResult {
    return html`<button class="plain phone-only rigid leads fills" @click=${() => {
      this.seen = false;
    }}>${icon('back', 14)}${msg('返回', { id: 'back' })}</button>`;
  }

  protected search(): TemplateResult {
    return html`<input type="search" class="plain find" autocomplete="off" .value=${this.text}
      placeholder=${msg('查找数据', { id: 'sharing-find-records' })}
      aria-label=${msg('查找数据', { id: 'sharing-find-records' })} @input=${(event: Event) => {
        this.text = (event.target as HTMLInputElement).value;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.load(), 250);
      }} />`;
  }

  protected table<Row extends SharingRow>({
    rows,
    columns,
    label,
    none,
    picking,
  }: Shown<Row>): TemplateResult {
    const { list } = this;
    if (list?.failure)
      return html`<gj-state class="grows" .failure=${list.failure} @retry=${() => this.load()}></gj-state>`;
    if (rows.length === 0 && !list?.busy) return none;
    return html`<gj-sharing-table class="grows" .rows=${rows}
      .columns=${this.#phone.is ? columns.slice(0, most) : columns} .picked=${this.picked} ?picking=${picking}
      label=${label} aria-busy=${list?.busy ?? true} @end=${() => list?.more()}
      @open=${({ detail }: CustomEvent<SharingRow>) => router.go(`/forms/${this.form.name}/${detail.id}`)}
      @picked=${(event: CustomEvent<ReadonlySet<string>>) => {
        this.picked = event.detail;
      }}></gj-sharing-table>`;
  }
}
