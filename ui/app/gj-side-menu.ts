import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { type IconName, icon } from '../kit/icons.ts';
import { formOf } from '../session/form-of.ts';
import { say } from '../session/i18n.ts';
import { formsIn, type MenuNode, menuTree, trail } from '../session/menu-tree.ts';
import { type Operation, operations } from '../session/operations.ts';
import { router } from '../session/router.ts';
import { type FormOutline, session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

const opened = new Set<string>();

/** The menu as the packages say it: folders fold, the page one is on is marked and in sight. */
export class SideMenu extends GjElement {
  static override properties = { path: { type: String }, text: { state: true } };
  static override styles = [
    shared,
    css`
      :host {
        overflow: auto;
        padding: var(--gj-2);
        scrollbar-width: thin;
      }
      input {
        margin-block-end: var(--gj-2);
      }
      .none {
        padding: var(--gj-2);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      a,
      button {
        display: flex;
        align-items: center;
        justify-content: flex-start;
        gap: var(--gj-2);
        width: 100%;
        min-height: 28px;
        height: auto;
        /* What lies in a folder stands no further left than the folder's name, which has an icon before it. */
        padding: 4px 8px 4px calc(8px + min(var(--level, 0), 1) * 14px + var(--level, 0) * 10px);
        border: 0;
        border-radius: var(--gj-radius);
        background: none;
        color: var(--gj-text);
        text-align: start;
        white-space: normal;
        line-height: var(--gj-line-m);
      }
      a:hover,
      button:hover:not(:disabled) {
        background: var(--gj-head);
        text-decoration: none;
      }
      a[aria-current] {
        background: var(--gj-picked);
        color: var(--gj-accent);
        font-weight: 600;
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .arrow {
        transition: transform 0.12s;
      }
      [aria-expanded='true'] .arrow {
        transform: rotate(90deg);
      }
    `,
  ];
  declare path: string;
  declare text: string;
  #shown: readonly unknown[] = [];

  constructor() {
    super();
    this.path = router.place.path;
    this.text = '';
  }

  /** Folders on the way to a page open when one comes to it; whoever closes them then has them closed. */
  protected override willUpdate(): void {
    const shown = [router.place.path, session.menu];
    if (shown.every((one, index) => one === this.#shown[index])) return;
    this.#shown = shown;
    const form = formOf(router.place, session);
    if (form)
      for (const node of trail(menuTree(session.menu, session.forms), form.name).slice(0, -1))
        opened.add(node.path);
    if (operations().some(({ address }) => isAt(address))) opened.add('#administration');
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
    const wanted = this.text.trim().toLowerCase();
    return html`<input type="search" class="plain" placeholder=${find} aria-label=${find} .value=${this.text}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} @keydown=${this.#keys} />
      <nav aria-label=${msg('主菜单', { id: 'main-menu' })}>${
        wanted === ''
          ? html`<ul>
              <li>${this.#link('/', 0, msg('首页', { id: 'home' }), 'home')}</li>
              ${tree.map((node) => this.#node(node, 0))}
              ${this.#administration()}
            </ul>`
          : this.#found(
              formsIn(tree).filter((form) => has(form, wanted)),
              operations().filter(({ text }) => text.toLowerCase().includes(wanted)),
            )
      }</nav>`;
  }

  #found(forms: readonly FormOutline[], pages: readonly Operation[]): TemplateResult {
    if (forms.length + pages.length === 0)
      return html`<p class="small muted none" role="status">${msg('没有找到', { id: 'nothing-found' })}</p>`;
    return html`<ul>
      ${forms.map((form) => html`<li>${this.#link(`/forms/${form.name}`, 0, say(form.label), 'list')}</li>`)}
      ${pages.map(({ address, text }) => html`<li>${this.#link(address, 0, text, 'lock')}</li>`)}
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
      const address = `/forms/${node.form.name}`;
      return html`<li>${this.#link(address, level, say(node.label))}</li>`;
    }
    const open = opened.has(node.path);
    const root = level === 0 ? (node.path === 'platform' ? 'gear' : 'box') : undefined;
    return html`<li>
      <button style="--level:${level}" aria-expanded=${open} @click=${() => this.#toggle(node.path)}>
        ${root ? icon(root) : nothing}<span class="name">${say(node.label)}</span>
        <span class="arrow">${icon('right', 12)}</span>
      </button>
      ${open ? html`<ul>${node.inside.map((inner) => this.#node(inner, level + 1))}</ul>` : nothing}
    </li>`;
  }

  /** What belongs to no form. */
  #administration(): TemplateResult | typeof nothing {
    const pages = operations();
    if (pages.length === 0) return nothing;
    const open = opened.has('#administration');
    return html`<li>
      <button aria-expanded=${open} @click=${() => this.#toggle('#administration')}>
        ${icon('lock')}<span class="name">${msg('运行管理', { id: 'operations' })}</span>
        <span class="arrow">${icon('right', 12)}</span>
      </button>
      ${
        open
          ? html`<ul>${pages.map(({ address, text }) => html`<li>${this.#link(address, 1, text)}</li>`)}</ul>`
          : nothing
      }
    </li>`;
  }

  #link(address: string, level: number, text: string, name?: IconName): TemplateResult {
    const here = isAt(address);
    return html`<a style="--level:${level}" href=${address} aria-current=${here ? 'page' : nothing}>
      ${name ? icon(name) : nothing}<span class="name">${text}</span></a>`;
  }
}

/** A form is at hand wherever a page of it is. */
function isAt(address: string): boolean {
  const form = formOf(router.place, session);
  if (form) return address === `/forms/${form.name}`;
  const { path } = router.place;
  return path === address || (address !== '/' && path.startsWith(`${address}/`));
}
function has({ label, name }: FormOutline, wanted: string): boolean {
  return [label.zh, label.en, name].some((text) => text.toLowerCase().includes(wanted));
}
customElements.define('gj-side-menu', SideMenu);
