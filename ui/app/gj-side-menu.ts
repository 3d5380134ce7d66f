import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { Domain } from '../domain.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { drawn, icon } from '../kit/base/icons.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { foldersAbove } from '../kit/folders-above.ts';
import { formIcon, formMark, pathsNamed } from '../kit/form-icon.ts';
import { formAddress } from '../session/form-address.ts';
import { language, say } from '../session/i18n.ts';
import { type MenuGroup, menuSpace, type Space, spaceName, spaceOf, spaces } from '../session/menu-spaces.ts';
import { formsIn, menuTree } from '../session/menu-tree.ts';
import { recentForms } from '../session/recent.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { isStarred, starred, stars, toggleStar } from '../session/starred.ts';
import { type Synonyms, typedLike } from '../session/typed-like.ts';
import { shared } from '../theme/shared.ts';
import { type Operation, onTop, operations } from './operations.ts';
import { formOf } from './page-title.ts';

/** Folders that somebody opened or closed, by space and path. */
const folded = new Map<string, boolean>();

/**
 * The menu, a space at a time, and in it the folders of packages with what lies in them: two levels. It shows the space
 * of the page one is on, marks that page and brings it into sight. What is starred stands above, what was used last
 * below, where it moves nothing.
 */
export class SideMenu extends withProperties(GjElement, {
  domains: given<readonly Domain[]>(() => []),
  path: text(() => router.place.path),
  text: state(''),
  space: state<Space>('work'),
}) {
  static override styles = [
    shared,
    css`
      :host {
        scrollbar-width: thin;
      }
      .entry {
        /* What lies in a folder stands further in than the folder's name, which has an icon before it. */
        padding-inline-start: calc(var(--gj-2) + var(--level, 0) * var(--gj-size-18));
      }
      /* Names stand below names, whether or not an icon stands before them. */
      .entry.bare {
        padding-inline-start: calc(var(--gj-size-28) + var(--level, 0) * var(--gj-size-18));
      }
      .spaces > button {
        flex: 1 0 auto;
        padding-inline: var(--gj-1);
      }
      .entry:not([aria-current]) .icon {
        color: var(--gj-muted);
      }
      button.star {
        position: absolute;
        inset: var(--gj-half) var(--gj-half) var(--gj-half) auto;
        height: auto;
        opacity: 0;
      }
      button.star[aria-pressed='true'] .icon {
        color: var(--gj-warn);
      }
      li:hover > .star,
      .star:focus-visible {
        opacity: 1;
        background: var(--gj-surface);
      }
      /* As high as a finger. */
      @media (max-width: 600px) {
        .entry {
          font-size: var(--gj-text-l);
        }
        input {
          height: var(--gj-size-36);
        }
      }
    `,
  ];
  #shown: readonly unknown[] = [];
  readonly #starred = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    stars.addEventListener('change', this.#starred);
  }

  override disconnectedCallback(): void {
    stars.removeEventListener('change', this.#starred);
    super.disconnectedCallback();
  }

  /** The space of a page opens when one comes to it, and its folder; whoever closes that then has it closed. */
  protected override willUpdate(): void {
    const shown = [router.place.path, session.menu];
    if (shown.every((one, index) => one === this.#shown[index])) return;
    this.#shown = shown;
    const { path } = router.place;
    const form = formOf(router.place, session) ?? session.forms.find((one) => formAddress(one) === path);
    const page = this.#pages.find(({ address }) => isAt(address));
    const space = form ? spaceOf(form, session.menu) : page?.menu === onTop ? undefined : page?.space;
    if (space && this.#offered.includes(space)) this.space = space;
    else if (!this.#offered.includes(this.space)) this.space = this.#offered[0] ?? 'work';
    const folder = form?.menu?.path ?? page?.menu;
    if (space && folder !== undefined && (form || page)) folded.set(`${space} ${folder}`, true);
  }

  protected override updated(changed: Map<string, unknown>): void {
    this.#stopAt(this.renderRoot.querySelector<HTMLElement>('[aria-current]') ?? this.#entries[0]);
    if (!changed.has('path')) return;
    this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  get #pages(): readonly Operation[] {
    return operations(this.domains);
  }

  get #groups(): readonly MenuGroup[] {
    return menuSpace(this.space, session.menu, session.forms);
  }

  /** The spaces in which this person has something. */
  get #offered(): readonly Space[] {
    const { menu, forms } = session;
    return spaces.filter(
      (space) =>
        this.#pages.some((page) => page.space === space && page.menu !== onTop) ||
        menuSpace(space, menu, forms).length > 0,
    );
  }

  /** What is worked at every day lies open, and whatever is alone in its space. */
  #isOpen(path: string): boolean {
    const known = folded.get(`${this.space} ${path}`);
    return known ?? (this.space === 'work' || this.#groups.length === 1);
  }

  get #entries(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('nav .entry')];
  }

  /** The entries of the menu are one stop for Tab, however many there are: arrows go from one to the next. */
  #stopAt(stop: HTMLElement | undefined): void {
    for (const entry of this.#entries) entry.tabIndex = entry === stop ? 0 : -1;
  }

  readonly #step = (event: KeyboardEvent) => {
    const all = this.#entries;
    const at = all.findIndex((entry) => event.composedPath().includes(entry));
    if (at < 0) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0) this.renderRoot.querySelector('input')?.focus();
    else all[to]?.focus();
  };

  #toggle(path: string): void {
    folded.set(`${this.space} ${path}`, !this.#isOpen(path));
    this.requestUpdate();
  }

  override render() {
    const find = msg('查找菜单', { id: 'find-in-menu' });
    const wanted = this.text.trim();
    return html`<input type="search" class="plain below-2" placeholder=${find} aria-label=${find} .value=${this.text}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} @keydown=${this.#keys} />
      <nav aria-label=${msg('主菜单', { id: 'main-menu' })} @keydown=${this.#step}>${
        wanted === ''
          ? html`<ul>
              <li>${this.#link('/', 0, msg('首页', { id: 'home' }), icon('home'))}</li>
              <li>${this.#link('/inbox', 0, msg('收件箱', { id: 'inbox' }), icon('inbox'))}</li>
              ${this.#stars()}
            </ul>
            ${this.#spaces()}
            <ul aria-label=${spaceName(this.space)}>${this.#inSpace()}</ul>
            ${this.#recent()}`
          : this.#found(wanted)
      }</nav>`;
  }

  /** Somebody to whom one space is all has nothing to choose. */
  #spaces(): TemplateResult | typeof nothing {
    const offered = this.#offered;
    if (offered.length < 2) return nothing;
    return html`<div class="spaces flex gap-1 above-2 below-1" role="group"
        aria-label=${msg('菜单分区', { id: 'menu-spaces' })}>${offered.map(
          (space) =>
            html`<button class="small slim" aria-pressed=${space === this.space} @click=${() => {
              this.space = space;
            }}>${spaceName(space)}</button>`,
        )}</div>`;
  }

  /** Pages and forms without a folder, then the folders of packages. */
  #inSpace(): readonly TemplateResult[] {
    const groups = this.#groups;
    const pages = this.#pages.filter(({ space, menu }) => space === this.space && menu !== onTop);
    const isThere = (menu: string | undefined) => groups.some(({ path }) => path === menu);
    return [
      ...pages
        .filter(({ menu }) => !isThere(menu))
        .map((page) => html`<li>${this.#link(page.address, 0, page.text, icon(page.icon))}</li>`),
      ...groups.flatMap((group) =>
        group.path === ''
          ? group.forms.map((form) => this.#form(form, 0))
          : this.#folder(
              group,
              pages.filter(({ menu }) => menu === group.path),
            ),
      ),
    ];
  }

  /** What is called so comes first, be it a form or a page. */
  #found(wanted: string): TemplateResult {
    const synonyms = this.domains.flatMap((domain) => domain.synonyms ?? []);
    const forms = formsIn(menuTree(session.menu, session.forms)).map((form) => ({
      like: likeOf(form, wanted, synonyms),
      entry: html`<li class="relative">${this.#link(formAddress(form), 0, say(form.listLabel), formMark(form), foldersAbove(form.name))}${this.#star(form)}</li>`,
    }));
    const pages = this.#pages.map(({ address, text, also = [], pinyin, icon: name }) => ({
      like: typedLike(wanted, [text, ...also], pinyin, synonyms),
      entry: html`<li>${this.#link(address, 0, text, icon(name))}</li>`,
    }));
    const found = [...forms, ...pages].filter(({ like }) => like > 0).toSorted((a, b) => b.like - a.like);
    if (found.length === 0)
      return html`<p class="small muted pad-2" role="status">${msg('没有找到', { id: 'nothing-found' })}</p>`;
    return html`<ul>${found.map(({ entry }) => entry)}</ul>`;
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const first = this.renderRoot.querySelector<HTMLAnchorElement>('nav a');
    if (event.key === 'Escape') this.text = '';
    else if (event.key === 'ArrowDown') first?.focus();
    else if (event.key === 'Enter' && this.text.trim() !== '' && first) {
      void router.go(first.getAttribute('href') ?? '/');
      this.text = '';
    } else return;
    event.preventDefault();
  }

  #folder(group: MenuGroup, pages: readonly Operation[]): TemplateResult {
    const open = this.#isOpen(group.path);
    const above = group.above.map(say);
    const under = group.ambiguousIn.includes(language()) ? (above.at(-1) ?? '') : '';
    return html`<li>
      <button class="entry" aria-expanded=${open} title=${[...above, say(group.label)].join(' / ')}
          @click=${() => this.#toggle(group.path)}>
        ${drawn(pathsNamed(group.icon) ?? pathsNamed('box') ?? '')}<span class="name two-lines rest">${say(group.label)}${
          under ? html`<span class="small muted blocks">${under}</span>` : nothing
        }</span>
        <span class="arrow">${icon('right', 12)}</span>
      </button>
      ${
        open
          ? html`<ul>${group.forms.map((form) => this.#form(form, 1))}${pages.map(
              ({ address, text }) => html`<li>${this.#link(address, 1, text)}</li>`,
            )}</ul>`
          : nothing
      }
    </li>`;
  }

  /** In a folder names alone are quicker to read, but for forms that have an icon of their own. */
  #form(form: FormOutline, level: 0 | 1): TemplateResult {
    const mark = level === 0 ? formMark(form) : formIcon(form);
    return html`<li class="relative" @keydown=${beside}>${this.#link(
      formAddress(form),
      level,
      say(form.listLabel),
      mark,
    )}${this.#star(form)}</li>`;
  }

  /** Draws the lists that were opened last, beside the one that is open and those that are starred. */
  #recent(): TemplateResult | typeof nothing {
    const here = formOf(router.place, session);
    const all = recentForms()
      .filter((form) => form !== here && !isStarred(form))
      .slice(0, mostRecent);
    if (all.length === 0) return nothing;
    return html`<hr /><h2 class="pad-1-2 muted smaller regular" id="recent">${msg('最近使用', { id: 'recent' })}</h2>
      <ul aria-labelledby="recent">${all.map(
        (form) => html`<li>${this.#link(formAddress(form), 0, say(form.listLabel), icon('clock'))}</li>`,
      )}</ul>`;
  }

  /** Draws the forms and records that this person starred. */
  #stars(): TemplateResult | typeof nothing {
    const all = starred().slice(0, mostStars);
    if (all.length === 0) return nothing;
    return html`<li><h2 class="pad-1-2 muted smaller regular" id="starred">${msg('收藏', { id: 'starred' })}</h2>
      <ul aria-labelledby="starred">${all.map(({ form, record, text: called }) => {
        const address = record === undefined ? formAddress(form) : `/forms/${form.name}/${record}`;
        const name = record === undefined ? say(form.listLabel) : (called ?? say(form.recordLabel));
        return html`<li class="relative" @keydown=${beside}>${this.#link(
          address,
          0,
          name,
          icon('star'),
          record === undefined ? '' : say(form.recordLabel),
        )}${this.#star(form, record)}</li>`;
      })}</ul><hr /></li>`;
  }

  #star(form: FormOutline, record?: string): TemplateResult {
    const given = isStarred(form, record);
    const label = given
      ? msg(str`取消收藏${say(form.listLabel)}`, { id: 'unstar-named' })
      : msg(str`收藏${say(form.listLabel)}`, { id: 'star-named' });
    return html`<button class="star square slim muted" tabindex="-1" aria-pressed=${given} aria-label=${label} title=${label}
      @click=${() => toggleStar({ form, ...(record === undefined ? {} : { record }) })}>${icon('star', 14, given)}</button>`;
  }

  #link(
    address: string,
    level: number,
    text: string,
    drawing: TemplateResult | typeof nothing = nothing,
    under = '',
  ): TemplateResult {
    const here = isAt(address);
    return html`<a class="entry ${drawing === nothing ? 'bare' : ''}" style="--level:${level}" href=${address}
        aria-current=${here ? 'page' : nothing}>
      ${drawing}<span class="name two-lines rest" title=${text}>${text}${
        under ? html`<span class="small muted blocks">${under}</span>` : nothing
      }</span></a>`;
  }
}

/** An entry is one stop for Tab; its star is beside it, a key to the right. */
function beside(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const to = { ArrowRight: 'button', ArrowLeft: 'a' }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(to)?.focus();
}

/** More stand in the palette. */
const mostStars = 8;
const mostRecent = 5;

/** Pages that stand in no menu, and the one they are reached from. */
const partOf: Readonly<Record<string, string>> = { '/compare': '/parameters', '/install': '/packages' };

/** A form is at hand wherever a page of it is. */
function isAt(address: string): boolean {
  const path = partOf[router.place.path] ?? router.place.path;
  if (path === address) return true;
  const form = formOf(router.place, session);
  if (form) return address === formAddress(form);
  return address !== '/' && path.startsWith(`${address}/`);
}

function likeOf({ label, listLabel, name, pinyin }: FormOutline, wanted: string, synonyms: Synonyms): number {
  return typedLike(wanted, [listLabel.zh, listLabel.en, label.zh, label.en, name], pinyin, synonyms);
}
customElements.define('gj-side-menu', SideMenu);
