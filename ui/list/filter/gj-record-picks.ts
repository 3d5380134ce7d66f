import { msg } from '@lit/localize';
import { css, html, type PropertyValues } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { focusDrawn } from '../../kit/base/focus.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
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
  /** Those the organisation uses, or those one manages. */
  view: text<'use' | 'manage'>('use'),
  lines: state<readonly PickLine[]>(() => []),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = css`
    gj-pick-list {
      width: var(--gj-pick-width, var(--gj-size-260));
    }
  `;

  #picks: RecordPicks | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('target') && this.target) void this.#search('');
  }

  override focus(): void {
    void focusDrawn(this.renderRoot.querySelector<HTMLElement>('gj-pick-list'));
  }

  async #search(text: string): Promise<void> {
    const asked = ++this.#asked;
    this.busy = true;
    this.failure = null;
    try {
      const name = session.formById(this.target)?.name ?? this.target;
      this.#picks ??= new RecordPicks(await forms.get(name), this.view, true);
      const { items } = await this.#picks.page(text.trim(), undefined, 0, 50);
      if (asked !== this.#asked) return;
      const lines = items.map((item) =>
        line(item.id, item.number, item.name, item.record['enabled'] === false),
      );
      // What is picked stays in sight, as long as nobody looks for something else.
      this.lines = text.trim() === '' ? [...(await this.#missing(lines)), ...lines] : lines;
    } catch (failure) {
      if (asked === this.#asked) this.failure = failure;
    }
    this.busy = false;
  }

  async #missing(lines: readonly PickLine[]): Promise<readonly PickLine[]> {
    const ids = this.picked.filter((id) => !lines.some(({ value }) => value === id));
    const names = ids.length > 0 ? await recordNames(this.target, ids) : new Map();
    return ids.map((id) => line(id, names.get(id)?.number ?? null, names.get(id)?.name ?? null));
  }

  override render() {
    if (this.failure) {
      return html`<gj-state failed text=${failureText(this.failure)} @retry=${() => this.#search('')}></gj-state>`;
    }
    return html`<gj-pick-list searched .lines=${this.lines} .picked=${this.picked} ?busy=${this.busy}
      label=${this.label} @search=${(event: CustomEvent<string>) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#search(event.detail), 200);
      }}></gj-pick-list>`;
  }
}

function line(id: string, number: string | null, name: string | null, disabled = false): PickLine {
  const text = name ?? number ?? nameless();
  const more = [
    ...(number && number !== text ? [number] : []),
    ...(disabled ? [msg('禁用', { id: 'disabled' })] : []),
  ].join(' · ');
  return { value: id, text, ...(more ? { more } : {}) };
}
customElements.define('gj-record-picks', GjRecordPicks);
