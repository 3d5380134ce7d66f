import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { ViewField } from '../../../metadata/property/view-kinds.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { GjMenu, MenuItem } from '../../kit/gj-menu.ts';
import { notify } from '../../kit/gj-notices.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord, RecordList } from '../../model/record-list.ts';
import { language, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { recordName } from '../cells/record-cells.ts';
import { type Drawing, drawable } from '../state/drawing.ts';
import type { ListState } from '../state/list-state.ts';
import { changeRecord } from './change-record.ts';
import '../../kit/gj-menu.ts';
import '../../kit/gj-state.ts';

/** A change of a record as it was made, from where it was drawn. */
interface TakenBack {
  readonly form: FormModel;
  readonly list: RecordList;
  readonly record: ListedRecord;
  /** The values from before. */
  readonly body: JsonObject;
}

/**
 * The base of whatever draws records otherwise than as a table. Tells `open` for a record, `act` for an item of its
 * menu, `state` with what changes of the question or of how it is drawn.
 */
export abstract class DrawnRecords extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** Another one whenever something else is asked, or the same anew. */
  list: given<RecordList>(),
  drawing: given<Drawing>(),
  columns: given<readonly string[]>(),
  rowMenu: given<(record: ListedRecord) => readonly MenuItem[]>(),
  acted: state<ListedRecord | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        min-width: 0;
        background: var(--gj-background);
      }
      .bar {
        padding: var(--gj-1h) var(--gj-4);
        border-block-end: var(--gj-edge);
        background: var(--gj-surface);
      }
      .bar select {
        width: auto;
        max-width: var(--gj-size-200);
      }
    `,
  ];
  #wasOpen = false;

  /** The items of a record's menu; further ones come before those of every record. */
  protected itemsOf(record: ListedRecord): readonly MenuItem[] {
    return this.rowMenu(record);
  }

  /** Answers whether a key of the menu was its own. */
  protected does(_key: string, _record: ListedRecord): boolean {
    return false;
  }

  protected ask(change: Partial<ListState>): void {
    this.emit('state', change);
  }

  /** Takes a change back where other records are drawn by now, or the same ones by another field; they are asked for anew. */
  protected async takeBack({ form, list, record, body }: TakenBack, text: string): Promise<void> {
    const outcome = await changeRecord(form, list, record, body);
    if (!('wrong' in outcome)) {
      notify({ text });
      this.ask({});
    } else this.refused(form, record, outcome.wrong);
  }

  protected refused(form: FormModel, record: ListedRecord, wrong: string): void {
    const name = recordName(form, record);
    notify({ text: msg(str`${name} 没有移动：${wrong}`, { id: 'board-refused' }), kind: 'error' });
  }

  protected redraw(drawing: Partial<Drawing>): void {
    this.ask({ drawing: { ...this.drawing, ...drawing } as Drawing });
  }

  /** A choice of the field under one of the properties of the drawing; nothing where there is only one way. */
  protected choice(
    property: ViewField,
    label: string,
    isNeeded: boolean,
    none = msg('（无）', { id: 'drawn-none' }),
  ): TemplateResult | typeof nothing {
    const fields = drawable(this.form, this.drawing.kind, property);
    if (fields.length < (isNeeded ? 2 : 1)) return nothing;
    const now = this.drawing[property] ?? '';
    return html`<label class="across-close small"><span class="muted one-line">${label}</span><select class="plain slim"
      @change=${(event: Event) => this.redraw({ [property]: (event.target as HTMLSelectElement).value })}>
      ${isNeeded ? nothing : html`<option value="" .selected=${now === ''}>${none}</option>`}
      ${fields.map(
        (field) =>
          html`<option value=${field.name} .selected=${field.name === now}>${say(field.label)}</option>`,
      )}</select></label>`;
  }

  protected menuButton(record: ListedRecord): TemplateResult {
    const label = msg(str`${recordName(this.form, record)} 的操作`, { id: 'acts-of-record' });
    return html`<button class="square muted" aria-haspopup="menu" aria-expanded="false" aria-label=${label} title=${label}
      data-record=${record.id}
      @pointerdown=${() => {
        this.#wasOpen = this.#menu?.open === true && this.acted === record;
      }}
      @click=${(event: MouseEvent) => {
        event.stopPropagation();
        if (!this.#wasOpen) this.#openMenu(record, event.currentTarget as HTMLElement);
        this.#wasOpen = false;
      }}>${icon('more')}</button>`;
  }

  get #menu(): GjMenu | null {
    return this.renderRoot.querySelector<GjMenu>('gj-menu[lent]');
  }

  #openMenu(record: ListedRecord, button: HTMLElement): void {
    this.acted = record;
    this.#menu?.turnAt(button);
  }

  /** The menu of whichever record is asked for. */
  protected menu(): TemplateResult {
    const { acted } = this;
    const label = acted ? msg(str`${recordName(this.form, acted)} 的操作`, { id: 'acts-of-record' }) : '';
    return html`<gj-menu lent lang=${language()} label=${label} .items=${acted ? this.itemsOf(acted) : []}
      @pick=${({ detail }: CustomEvent<string>) => {
        if (acted && !this.does(detail, acted)) this.emit('act', { key: detail, record: acted });
      }}></gj-menu>`;
  }
}
