import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { JsonEditor } from '../json/json-editor.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyHalfWritten } from '../work/design-notices.ts';

type Files = ReadonlyMap<string, Json>;

/** The files of the layer as text, both ways live: what is typed is a step, what is done elsewhere stands here. */
export class GjDesignJson extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  /** The one file that is shown. Default: all of the layer, to choose from. */
  only: text(),
  /** The package that has it. Default: the one that the form is designed in. */
  layer: text(),
  files: state<Files>(() => new Map<string, Json>()),
  path: state(''),
  /** Whether the layer has no file yet: what stands beside it has the room. */
  none: flag(false, { reflect: true }),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--gj-size-220) minmax(0, 1fr);
        min-height: 0;
      }
      :host([only]:not([only=''])) {
        grid-template-columns: minmax(0, 1fr);
      }
      nav {
        border-inline-end: var(--gj-edge);
      }
      nav button {
        justify-content: flex-start;
        width: 100%;
        height: auto;
        min-height: var(--gj-size-26);
        padding: var(--gj-3q) var(--gj-2);
        border-color: transparent;
        background: none;
        font-family: var(--gj-mono);
        font-size: var(--gj-text-s);
        text-align: start;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      nav button[aria-current] {
        background: var(--gj-picked);
        color: var(--gj-accent);
      }
      ul {
        max-height: 30%;
      }
      ul button {
        height: auto;
        white-space: normal;
        text-align: start;
      }
      :host([none]) {
        grid-template-columns: minmax(0, 1fr);
      }
    `,
  ];
  #editor: JsonEditor | null = null;
  #shown = '';
  /** The content that the editor showed first, then each one typed since that has not come back from the server yet. */
  #said: Json[] = [];
  #drawnAt: Drawn | null = null;

  override disconnectedCallback(): void {
    this.#leaves();
    this.#editor?.close();
    this.#editor = null;
    super.disconnectedCallback();
  }

  /** What was half written goes with its file. */
  #leaves(): void {
    if (this.#editor && parsed(this.#editor.text) === undefined) notifyHalfWritten();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.drawn === this.#drawnAt) return;
    this.#drawnAt = this.drawn;
    void this.#learn();
  }

  async #learn(): Promise<void> {
    this.files = new Map(await design.drawing.filesOf(this.#layer));
    this.none = this.files.size === 0;
    if (this.only !== '') this.path = this.only;
    else if (!this.files.has(this.path)) this.path = this.#own() ?? [...this.files.keys()][0] ?? '';
    await this.updateComplete;
    this.#show();
  }

  get #layer(): string {
    if (this.layer !== '') return this.layer;
    const { package: owner } = this.form;
    return design.drawing.isOurs(owner) ? owner : localPackage;
  }

  /** The file that speaks of the form that is designed. */
  #own(): string | undefined {
    return [...this.files].find(([, content]) => isAbout(content, this.form.id))?.[0];
  }

  #show(): void {
    const content = this.files.get(this.path);
    if (content === undefined) return;
    const text = JSON.stringify(content, null, 2);
    const parent = this.renderRoot.querySelector<HTMLElement>('.text');
    if (!parent) return;
    if (!this.#editor) {
      this.#editor = new JsonEditor({
        known: this.drawn.known,
        parent,
        root: this.renderRoot as ShadowRoot,
        path: this.path,
        text,
        label: msg('JSON 文件', { id: 'design-json' }),
        flaws: () => this.#flaws(),
        changed: (typed) => this.#typed(typed),
      });
      this.#said = [content];
    } else if (this.#shown !== this.path || !this.#isAsTyped(content)) {
      this.#editor.show(this.path, text);
      this.#said = [content];
    }
    this.#shown = this.path;
    this.#editor.judge();
  }

  /** Answers whether the file is one that was typed here: then the editor may be ahead of it, and is left alone. */
  #isAsTyped(content: Json): boolean {
    const same = (one: Json) => JSON.stringify(one) === JSON.stringify(content);
    const at = this.#said.findLastIndex(same);
    this.#said = this.#said.slice(Math.max(at, 0));
    return at >= 0;
  }

  #flaws() {
    return this.drawn.issues
      .filter(({ package: owner, file }) => owner === this.#layer && file === this.path)
      .map(({ pointer, severity, message }) => ({ pointer, severity, message: say(message) }));
  }

  /** Takes a text that is JSON as a step; one that cannot be parsed yet is underlined and waits. */
  #typed(text: string): void {
    const content = parsed(text);
    if (content === undefined) return;
    if (JSON.stringify(content) === JSON.stringify(this.#said.at(-1))) return;
    this.#said.push(content);
    const layer = this.#layer;
    const where = layer === localPackage ? {} : { layer };
    void design.take({ do: 'write-file', path: this.path, content, ...where }, { typing: true });
  }

  override render() {
    const flaws = this.#flaws();
    if (this.files.size === 0)
      return html`<p class="muted flush pad-2-3">${msg('这个表单还没有改动。修改表单后，文件会显示在这里。', { id: 'design-json-none' })}</p>`;
    return html`<nav class="scrolls pad-2 shaded" ?hidden=${this.only !== ''} aria-label=${msg('文件', { id: 'design-json-files' })}>${[
      ...this.files,
    ].map(
      ([path, content]) =>
        html`<button class=${isAbout(content, this.form.id) ? 'bold' : ''}
            aria-current=${path === this.path ? 'true' : nothing} @click=${() => {
              if (path !== this.path) this.#leaves();
              this.path = path;
              this.#show();
            }}>${path}</button>`,
    )}</nav>
    <div class="flex column shrinks shrinks-down"><h2 class="rigid flush pad-2-3 ruled" ?hidden=${this.only !== ''}>${msg('自己的文件', { id: 'design-json-own' })} <span
        class="small muted regular breaks">${this.path}</span></h2><div class="text grows shrinks-down clips"></div>${
          flaws.length === 0
            ? nothing
            : html`<ul class="rigid scrolls pad-2-3 ruled-above" aria-label=${msg('问题', { id: 'design-json-flaws' })}>${flaws.map(
                ({ pointer, message }) =>
                  html`<li><button class="plain" @click=${() => this.#editor?.goto(pointer)}>${message} <code
                  class="muted">${pointer}</code></button></li>`,
              )}</ul>`
        }</div>`;
  }
}

/** The text as JSON; undefined: it is none yet. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isAbout(content: Json, form: string): boolean {
  return isObject(content) && [content['extends'], content['id'], content['name']].includes(form);
}

customElements.define('gj-design-json', GjDesignJson);
