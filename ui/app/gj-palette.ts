import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Domain } from '../domain.ts';
import { faceOfRecord } from '../kit/base/face.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { formIcon, hasIcon } from '../kit/form-icon.ts';
import { listed, plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { shared } from '../theme/shared.ts';
import type { ChoiceGroup } from './palette-choices.ts';
import type { Choice } from './palette-commands.ts';
import { PaletteParameters } from './palette-parameters.ts';
import { paletteStyles } from './palette-styles.ts';
import { QuickSearch } from './quick-search.ts';

/** So many forms are named where a search did not come to its end. */
const mostNamed = 3;

/** As much as the server looks for. */
const longest = 200;

/**
 * Ctrl+K: forms, folders, pages, parameters, help and records by name, pinyin or first letters, and what can be done
 * here and from anywhere.
 * Before anything is typed, what is starred and what was used last.
 */
export class GjPalette extends withProperties(GjElement, {
  domains: given<readonly Domain[]>(() => []),
  text: state(''),
  at: state(0),
  /** The folder it is narrowed to. */
  folder: state<string | null>(null),
  /** The module that makes the choices; null until the palette was opened once. */
  offer: state<typeof import('./palette-choices.ts') | null>(null),
  /** The module with the choices could not be loaded. */
  lost: state(false),
  /** The palette is open. */
  stands: state(false),
}) {
  static override styles = [shared, paletteStyles];
  readonly #search = new QuickSearch(this);
  readonly #parameters = new PaletteParameters(this);

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.#dialog?.open) return;
    this.#narrow(null);
    this.#parameters.forget();
    this.#dialog?.showModal();
    this.stands = true;
    await this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.offer ??= await import('./palette-choices.ts');
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }

  #narrow(folder: string | null): void {
    this.folder = folder;
    if (this.#input) this.#input.value = '';
    this.#ask('');
  }

  #ask(text: string): void {
    this.text = text;
    this.at = 0;
    // Records lie in no folder.
    this.#search.search(this.folder === null ? text : '');
    if (text.trim() !== '') this.#parameters.want();
  }

  get #groups(): readonly ChoiceGroup[] {
    const { offer } = this;
    if (!offer) return [];
    return this.text.trim() === '' && this.folder === null
      ? offer.choicesAtFirst()
      : offer.choicesFor(this.text, this.folder, {
          hits: this.#search.hits,
          parameters: this.#parameters.all,
          domains: this.domains,
        });
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const choices = this.#groups.flatMap((group) => group.choices);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      this.at = (this.at + step + choices.length) % Math.max(1, choices.length);
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      void this.#enter();
    } else if (event.key === 'Backspace' && this.text === '' && this.folder !== null) this.#narrow(null);
    else return;
    event.preventDefault();
  }

  /** Also when it was pressed before there was anything to choose. */
  async #enter(): Promise<void> {
    await this.#load();
    const choice = this.#groups.flatMap((group) => group.choices)[this.at];
    if (choice && this.#dialog?.open) this.#take(choice);
  }

  #take({ to }: Choice): void {
    if ('folder' in to) {
      this.#narrow(to.folder);
      this.#input?.focus();
      return;
    }
    this.#dialog?.close();
    if ('act' in to) to.act();
    else {
      // The focus does not stay where one came from.
      this.emitUp('to-content');
      void router.go(to.address);
    }
  }

  override render() {
    const groups = this.#groups;
    const total = groups.reduce((sum, { choices }) => sum + choices.length, 0);
    const label = msg('搜索表单、单号或命令', { id: 'quick-jump' });
    const close = msg('关闭', { id: 'close' });
    let from = 0;
    return html`<dialog class="column clips fills-phone lifted unpadded in-text surface edged-strong"
        aria-label=${label} @close=${() => {
          this.stands = false;
        }} @click=${(event: Event) => {
          if (event.target === this.#dialog) this.#dialog?.close();
        }}>
      <div class="ask across rigid muted ruled">
        ${icon('search')}
        ${
          this.folder === null
            ? nothing
            : html`<button class="slim small chosen" @click=${() => this.#narrow(null)}
                aria-label=${msg('离开文件夹', { id: 'leave-folder' })}>
                ${this.offer?.folderName(this.folder)}${icon('close', 10)}</button>`
        }
        <input class="rest in-text groundless borderless" role="combobox" aria-label=${label}
          placeholder=${label} autocomplete="off" spellcheck="false" maxlength=${longest}
          aria-expanded="true" aria-controls="found" aria-activedescendant=${total > 0 ? `choice-${this.at}` : nothing}
          @input=${(event: InputEvent) => this.#ask((event.target as HTMLInputElement).value)}
          @keydown=${this.#keys} />
        <button class="square phone-only" aria-label=${close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </div>
      <div class="grows shrinks-down scrolls pad-1" role="listbox" id="found" tabindex="-1"
          aria-label=${msg('结果', { id: 'results' })} aria-busy=${this.#search.busy || !(this.offer || this.lost)}>
        ${groups.map((group) => {
          const shown = this.#group(group, from);
          from += group.choices.length;
          return shown;
        })}
      </div>
      ${total === 0 ? html`<p class="pad-3 muted to-middle" role="status">${this.#none()}</p>` : nothing}
      ${
        total > 0 && this.#search.failure !== null
          ? html`<p class="pad-1-2 small in-error to-middle" role="status">${failureText(this.#search.failure)}</p>`
          : nothing
      }
      ${
        this.#search.unsearched.length === 0
          ? nothing
          : html`<p class="pad-1-2 small muted to-middle" role="status" title=${listed(this.#search.unsearched.map(say))}>${this.#cut()}</p>`
      }
      <footer class="small muted desk-only flex gap-3 rigid pad-2-3 ruled-above" aria-hidden="true">
        <span><kbd>↑</kbd><kbd>↓</kbd> ${msg('选择', { id: 'to-choose' })}</span>
        <span><kbd>Enter</kbd> ${msg('打开', { id: 'open' })}</span>
        <span class="end pushed"><kbd>?</kbd> ${msg('键盘快捷键', { id: 'shortcuts' })}</span>
      </footer>
      ${this.stands ? html`<gj-notices></gj-notices>` : nothing}
    </dialog>`;
  }

  /** Few forms are named; a search for a common word leaves most of them half searched. */
  #cut(): string {
    const { unsearched } = this.#search;
    if (unsearched.length > mostNamed)
      return plural(
        msg(str`${unsearched.length} 个表单的记录没有查完：请输入完整编号，或到列表里筛选`, {
          id: 'search-cut-many',
        }),
      );
    const names = listed(unsearched.map(say));
    return msg(str`${names}没有查完，可能还有其他结果：请输入完整编号，或到列表里筛选`, { id: 'search-cut' });
  }

  #none(): string {
    if (!this.lost && (this.#search.busy || !this.offer)) return msg('正在查找…', { id: 'searching' });
    if (this.lost || this.#search.failure !== null) return msg('查找失败，请重试。', { id: 'search-failed' });
    if (this.text.trim() === '') return msg('输入表单名称、拼音首字母或单号', { id: 'quick-jump-hint' });
    return msg('没有找到', { id: 'nothing-found' });
  }

  #group({ head, choices }: ChoiceGroup, from: number): TemplateResult {
    return html`<div role="group" aria-label=${head}>
      <div class="pad-1-2 small muted" aria-hidden="true">${head}</div>
      ${choices.map((choice, index) => {
        const at = from + index;
        return html`<div class="entry" role="option" id="choice-${at}" aria-selected=${at === this.at}
          @click=${() => this.#take(choice)} @pointermove=${() => {
            this.at = at;
          }}>
          <span class="muted">${hasIcon(choice.form) ? formIcon(choice.form) : icon(choice.icon)}</span>${
            choice.record ? faceOfRecord(choice.record.form, choice.record.id) : nothing
          }<span class="text shrinks breaks">${choice.text}</span><span class="small muted shrinks ellipsis">${choice.note}</span>
        </div>`;
      })}
    </div>`;
  }
}
customElements.define('gj-palette', GjPalette);
