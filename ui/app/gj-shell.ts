import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { isId } from '../../metadata/kinds/common/pointer.ts';
import type { Domain, Page } from '../domain.ts';
import { type ExplainedPlace, explaining } from '../fields/explain/explained-place.ts';
import { isFocusFree, noteLeaving } from '../kit/base/focus.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { basket } from '../params/basket/basket.ts';
import { dangers } from '../session/dangers.ts';
import { noteStep } from '../session/guide.ts';
import { publishes } from '../session/publishes.ts';
import { remember, rememberRecord } from '../session/recent.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { menuWidth } from './gj-menu-edge.ts';
import { openUnchosen } from './open-unchosen.ts';
import { keepOrgInAddress } from './org-in-address.ts';
import { pageTitle } from './page-title.ts';
import { pageAt } from './pages.ts';
import './gj-side-menu.ts';
import './gj-top-bar.ts';
import '../kit/gj-notices.ts';

/** Menu, top bar and the page one is on. */
export class GjShell extends withProperties(GjElement, {
  domains: given<readonly Domain[]>(() => []),
  page: state<Page | null>(null),
  drawer: state<boolean>(() => session.preferences.drawer && !isNarrow()),
  /** How wide the menu is. */
  menu: state<number>(() => menuWidth()),
  failed: state(false),
  /** The name of the record that the page shows, as the page tells it. */
  record: state(''),
  /** Of what one asked who said what. */
  explained: state<ExplainedPlace | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: var(--gj-bar) auto minmax(0, 1fr) / auto minmax(0, 1fr);
        height: 100dvh;
        padding-block-end: var(--gj-foot);
      }
      /* What is placed in a page scrolls with it: it would make the document higher than the window. */
      main {
        position: relative;
      }
      aside {
        position: relative;
        grid-row: 1 / -1;
        width: var(--gj-drawer);
      }
      aside header {
        height: var(--gj-bar);
        padding: 0 var(--gj-3);
      }
      aside img {
        width: var(--gj-size-22);
        height: var(--gj-size-22);
      }
      :is(gj-top-bar, .told, main) {
        grid-column: 2;
      }
      main[tabindex]:focus-visible {
        outline: none;
      }
      main > * {
        flex: 1;
        min-height: 0;
      }
      .shade {
        display: none;
      }
      @media (max-width: 900px) {
        aside {
          position: fixed;
          inset: 0 auto 0 0;
          z-index: 20;
          width: min(var(--gj-size-300), 84vw);
          box-shadow: var(--gj-shadow);
        }
        .shade {
          display: block;
          position: fixed;
          inset: 0;
          z-index: 19;
          background: var(--gj-veil);
        }
      }
    `,
  ];

  readonly #asked = async () => {
    if (explaining.place) await import('../fields/explain/gj-explain-drawer.ts');
    this.explained = explaining.place;
  };
  readonly #moved = () => void this.#arrive();
  /** Pages come in the order they were gone to, however long each takes to load. */
  #arriving: Promise<void> = Promise.resolve();
  readonly #changed = () => void dangers.refresh();
  /** Most people never see the banner. */
  readonly #warned = () => void import('./gj-danger-banner.ts');
  /** Nor do they publish. */
  #servers: Promise<typeof import('./tell-servers.ts')> | null = null;
  readonly #behind = async (event: Event) => {
    this.#servers ??= import('./tell-servers.ts');
    const { detail } = event as CustomEvent<readonly string[]>;
    (await this.#servers).tellBehind(detail);
  };
  readonly #finished = async (event: Event) => {
    this.#servers ??= import('./tell-servers.ts');
    const { detail } = event as CustomEvent<string>;
    (await this.#servers).tellFinished(detail);
  };
  readonly #back = () => {
    if (!document.hidden) void session.comeBack();
  };

  /** A window that is turned has its menu as windows of that width do. */
  readonly #turned = () => {
    this.drawer = session.preferences.drawer && !isNarrow();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.#turned);
    router.addEventListener('change', this.#moved);
    document.addEventListener('visibilitychange', this.#back);
    document.addEventListener('keydown', openUnchosen);
    session.addEventListener('change', this.#changed);
    dangers.addEventListener('change', this.#warned);
    explaining.addEventListener('change', this.#asked);
    publishes.addEventListener('behind', this.#behind);
    publishes.addEventListener('finished', this.#finished);
    if (session.who?.seenBy) void import('./gj-seen-banner.ts');
    void this.#arrive();
    void this.updateComplete.then(keepOrgInAddress);
  }

  override disconnectedCallback(): void {
    narrow.removeEventListener('change', this.#turned);
    router.removeEventListener('change', this.#moved);
    document.removeEventListener('visibilitychange', this.#back);
    document.removeEventListener('keydown', openUnchosen);
    session.removeEventListener('change', this.#changed);
    dangers.removeEventListener('change', this.#warned);
    explaining.removeEventListener('change', this.#asked);
    publishes.removeEventListener('behind', this.#behind);
    publishes.removeEventListener('finished', this.#finished);
    void this.#servers?.then(({ forgetServers }) => forgetServers());
    super.disconnectedCallback();
  }

  async #arrive(): Promise<void> {
    void session.comeBack();
    void dangers.refresh();
    void basket.refresh();
    noteLeaving();
    const page = pageAt(router.place, this.domains);
    const wasInside = this.renderRoot.querySelector('main')?.matches(':focus-within') ?? false;
    this.failed = false;
    this.record = '';
    const form = session.form(router.place.parts[1] ?? '');
    if (form) remember(form);
    this.#arriving = Promise.allSettled([page.load(), this.#arriving]).then(([loaded]) => {
      if (loaded.status === 'fulfilled') this.page = page;
      else this.failed = true;
    });
    await this.#arriving;
    const isList = router.place.parts.length === 2 && router.place.parts[0] === 'forms';
    if (form && isList && !this.failed) noteStep('rules', { rules: form.id });
    if (isNarrow()) this.drawer = false;
    const main = this.renderRoot.querySelector('main');
    main?.scrollTo(0, 0);
    await this.updateComplete;
    // The link that led here has gone with its page: the next Tab begins on this one.
    if (wasInside && isFocusFree()) main?.focus({ preventScroll: true });
  }

  protected override updated(): void {
    const parts = [this.record, pageTitle(router.place, session, this.domains), '规矩'];
    document.title = parts.filter(Boolean).join(' · ');
  }

  /** A page tells what the record is called that it shows. */
  #named(name: string): void {
    this.record = name;
    const [first, second = '', record = ''] = router.place.parts;
    const form = session.form(second);
    if (first === 'forms' && form && isId(record)) {
      rememberRecord({ form, record, text: name });
      noteStep('document', { documents: [record] });
    }
  }

  #toggle(): void {
    this.drawer = !this.drawer;
    // Over the page it is opened for one step, whatever one likes on wide screens.
    if (!isNarrow()) session.chooseDrawer(this.drawer);
  }

  #close(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || !isNarrow()) return;
    this.drawer = false;
  }

  #toContent(): void {
    this.renderRoot.querySelector('main')?.focus();
  }

  override render() {
    return html`
      <a class="skip" href="#page" @click=${(event: Event) => {
        event.preventDefault();
        this.#toContent();
      }}>${msg('跳到内容', { id: 'skip-to-content' })}</a>
      ${
        this.drawer
          ? html`<div class="shade" @click=${this.#toggle}></div>
            <aside class="flex column surface ruled-after" style="--gj-drawer:${this.menu}px" @keydown=${this.#close}>
              <header class="across larger bold"><img src="/favicon.svg" alt="" />规矩</header>
              <gj-side-menu class="grows shrinks-down scrolls pad-2" .domains=${this.domains}
                  .path=${router.place.path}></gj-side-menu>
              <gj-menu-edge @width=${({ detail }: CustomEvent<number>) => {
                this.menu = detail;
              }}></gj-menu-edge>
            </aside>`
          : nothing
      }
      <gj-top-bar class="surface ruled" .domains=${this.domains} .drawer=${this.drawer} @toggle-drawer=${this.#toggle}
        @to-content=${this.#toContent}></gj-top-bar>
      <div class="told rigid">
        <gj-seen-banner></gj-seen-banner>
        <gj-danger-banner></gj-danger-banner>
      </div>
      <main class="flex column shrinks-down scrolls" id="page" tabindex="-1"
          @record-name=${({ detail }: CustomEvent<string>) => this.#named(detail)}>
        ${
          this.failed
            ? html`<div class="flex column centred middled gap-3 muted" role="alert">
                ${icon('alert', 28)}
                <p>${msg('页面加载失败。', { id: 'page-not-loaded' })}</p>
                <button @click=${() => location.reload()}>${msg('重新加载', { id: 'reload' })}</button>
              </div>`
            : keyed(session.org?.id, this.page?.show() ?? html`<div aria-busy="true"></div>`)
        }
      </main>
      ${
        this.explained
          ? html`<gj-explain-drawer .place=${this.explained} @closed=${() => explaining.ask(null)}></gj-explain-drawer>`
          : nothing
      }
      <gj-notices></gj-notices>
    `;
  }
}
const narrow = matchMedia('(max-width: 900px)');

/** The menu lies over the page instead of beside it. */
function isNarrow(): boolean {
  return narrow.matches;
}
customElements.define('gj-shell', GjShell);
