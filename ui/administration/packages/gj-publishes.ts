import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { localPackage, packageAddress } from './package-data.ts';
import { versionedName } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import { takeBack } from './take-back.ts';
import '../../kit/gj-state.ts';

/**
 * The list of publishes, by whom, when and why; each that holds may be undone. Tells up `packages-changed`.
 */
export class GjPublishes extends withProperties(GjElement, {
  /** Of which all lines are shown, by revisions. */
  whole: state<ReadonlyMap<number, PublishSaid>>(() => new Map()),
}) {
  static override styles = [
    shared,
    packagesStyles,
    css`
      ul {
        margin: var(--gj-half) 0 0;
      }
      tr.gone li {
        color: var(--gj-muted);
      }
    `,
  ];
  readonly #list = GrowingList.of(this, 'GET /api/publishes');
  readonly #reading = new Doing(this, { notifies: true });

  /** The names of the packages that are installed. */
  readonly #here = new Loading<ReadonlySet<string>>(this, {
    load: async () => {
      const { items } = await session.api.call('GET /api/packages');
      return new Set(items.map(({ name }) => name));
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list.load({ limit: 50 });
  }

  override render() {
    const { items, next, busy, failure } = this.#list;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#list.load({ limit: 50 })}></gj-state>`;
    return html`${table({
      caption: msg('发布历史', { id: 'pkg-history' }),
      columns: this.#columns(),
      rows: items,
      busy,
      look: ({ holds, undoes }) => (holds || undoes ? '' : 'gone'),
      more: next === null ? null : () => this.#list.more(),
      offers: (one) => this.#offer(one),
      frame: 'framed',
    })}`;
  }

  async #takeBack(one: PublishSaid): Promise<void> {
    if (!(await takeBack(this, one))) return;
    this.whole = new Map();
    void this.#list.load({ limit: 50 });
    this.emitUp('packages-changed');
  }

  #columns(): readonly Column<PublishSaid>[] {
    return [
      {
        label: msg('时间', { id: 'change-when' }),
        role: 'name',
        room: 'tight',
        cell: ({ at }) => moment(at),
      },
      {
        label: msg('操作人', { id: 'pkg-who' }),
        room: 'tight',
        cell: ({ actor }) => actor?.name ?? '—',
      },
      { label: msg('改动内容', { id: 'pkg-what-changed' }), cell: (one) => this.#changes(one) },
      { label: msg('原因', { id: 'reason' }), cell: ({ reason }) => reasonWords(reason) },
    ];
  }

  #changes(one: PublishSaid): TemplateResult {
    const { packages, undoes, holds, finishedBy } = one;
    const isGone = !holds && !undoes;
    return html`${undoes ? html`<div><span class="badge quiet">${dotted(undoneWords(undoes))}</span></div>` : nothing}
      ${packages.map(
        (each) =>
          html`<div>${change(each, this.#here.value)} ${
            isGone
              ? html`<span class="badge quiet">${msg('已撤销', { id: 'pkg-was-undone' })}</span>`
              : nothing
          }</div>`,
      )}
      ${this.#said(one)}
      ${
        finishedBy
          ? html`<div class="small muted">${msg(str`中断后由 ${finishedBy} 完成`, { id: 'pkg-finished-by' })}</div>`
          : nothing
      }`;
  }

  /** Short, and whole once it is asked for. */
  #said(one: PublishSaid): TemplateResult | typeof nothing {
    const { revision, more } = one;
    const whole = this.whole.get(revision);
    const { says } = whole ?? one;
    if (says.length === 0) return nothing;
    return html`<ul class="gridded gap-half breaks">${says.map(({ message }) => html`<li>${message}</li>`)}</ul>
      ${
        more > 0 && !whole
          ? html`<button class="plain at-edge" aria-busy=${this.#reading.subject === revision}
              @click=${() => this.#all(revision)}>${plural(
                msg(str`还有 ${more} 处`, { id: 'pkg-said-more' }),
              )}</button>`
          : nothing
      }`;
  }

  async #all(revision: number): Promise<void> {
    const read = async () => {
      const path = { revision: String(revision) };
      const one = await session.api.call('GET /api/publishes/revisions/:revision', { path });
      this.whole = new Map([...this.whole, [revision, one]]);
    };
    await this.#reading.run(read, { subject: revision });
  }

  #offer(one: PublishSaid): TemplateResult | typeof nothing {
    const { offers } = one;
    if (!offers) return nothing;
    return html`<button class="plain" @click=${() => this.#takeBack(one)}>${icon(offers === 'redo' ? 'redo' : 'undo', 14)}${
      offers === 'redo' ? msg('重做…', { id: 'pkg-redo-open' }) : msg('撤销…', { id: 'pkg-undo-open' })
    }</button>`;
  }
}

function undoneWords({ at, reason, again }: NonNullable<PublishSaid['undoes']>): string {
  const what = [moment(at), reasonWords(reason)].filter(Boolean).join(' · ');
  return again
    ? msg(str`重做：${what}`, { id: 'pkg-redo-mark' })
    : msg(str`撤销：${what}`, { id: 'pkg-undo-mark' });
}

function change(
  { name, label: said, version, before }: PublishSaid['packages'][number],
  here: ReadonlySet<string> | undefined,
): TemplateResult {
  const label = say(said);
  if (version === null && name === localPackage)
    return html`${label} <span class="muted">${msg('不再有任何改动', { id: 'pkg-local-empty' })}</span>`;
  if (version === null)
    return html`${label} <span class="muted">${msg(str`卸载（原 ${before ?? ''}）`, { id: 'pkg-was-uninstalled' })}</span>`;
  const isLocal = name === localPackage;
  const shown = isLocal ? versionedName(name, version) : label;
  // One that was uninstalled since has no page any more.
  const isThere = !here || here.has(name);
  const link = isThere
    ? html`<a href=${packageAddress(name)} title=${name}>${shown}</a>`
    : html`<span>${shown}</span>`;
  if (isLocal) return link;
  if (before === null)
    return html`${link} ${version} <span class="muted">${msg('新装', { id: 'pkg-action-install' })}</span>`;
  return before === version
    ? html`${link} ${version} <span class="muted">${msg('内容有变', { id: 'pkg-same-version' })}</span>`
    : html`${link} ${before} <span role="img" aria-label=${msg('改为', { id: 'change-becomes' })}>→</span> ${version}`;
}
customElements.define('gj-publishes', GjPublishes);
