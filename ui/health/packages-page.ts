import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../metadata/label.ts';
import { GjElement } from '../kit/gj-element.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { plural, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-state.ts';
import '../kit/gj-page-head.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly requires: Readonly<Record<string, string>>;
  readonly label: Label;
  readonly help: Label | null;
  readonly prefix: string;
}

/** The installed packages, and the forms each of them brought. */
export class PackagesPage extends GjElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 0 var(--gj-4) var(--gj-4);
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(340px, 1fr));
        gap: var(--gj-3);
        align-items: start;
      }
      .card header {
        display: flex;
        align-items: baseline;
        gap: var(--gj-2);
        margin-block-end: var(--gj-2);
      }
      h2 {
        flex: 1;
        min-width: 0;
      }
      code {
        font-family: var(--gj-mono);
        font-size: var(--gj-text-s);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px var(--gj-3);
        margin: var(--gj-2) 0;
      }
      dt {
        color: var(--gj-muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      summary {
        color: var(--gj-accent);
      }
      .forms {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        margin-block-start: var(--gj-2);
      }
    `,
  ];
  readonly #list = new GrowingList<Package>(this, '/api/packages');
  readonly #load = () => void this.#list.load();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#load();
  }

  override render() {
    const { items, failure, busy } = this.#list;
    return html`
      <gj-page-head heading=${msg('元数据包', { id: 'packages' })}></gj-page-head>
      ${failure ? html`<gj-state .failure=${failure} @retry=${this.#load}></gj-state>` : nothing}
      <div class="cards" aria-busy=${busy}>${items.map((item) => this.#card(item))}</div>
    `;
  }

  #card({ name, version, description, requires, label, help, prefix }: Package): TemplateResult {
    const forms = session.forms.filter((form) => form.package === name);
    const needed = Object.entries(requires).map(([other, range]) => `${other} ${range}`);
    return html`<article class="card">
      <header><h2>${say(label)}</h2><span class="badge">${version}</span></header>
      ${help || description ? html`<p class="muted small">${help ? say(help) : description}</p>` : nothing}
      <dl>
        <dt>${msg('名称', { id: 'package-name' })}</dt><dd><code>${name}</code></dd>
        <dt>${msg('前缀', { id: 'package-prefix' })}</dt><dd><code>${prefix}</code></dd>
        <dt>${msg('依赖', { id: 'package-requires' })}</dt><dd>${needed.length > 0 ? needed.join(' · ') : '—'}</dd>
      </dl>
      ${
        forms.length === 0
          ? nothing
          : html`<details><summary>${plural(msg(str`${forms.length} 个表单`, { id: 'package-forms' }))}</summary>
            <div class="forms">${forms.map(
              (form) => html`<a href=${`/forms/${form.name}`}>${say(form.listLabel)}</a>`,
            )}</div></details>`
      }
    </article>`;
  }
}
customElements.define('gj-packages-page', PackagesPage);
