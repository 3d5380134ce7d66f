import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { icon } from '../kit/icons.ts';
import { moment } from '../kit/moment.ts';
import { state, withProperties } from '../kit/with-properties.ts';
import { shared } from '../theme/shared.ts';
import { localPackage, type PublishSaid, packageAddress } from './package-data.ts';
import { versionedName } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import '../kit/gj-state.ts';
import './gj-taken-dialog.ts';

/** What was published, by whom, when and why; it is undone step by step, and redone. Tells up `packages-changed`. */
export class GjPublishes extends withProperties(GjElement, {
  /** The publish or undo that is to be taken back. */
  chosen: state<PublishSaid | null>(null),
}) {
  static override styles = [shared, packagesStyles];
  readonly #list = new GrowingList<PublishSaid>(this, '/api/publishes');

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list.load({ limit: 50 });
  }

  override render() {
    const { items, next, busy, failure } = this.#list;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#list.load({ limit: 50 })}></gj-state>`;
    return html`<div class="frame" role="region" tabindex="0" aria-label=${msg('发布历史', { id: 'pkg-history' })} aria-busy=${busy}><table class="plain">
        <thead><tr><th>${msg('时间', { id: 'change-when' })}</th><th>${msg('谁', { id: 'pkg-who' })}</th>
          <th>${msg('包', { id: 'pkg-packages' })}</th><th class="wide">${msg('原因', { id: 'reason' })}</th><th></th></tr></thead>
        <tbody>${items.map((one) => this.#line(one))}</tbody></table>
        ${next ? html`<div class="foot"><button ?disabled=${busy} @click=${() => this.#list.more()}>${msg('更多', { id: 'more' })}</button></div>` : nothing}
      </div>
      ${
        this.chosen
          ? html`<gj-taken-dialog .chosen=${this.chosen} @taken=${() => {
              void this.#list.load({ limit: 50 });
              this.tellUp('packages-changed');
            }} @closed=${() => {
              this.chosen = null;
            }}></gj-taken-dialog>`
          : nothing
      }`;
  }

  #line(one: PublishSaid): TemplateResult {
    const { at, actor, reason, packages, undoes, offers } = one;
    return html`<tr><td class="tight">${moment(at)}</td><td>${actor?.name ?? '—'}</td>
      <td>${packages.map((one) => html`<div>${change(one)}</div>`)}</td>
      <td class="wide">${undoes ? html`<div><span class="badge quiet">${undoneWords(undoes)}</span></div>` : nothing}${reason ?? ''}</td>
      <td class="end tight">${
        offers
          ? html`<button class="plain" @click=${() => {
              this.chosen = one;
            }}>${icon('undo', 14)}${offers === 'redo' ? msg('重做…', { id: 'pkg-redo-open' }) : msg('撤销…', { id: 'pkg-undo-open' })}</button>`
          : nothing
      }</td></tr>`;
  }
}

function undoneWords({ at, reason, again }: NonNullable<PublishSaid['undoes']>): string {
  const what = [moment(at), reason].filter(Boolean).join(' · ');
  return again
    ? msg(str`重做：${what}`, { id: 'pkg-redo-mark' })
    : msg(str`撤销：${what}`, { id: 'pkg-undo-mark' });
}

function change({ name, version, before }: PublishSaid['packages'][number]): TemplateResult {
  if (version === null)
    return html`${name} <span class="muted">${msg(str`卸载（原 ${before ?? ''}）`, { id: 'pkg-was-uninstalled' })}</span>`;
  const isLocal = name === localPackage;
  const link = html`<a href=${packageAddress(name)}>${isLocal ? versionedName(name, version) : name}</a>`;
  if (isLocal) return link;
  if (before === null)
    return html`${link} ${version} <span class="muted">${msg('新装', { id: 'pkg-action-install' })}</span>`;
  return before === version
    ? html`${link} ${version} <span class="muted">${msg('内容有变', { id: 'pkg-same-version' })}</span>`
    : html`${link} ${before} <span role="img" aria-label=${msg('改为', { id: 'change-becomes' })}>→</span> ${version}`;
}
customElements.define('gj-publishes', GjPublishes);
