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
import { say } from '../session/i18n.ts';
import { formsIn, type MenuNode, menuTree, trail } from '../session/menu-tree.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { isStarred, starred, stars, toggleStar } from '../session/starred.ts';
import { typedLike } from '../session/typed-like.ts';
import { shared } from '../theme/shared.ts';
import { type Operation, onTop, operations } from './operations.ts';
import { formOf } from './page-title.ts';

const opened = new Set<string>();

/** The menu as the packages say it: folders fold, the page one is on is marked and in sight. */
export class SideMenu extends withProperties(GjElement, {
  domains: given<readonly Domain[]>(() => []),
  path: text(() => router.place.path),
  text: state(''),
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

  /** Folders on the way to a page open when one comes to it; whoever closes them then has them closed. */
  protected override willUpdate(): void {
    const shown = [router.place.path, session.menu];
    if (shown.every((one, index) => one === this.#shown[index])) return;
    this.#shown = shown;
    const { path } = router.place;
    const form = formOf(router.place, session) ?? session.forms.find((one) => formAddress(one) === path);
    if (form)
      for (const node of trail(menuTree(session.menu, session.forms), form.name).slice(0, -1))
        opened.add(node.path);
    const here = operations(this.domains).find(({ address }) => isAt(address));
    if (here) for (const folder of here.menu ? pathsTo(here.menu) : ['#administration']) opened.add(folder);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('path')) return;
    this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  #toggle(path: string): void {
    if (!opened.delete(path)) opened.add(path);
    this.requestUpdate();
  }

  override render() {
    const tree = menuTree(session.menu, session.forms);
    const find = msg('查找菜单', { id: 'find-in-menu' });
    const wanted = this.text.trim();
    return html`<input type="search" class="plain below-2" placeholder=${find} aria-label=${find} .value=${this.text}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} @keydown=${this.#keys} />
      <nav aria-label=${msg('主菜单', { id: 'main-menu' })}>${
        wanted === ''
          ? html`<ul>
              <li>${this.#link('/', 0, msg('首页', { id: 'home' }), icon('home'))}</li>
              <li>${this.#link('/inbox', 0, msg('收件箱', { id: 'inbox' }), icon('inbox'))}</li>
              ${this.#stars()}
              ${tree.map((node) => this.#node(node, 0))}
              ${this.#administration()}
            </ul>`
          : this.#found(
              formsIn(tree).filter((form) => fits(form, wanted)),
              operations(this.domains).filter(({ text, pinyin }) => typedLike(wanted, [text], pinyin) > 0),
            )
      }</nav>`;
  }

  #found(forms: readonly FormOutline[], pages: readonly Operation[]): TemplateResult {
    if (forms.length + pages.length === 0)
      return html`<p class="small muted pad-2" role="status">${msg('没有找到', { id: 'nothing-found' })}</p>`;
    return html`<ul>
      ${forms.map(
        (form) =>
          html`<li class="relative">${this.#link(formAddress(form), 0, say(form.listLabel), formMark(form), foldersAbove(form.name))}${this.#star(form)}</li>`,
      )}
      ${pages.map(({ address, text }) => html`<li>${this.#link(address, 0, text, icon('lock'))}</li>`)}
    </ul>`;
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

  #node(node: MenuNode, level: number): TemplateResult {
    if (node.form) {
      const link = this.#link(formAddress(node.form), level, say(node.label), formIcon(node.form));
      return html`<li class="relative" @keydown=${beside}>${link}${this.#star(node.form)}</li>`;
    }
    const open = opened.has(node.path);
    // Deeper down names alone are quicker to read.
    const root =
      level > 1 ? undefined : (pathsNamed(node.icon) ?? (level === 0 ? pathsNamed('box') : undefined));
    return html`<li>
      <button class="entry ${root ? '' : 'bare'}" style="--level:${level}" aria-expanded=${open}
          @click=${() => this.#toggle(node.path)}>
        ${root ? drawn(root) : nothing}<span class="name rest breaks">${say(node.label)}</span>
        <span class="arrow">${icon('right', 12)}</span>
      </button>
      ${
        open
          ? html`<ul>${node.inside.map((inner) => this.#node(inner, level + 1))}${this.#pagesIn(
              node.path,
            ).map(({ address, text }) => html`<li>${this.#link(address, level + 1, text)}</li>`)}</ul>`
          : nothing
      }
    </li>`;
  }

  /** The pages that belong to no form and stand in a folder; undefined: in none that is there. */
  #pagesIn(path: string | undefined): readonly Operation[] {
    const tree = menuTree(session.menu, session.forms);
    const isThere = (menu: string | undefined) => menu !== undefined && hasFolder(tree, menu);
    return operations(this.domains).filter(({ menu }) =>
      path === undefined ? menu !== onTop && !isThere(menu) : menu === path,
    );
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

  /** Draws the folder of operations: the pages that belong to no form. */
  #administration(): TemplateResult | typeof nothing {
    const pages = this.#pagesIn(undefined);
    if (pages.length === 0) return nothing;
    const open = opened.has('#administration');
    return html`<li>
      <button class="entry" aria-expanded=${open} @click=${() => this.#toggle('#administration')}>
        ${icon('lock')}<span class="name rest breaks">${msg('运行管理', { id: 'operations' })}</span>
        <span class="arrow">${icon('right', 12)}</span>
      </button>
      ${
        open
          ? html`<ul>${pages.map(({ address, text }) => html`<li>${this.#link(address, 1, text)}</li>`)}</ul>`
          : nothing
      }
    </li>`;
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
      ${drawing}<span class="name rest breaks">${text}${
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

function hasFolder(nodes: readonly MenuNode[], path: string): boolean {
  return nodes.some((node) => !node.form && (node.path === path || hasFolder(node.inside, path)));
}

/** A folder with all above it. */
function pathsTo(menu: string): readonly string[] {
  return menu.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
}

/** More stand in the palette. */
const mostStars = 8;

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

function fits({ label, listLabel, name, pinyin }: FormOutline, wanted: string): boolean {
  return typedLike(wanted, [listLabel.zh, listLabel.en, label.zh, label.en, name], pinyin) > 0;
}
customElements.define('gj-side-menu', SideMenu);
