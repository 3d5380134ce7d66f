import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TabSource } from '../../metadata/source.ts';
import { GjElement } from '../kit/gj-element.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './record-editor.ts';

/** The tabs of a form; one alone is not shown. Those with something wrong in them carry a mark. Tells `tab`. */
export class GjRecordTabs extends GjElement {
  static override properties = {
    tabs: { attribute: false },
    tab: { type: String },
    editor: { attribute: false },
    turn: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        margin-block-start: 2px;
        margin-inline-start: -10px;
      }
      button {
        height: 32px;
        padding: 0 10px;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--gj-muted);
        box-shadow: none;
      }
      button[aria-selected='true'] {
        color: var(--gj-accent);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--gj-accent);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      .mark {
        width: 6px;
        height: 6px;
        border-radius: 50%;
        background: var(--gj-error);
      }
      .single {
        height: var(--gj-2);
      }
    `,
  ];
  declare tabs: readonly TabSource[];
  declare tab: string;
  declare editor: RecordEditor;
  declare turn: number;

  constructor() {
    super();
    this.tabs = [];
    this.tab = '';
  }

  #keys(event: KeyboardEvent): void {
    if (event.altKey) return;
    const at = this.tabs.findIndex(({ name }) => name === this.tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = this.tabs.at(to % this.tabs.length);
    if (!next) return;
    this.tell('tab', next.name);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus(),
    );
  }

  override render() {
    if (this.tabs.length < 2) return html`<div class="single"></div>`;
    const wrong = new Set(
      this.editor.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ path }) => this.editor.form.byName.get(path.split('/')[1] ?? '')?.id),
    );
    return html`<div role="tablist" aria-label=${msg('页签', { id: 'tabs' })} @keydown=${this.#keys}>${this.tabs.map(
      ({ name, label, groups }) => {
        const marked = groups.some(({ fields }) => fields.some((id) => wrong.has(id)));
        return html`<button role="tab" id="tab-${name}" aria-selected=${name === this.tab}
          tabindex=${name === this.tab ? 0 : -1} @click=${() => this.tell('tab', name)}>
          ${say(label)}
          ${marked ? html`<span class="mark" role="img" aria-label=${msg('有错误', { id: 'has-errors' })}></span>` : nothing}
        </button>`;
      },
    )}</div>`;
  }
}
customElements.define('gj-record-tabs', GjRecordTabs);
