import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { type IconName, icon } from '../kit/icons.ts';
import { say } from '../session/i18n.ts';
import { operations } from '../session/operations.ts';
import { recentForms } from '../session/recent-forms.ts';
import { router } from '../session/router.ts';
import { type FormOutline, session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { QuickSearch } from './quick-search.ts';

interface Choice {
  readonly address: string;
  readonly text: string;
  readonly note: string;
  readonly icon: IconName;
}

/** As much as the server looks for. */
const longest = 200;

/** Ctrl+K: type the name of a form or page or a record's number, and go there. */
export class QuickJump extends GjElement {
  static override properties = { text: { state: true }, at: { state: true } };
  static override styles = [
    shared,
    css`
      dialog {
        width: min(560px, calc(100vw - 32px));
        max-height: min(520px, calc(100vh - 120px));
        margin: 72px auto auto;
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--gj-line-strong);
        border-radius: 8px;
        background: var(--gj-surface);
        color: var(--gj-text);
        box-shadow: var(--gj-shadow);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 25%);
      }
      .ask {
        display: flex;
        align-items: center;
        gap: var(--gj-2);
        padding: 0 var(--gj-3);
        border-block-end: 1px solid var(--gj-line);
        color: var(--gj-muted);
      }
      .ask:focus-within {
        box-shadow: inset 0 -2px 0 var(--gj-accent);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 42px;
        border: 0;
        outline: none;
        background: none;
        color: var(--gj-text);
        font: var(--gj-text-l) / 22px var(--gj-font);
      }
      .ask input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--gj-muted);
      }
      [role='listbox'] {
        padding: var(--gj-1);
        overflow: auto;
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: var(--gj-2);
        padding: 5px 10px;
        border-radius: var(--gj-radius);
        cursor: pointer;
      }
      [role='option'][aria-selected='true'] {
        background: var(--gj-picked);
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .head,
      .none {
        padding: 6px 10px 2px;
      }
      .none {
        padding-block: var(--gj-4);
        text-align: center;
      }
    `,
  ];
  declare text: string;
  declare at: number;
  readonly #search = new QuickSearch(this);

  constructor() {
    super();
    this.text = '';
    this.at = 0;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.#dialog?.open) return;
    this.#ask('');
    this.#dialog?.showModal();
    const input = this.renderRoot.querySelector('input');
    if (input) input.value = '';
  }

  #ask(text: string): void {
    this.text = text;
    this.at = 0;
    this.#search.ask(text);
  }

  get #forms(): readonly Choice[] {
    const wanted = this.text.trim().toLowerCase();
    const has = ({ label, name, id }: FormOutline) =>
      [label.zh, label.en, name, id].some((text) => text.toLowerCase().includes(wanted));
    const forms = wanted === '' ? recentForms() : session.forms.filter((form) => form.menu && has(form));
    return forms.slice(0, 8).map((form) => ({
      address: `/forms/${form.name}`,
      text: say(form.label),
      note: form.name,
      icon: 'list',
    }));
  }

  get #pages(): readonly Choice[] {
    const wanted = this.text.trim().toLowerCase();
    if (wanted === '') return [];
    return operations()
      .filter(({ text }) => text.toLowerCase().includes(wanted))
      .map((page) => ({ ...page, note: msg('运行管理', { id: 'operations' }), icon: 'lock' }));
  }

  get #records(): readonly Choice[] {
    return this.#search.hits.map(({ form, label, id, org, number, name }) => ({
      address: `/forms/${form}/${id}`,
      text: [number, name].filter(Boolean).join('  ') || id,
      note: org && org.id !== session.org?.id ? `${say(label)} · ${org.name}` : say(label),
      icon: 'file',
    }));
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const choices = [...this.#forms, ...this.#pages, ...this.#records];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.at = (this.at + step + choices.length) % Math.max(1, choices.length);
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[this.at];
      if (choice) this.#go(choice);
    }
  }

  #go({ address }: Choice): void {
    this.#dialog?.close();
    // The focus does not stay where one came from.
    this.tell('to-content');
    void router.go(address);
  }

  override render() {
    const [forms, pages, records] = [this.#forms, this.#pages, this.#records];
    const total = forms.length + pages.length + records.length;
    const label = msg('搜索表单或单号', { id: 'quick-jump' });
    return html`<dialog aria-label=${label} @click=${(event: Event) => {
      if (event.target === this.#dialog) this.#dialog?.close();
    }}>
      <div class="ask">
        ${icon('search')}
        <input role="combobox" aria-label=${label} placeholder=${label} autocomplete="off" spellcheck="false" maxlength=${longest}
          aria-expanded="true" aria-controls="found" aria-activedescendant=${total > 0 ? `choice-${this.at}` : nothing}
          @input=${(event: InputEvent) => this.#ask((event.target as HTMLInputElement).value)}
          @keydown=${this.#keys} />
      </div>
      <div role="listbox" id="found" tabindex="-1" aria-label=${msg('结果', { id: 'results' })} aria-busy=${this.#search.busy}>
        ${this.#group(this.text.trim() === '' ? msg('最近使用', { id: 'recent' }) : msg('表单', { id: 'forms' }), forms, 0)}
        ${this.#group(msg('页面', { id: 'pages' }), pages, forms.length)}
        ${this.#group(msg('记录', { id: 'records' }), records, forms.length + pages.length)}
      </div>
      ${total === 0 ? html`<p class="none muted" role="status">${this.#none()}</p>` : nothing}
    </dialog>`;
  }

  #none(): string {
    if (this.#search.busy) return msg('正在查找…', { id: 'searching' });
    if (this.#search.failed) return msg('查找没有成功，请再试一次。', { id: 'search-failed' });
    if (this.text.trim() === '') return msg('输入表单名称、编码或单号', { id: 'quick-jump-hint' });
    return msg('没有找到', { id: 'nothing-found' });
  }

  #group(head: string, choices: readonly Choice[], from: number): TemplateResult | typeof nothing {
    if (choices.length === 0) return nothing;
    return html`<div role="group" aria-label=${head}>
      <div class="head small muted" aria-hidden="true">${head}</div>
      ${choices.map((choice, index) => {
        const at = from + index;
        return html`<div role="option" id="choice-${at}" aria-selected=${at === this.at}
          @click=${() => this.#go(choice)} @pointermove=${() => {
            this.at = at;
          }}>
          ${icon(choice.icon)}<span class="text">${choice.text}</span><span class="small muted">${choice.note}</span>
        </div>`;
      })}
    </div>`;
  }
}
customElements.define('gj-quick-jump', QuickJump);
