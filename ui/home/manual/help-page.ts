import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { Phone } from '../../kit/base/phone.ts';
import { withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { GjReadme } from '../../kit/markdown/gj-readme.ts';
import { language } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type ManualPage, manualAddress, manualPages, sectionText } from './manual.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import '../../kit/markdown/gj-readme.ts';

/** The manual, a section at a time, in the language of its reader, with all its pages beside it. */
export class HelpPage extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    page,
    css`
      .columns {
        grid-template-columns: var(--gj-size-240) minmax(0, 1fr);
      }
      nav {
        position: sticky;
        inset-block-start: var(--gj-4);
      }
      li ul {
        padding-inline-start: var(--gj-3);
      }
      @media (max-width: 900px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        nav {
          position: static;
        }
      }
    `,
  ];

  readonly #text = new Loading(this, {
    key: () => [this.#page?.key ?? '', this.#at, language()] as const,
    keeps: true,
    load: ([key, at]) => sectionText(key, at).then((text) => text ?? null),
    loaded: () => void this.updateComplete.then(() => this.#lead()),
  });
  readonly #phone = new Phone(this);
  readonly #moved = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    router.addEventListener('change', this.#moved);
  }

  override disconnectedCallback(): void {
    router.removeEventListener('change', this.#moved);
    super.disconnectedCallback();
  }

  get #page(): ManualPage | undefined {
    const pages = manualPages();
    const key = router.place.parts[1];
    return key === undefined ? pages[0] : pages.find((one) => one.key === key);
  }

  get #at(): number {
    return Number(router.place.parts[2] ?? 0);
  }

  /** To the heading that the address names. */
  async #lead(): Promise<void> {
    const wanted = router.place.query.get('at');
    const text = this.renderRoot.querySelector<GjReadme>('gj-readme');
    await text?.updateComplete;
    const found = [...(text?.renderRoot.querySelectorAll('h2, h3') ?? [])].find(
      (one) => one.textContent === wanted,
    );
    if (wanted !== null) found?.scrollIntoView();
  }

  override render() {
    const page = this.#page;
    const section = page?.sections[this.#at];
    if (!page || !section)
      return html`<gj-state symbol="book" text=${msg('手册里没有这一页。', { id: 'help-missing' })}></gj-state>`;
    const manual = msg('帮助手册', { id: 'help-manual' });
    return html`<gj-page-head heading=${section.title}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/help">${manual}</a>${
          page.key === 'guide' || page.title === section.title
            ? nothing
            : html` / <a href="/help/${page.key}">${page.title}</a>`
        }</nav>
      </gj-page-head>
      <div class="columns gridded gap-3 high above-4">
        ${this.#phone.is ? html`<details><summary class="pressable">${msg('目录', { id: 'help-contents' })}</summary>${this.#pages(page)}</details>` : this.#pages(page)}
        <article class="card">${this.#text.shown(
          (text) =>
            html`<gj-readme .text=${text ?? ''} .lead=${(to: string) => manualAddress(page.key, to)}></gj-readme>`,
          { outline: { rows: 12 } },
        )}</article>
      </div>`;
  }

  #pages(shown: ManualPage): TemplateResult {
    return html`<nav class="card" aria-label=${msg('帮助手册', { id: 'help-manual' })}><ul>${manualPages().map(
      (one) => this.#contents(one, shown),
    )}</ul></nav>`;
  }

  #contents({ key, title, sections }: ManualPage, shown: ManualPage): TemplateResult {
    const [first, ...others] = sections;
    const isHere = (address: string) => sections[this.#at]?.address === address && key === shown.key;
    const link = (address: string, text: string) =>
      html`<a class="entry" href=${address} aria-current=${isHere(address) ? 'page' : nothing}><span
        class="name rest breaks">${text}</span></a>`;
    return html`<li>${link(first?.address ?? '', title)}${
      key === shown.key && others.length > 0
        ? html`<ul>${others.map((one) => html`<li>${link(one.address, one.title)}</li>`)}</ul>`
        : nothing
    }</li>`;
  }
}
customElements.define('gj-help-page', HelpPage);
