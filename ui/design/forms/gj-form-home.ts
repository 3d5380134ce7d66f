import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { type FormHome, homes, wayOf } from './form-home.ts';

const fresh = '+';
const nowhere = '-';

/** The choice of a place in the menu for a new form, and in words how one will get to it. Tells `home`. */
export class GjFormHome extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  home: given<FormHome>(null),
  /** The label of the form. */
  name: text(),
}) {
  static override styles = [
    shared,
    lined,
    css`
      :host {
        min-width: 0;
      }
    `,
  ];

  #pick(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const home: FormHome = value === nowhere ? null : value === fresh ? { fresh: '' } : { path: value };
    this.emit('home', home);
    if (home && 'fresh' in home)
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input')?.focus());
  }

  override render() {
    const { drawn, home } = this;
    const now = home === null ? nowhere : 'fresh' in home ? fresh : home.path;
    const option = (value: string, words: string) =>
      html`<option value=${value} .selected=${value === now}>${words}</option>`;
    return html`<label class="text-field"><span>${msg('菜单位置', { id: 'design-menu' })}</span><select
        class="plain fills" @change=${(event: Event) => this.#pick(event)}>
        ${homes(drawn).map(({ path, text: way }) => option(path, way))}
        ${option(
          fresh,
          msg('新文件夹…', { id: 'design-home-fresh' }),
        )}${option(nowhere, msg('（不在菜单里）', { id: 'design-no-menu' }))}</select></label>
      ${
        home && 'fresh' in home
          ? html`<label class="text-field"><span>${msg('新文件夹的名称', { id: 'design-home-named' })}</span><input
              autocomplete="off" .value=${home.fresh} @keydown=${(event: KeyboardEvent) => {
                if (event.key === 'Enter' && !event.isComposing) this.closest('form')?.requestSubmit();
              }} @input=${(event: Event) => this.emit('home', { fresh: (event.target as HTMLInputElement).value })} /></label>`
          : nothing
      }
      <p class="small muted" role="status">${this.#said()}</p>`;
  }

  #said(): string {
    const { home, drawn } = this;
    const name = this.name || msg('新表单', { id: 'design-new-form' });
    if (home === null)
      return msg('不在菜单中，可从“表单设计”、搜索或引用它的位置打开。', { id: 'design-home-nowhere' });
    const folder = 'path' in home ? wayOf(drawn.menu, home.path) : home.fresh.trim() || '…';
    return msg(str`菜单里：${folder} / ${name}`, { id: 'design-home-said' });
  }
}
customElements.define('gj-form-home', GjFormHome);
