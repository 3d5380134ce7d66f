import { msg } from '@lit/localize';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import type { FormOutline } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-state.ts';
import './gj-sharing-by-org.ts';
import './gj-sharing-by-record.ts';
import './gj-sharing-unassigned.ts';

const ways = ['organisation', 'unassigned', 'record'] as const;
type Way = (typeof ways)[number];

/** Who uses what of a form: by organisation, unassigned, by record. */
export class SharingPage extends GjElement {
  static override properties = {
    form: { attribute: false },
    model: { state: true },
    way: { state: true },
    failure: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: var(--gj-4);
      }
      .page-head {
        margin-block-end: var(--gj-2);
      }
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        margin-block-end: var(--gj-3);
        border-block-end: 1px solid var(--gj-line);
      }
      [role='tab'] {
        height: 32px;
        padding: 0 10px;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--gj-muted);
      }
      [role='tab']:focus-visible {
        outline-offset: -2px;
      }
      [role='tab'][aria-selected='true'] {
        color: var(--gj-accent);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--gj-accent);
      }
      [role='tabpanel'] {
        display: flex;
        flex: 1;
        min-height: 0;
      }
      [role='tabpanel'] > * {
        flex: 1;
        min-width: 0;
      }
    `,
  ];
  declare form: FormOutline;
  declare model: FormModel | null;
  declare way: Way;
  declare failure: unknown;

  constructor() {
    super();
    const asked = router.place.query.get('way');
    this.way = ways.find((one) => one === asked) ?? 'organisation';
    this.model = null;
    this.failure = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) void this.#load();
  }

  async #load(): Promise<void> {
    const { name } = this.form;
    this.failure = null;
    this.model = null;
    try {
      const model = await forms.get(name);
      if (name === this.form.name) this.model = model;
    } catch (failure) {
      this.failure = failure;
    }
  }

  #turn(way: Way): void {
    this.way = way;
    router.rewrite(new URLSearchParams({ way }));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus(),
    );
  }

  #keys(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : ways.at((ways.indexOf(this.way) + step) % ways.length);
    if (!next) return;
    event.preventDefault();
    this.#turn(next);
  }

  override render() {
    const { failure, model, form } = this;
    const words: Readonly<Record<Way, string>> = {
      organisation: msg('按组织', { id: 'sharing-by-organisation' }),
      unassigned: msg('未分配', { id: 'sharing-unassigned' }),
      record: msg('按数据', { id: 'sharing-by-record' }),
    };
    return html`
      <div class="page-head">
        <h1>${say(form.label)} <span class="muted">${msg('共享与分配', { id: 'sharing-of-record' })}</span></h1>
        <a href="/forms/${form.name}">${msg('列表', { id: 'as-list' })}</a>
      </div>
      ${
        form.sharing === null
          ? html`<gj-state symbol="share" text=${msg('这类数据不按组织管控，所有组织都可以使用。', { id: 'sharing-none' })}></gj-state>`
          : html`<div role="tablist" aria-label=${msg('共享与分配', { id: 'sharing-of-record' })} @keydown=${this.#keys}>${ways.map(
              (
                way,
              ) => html`<button role="tab" id="tab-${way}" aria-selected=${String(way === this.way)} aria-controls="way"
                tabindex=${way === this.way ? 0 : -1} @click=${() => this.#turn(way)}>${words[way]}</button>`,
            )}</div>
            ${failure ? html`<gj-state .failure=${failure} @retry=${this.#load}></gj-state>` : html`<div role="tabpanel" id="way" aria-labelledby="tab-${this.way}">${model ? this.#way(model) : ''}</div>`}`
      }
    `;
  }

  #way(model: FormModel): TemplateResult {
    switch (this.way) {
      case 'organisation':
        return html`<gj-sharing-by-org .form=${model}></gj-sharing-by-org>`;
      case 'unassigned':
        return html`<gj-sharing-unassigned .form=${model}></gj-sharing-unassigned>`;
      case 'record':
        return html`<gj-sharing-by-record .form=${model}></gj-sharing-by-record>`;
    }
  }
}
customElements.define('gj-sharing-page', SharingPage);
