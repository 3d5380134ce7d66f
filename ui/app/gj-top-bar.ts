import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { type Language, languages } from '../../metadata/common/label.ts';
import type { Domain } from '../domain.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../kit/base/with-properties.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import { type Theme, themes } from '../session/own-preferences.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { GjPalette } from './gj-palette.ts';
import '../params/basket/gj-basket.ts';
import '../kit/gj-menu.ts';
import './gj-bell.ts';
import './gj-org-switch.ts';
import './gj-palette.ts';

/** Above every page: menu, organisation, search, what runs, language, theme, oneself. */
export class TopBar extends withProperties(GjElement, {
  domains: given<readonly Domain[]>(() => []),
  drawer: flag(true),
  /** A phone: what one seldom changes stands in the menu of oneself. */
  narrow: state(false),
  shortcuts: state(false),
}) {
  static override styles = [
    shared,
    css`
      header {
        gap: var(--gj-2);
        height: calc(var(--gj-bar) - var(--gj-px));
        padding: 0 var(--gj-3);
      }
      gj-org-switch {
        flex: 0 1 var(--gj-size-200);
      }
      .jump {
        flex: 0 3 var(--gj-size-260);
        justify-content: flex-start;
        padding: 0 var(--gj-1h) 0 var(--gj-2);
      }
      .user {
        max-width: var(--gj-size-160);
      }
      /* The words are worth more than the key. */
      @media (max-width: 1100px) {
        kbd {
          display: none;
        }
      }
      @media (max-width: 600px) {
        header {
          gap: var(--gj-1);
          padding: 0 var(--gj-2);
        }
        gj-org-switch {
          flex: 1 1 var(--gj-size-120);
        }
      }
    `,
  ];
  readonly #width = matchMedia('(max-width: 600px)');
  readonly #measured = () => {
    this.narrow = this.#width.matches;
  };
  readonly #keys = (event: KeyboardEvent) => {
    if (event.key === '?' && !typing(event)) this.#show();
    if (
      event.key.toLowerCase() !== 'k' ||
      !(event.ctrlKey || event.metaKey) ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    this.#jump();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#measured();
    addEventListener('keydown', this.#keys);
    addEventListener('show-shortcuts', this.#show);
    this.#width.addEventListener('change', this.#measured);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    removeEventListener('show-shortcuts', this.#show);
    this.#width.removeEventListener('change', this.#measured);
    super.disconnectedCallback();
  }

  #jump(): void {
    if (this.#away) return;
    void this.renderRoot.querySelector<GjPalette>('gj-palette')?.open();
  }

  readonly #show = () => {
    if (!this.#away) void import('./gj-shortcuts.ts').then(() => this.#turn(true));
  };
  readonly #hide = () => this.#turn(false);

  #turn(shown: boolean): void {
    this.shortcuts = shown;
  }

  /** The page is inert, because somebody has to sign in first. */
  get #away(): boolean {
    return Boolean(this.closest('[inert]') || (this.getRootNode() as ShadowRoot).host?.hasAttribute('inert'));
  }

  async #me(key: string): Promise<void> {
    const theme = themes.find((one) => one === key);
    const language = languages.find((one) => one === key);
    if (theme) return session.chooseTheme(theme);
    if (language) return session.chooseLanguage(language);
    if (key !== 'sign-out' || !(await router.mayLeave())) return;
    router.guard(null);
    const elsewhere = await session.signOut();
    if (elsewhere !== null) location.assign(elsewhere);
    this.emitUp('signed-out');
  }

  override render() {
    const { preferences, who } = session;
    const drawer = this.drawer ? msg('收起菜单', { id: 'hide-menu' }) : msg('展开菜单', { id: 'show-menu' });
    const looks: readonly MenuItem[] = [
      {
        key: 'system',
        text: msg('跟随系统', { id: 'theme-system' }),
        picked: preferences.theme === 'system',
      },
      { key: 'light', text: msg('浅色', { id: 'theme-light' }), picked: preferences.theme === 'light' },
      { key: 'dark', text: msg('深色', { id: 'theme-dark' }), picked: preferences.theme === 'dark' },
    ];
    const spoken: readonly MenuItem[] = [
      { key: 'zh', text: '中文', lang: 'zh-Hans', picked: session.language === 'zh' },
      { key: 'en', text: 'English', lang: 'en', picked: session.language === 'en' },
    ];
    const jump = msg('搜索表单、单号或命令', { id: 'quick-jump' });
    const speaks = session.language === 'zh' ? '中文' : 'English';
    const own: readonly MenuItem[] = [
      {
        key: 'account',
        text: msg('账户与令牌', { id: 'account-and-tokens' }),
        icon: 'user',
        href: '/account',
      },
      { key: 'help', text: msg('帮助手册', { id: 'help-manual' }), icon: 'book', href: '/help' },
      ...(this.narrow ? [...apart(looks), ...apart(spoken)] : []),
      { key: 'sign-out', text: msg('退出', { id: 'sign-out' }), icon: 'right', apart: true },
    ];
    return html`<header class="flex centred">
      <button class="square" aria-label=${drawer} title=${drawer} aria-expanded=${this.drawer}
        @click=${() => this.emit('toggle-drawer')}>${icon('menu')}</button>
      <gj-org-switch></gj-org-switch>
      <button class="${this.narrow ? 'square' : 'jump leads shrinks'} muted" aria-keyshortcuts="Control+K"
        aria-label=${this.narrow ? jump : nothing}
        @click=${this.#jump}>${icon('search')}<span class="desk-only rest ellipsis to-start" title=${jump}>${jump}</span><kbd
        class="desk-only edged-strong">Ctrl K</kbd></button>
      <div class="desk-only grows"></div>
      <gj-basket></gj-basket>
      <gj-bell></gj-bell>
      ${
        this.narrow
          ? nothing
          : html`<gj-menu look="square" align="end" label=${msg('外观', { id: 'theme' })} .items=${looks}
        @pick=${({ detail }: CustomEvent<Theme>) => session.chooseTheme(detail)}>
        ${icon(preferences.theme === 'light' ? 'sun' : preferences.theme === 'dark' ? 'moon' : 'contrast')}</gj-menu>
      <gj-menu look="plain" align="end" label="${msg('语言', { id: 'language' })}: ${speaks}" .items=${spoken}
        @pick=${({ detail }: CustomEvent<Language>) => session.chooseLanguage(detail)}>
        ${speaks}${icon('down', 12)}</gj-menu>`
      }
      <gj-menu class="user rigid shrinks" look="plain" align="end" .items=${own}
        label="${msg('我', { id: 'me' })}: ${who?.user.name ?? ''}"
        @pick=${({ detail }: CustomEvent<string>) => this.#me(detail)}>
        ${
          this.narrow
            ? icon('user')
            : html`<span class="shrinks ellipsis">${who?.user.name ?? ''}</span>${icon('down', 12)}`
        }</gj-menu>
      <gj-palette .domains=${this.domains}></gj-palette>${
        this.shortcuts ? html`<gj-shortcuts @closed=${this.#hide}></gj-shortcuts>` : nothing
      }
    </header>`;
  }
}
/** Answers whether a key is typed into a text, so that it is no shortcut. */
function typing(event: KeyboardEvent): boolean {
  const at = event.composedPath()[0] as HTMLElement;
  return event.defaultPrevented || at.closest?.('input, textarea, [contenteditable]') !== null;
}

/** With a line above. */
function apart(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.map((item, at) => (at === 0 ? { ...item, apart: true } : item));
}
customElements.define('gj-top-bar', TopBar);
