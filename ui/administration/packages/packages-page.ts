import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { LayeredOn, PackageOutline } from '../../../metadata/contract/packages/installed.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import type { Action } from '../../kit/gj-actions.ts';
import type { Tab } from '../../kit/gj-tabs.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import type { ApiProblem } from '../../session/api.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { handSources } from './handed-sources.ts';
import { levelsOf } from './levels-of.ts';
import { localPackage, packageAddress } from './package-data.ts';
import { broughtText, originBadge } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import { droppedFiles, readSources } from './read-sources.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-tabs.ts';
import './gj-layer-picture.ts';

type View = 'installed' | 'history' | 'archives' | 'keys';
const views: readonly View[] = ['installed', 'history', 'archives', 'keys'];

/** The page of packages: those installed, the publishes, the archives, and the trusted keys. */
export class PackagesPage extends withProperties(GjElement, {
  view: state<View>(() => views.find((view) => view === router.place.query.get('tab')) ?? 'installed'),
  over: state(false),
}) {
  static override styles = [
    shared,
    page,
    packagesStyles,
    css`
      .picture {
        padding: var(--gj-3) var(--gj-4);
      }
      [data-over] {
        outline: var(--gj-focus);
      }
      .broken {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
    `,
  ];

  /** As they lie on each other. */
  readonly #packages = new Loading(this, {
    load: async (_, signal) => {
      const { items } = await session.api.call('GET /api/packages', { signal });
      const levels = levelsOf(items);
      return items.toSorted((a, b) => (levels.get(a.name) ?? 0) - (levels.get(b.name) ?? 0));
    },
  });
  readonly #upgrading = new Doing(this, { notifies: true });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#learn(this.view);
  }

  /** Each part comes when it is first looked at. */
  async #learn(view: View): Promise<void> {
    if (view === 'history') await import('./gj-publishes.ts');
    if (view === 'archives') await import('./gj-archives.ts');
    if (view === 'keys') await import('./gj-trusted-keys.ts');
  }

  #look(view: View): void {
    this.view = view;
    router.rewrite(new URLSearchParams(view === 'installed' ? {} : { tab: view }));
    void this.#learn(view);
  }

  async #drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    this.over = false;
    const { dataTransfer } = event;
    if (!dataTransfer) return;
    try {
      handSources(await readSources(await droppedFiles(dataTransfer)));
    } catch {
      // The page where they are chosen says what is wrong with them.
    }
    await router.go('/install');
  }

  /** Plans the version that lies beside the server, or in the registry, like any other version. */
  #upgrade({ name, waits, waitsIn }: PackageOutline): Promise<boolean> {
    return this.#upgrading.run(async () => {
      if (waitsIn === 'registry')
        handSources([{ called: name, sent: { name, ...(waits && { range: waits }) } }]);
      else {
        const own = await session.api.call('GET /api/packages/:name/waiting', { path: { name } });
        handSources([own, ...own.needs].map(({ name: called, files }) => ({ called, sent: { files } })));
      }
      await router.go('/install');
    });
  }

  override render() {
    const administers = session.who?.administers ?? false;
    const tabs: readonly Tab[] = [
      { key: 'installed', text: msg('已安装', { id: 'pkg-tab-installed' }) },
      { key: 'history', text: msg('发布历史', { id: 'pkg-history' }) },
      { key: 'archives', text: msg('归档', { id: 'pkg-archives' }) },
      { key: 'keys', text: msg('受信任的密钥', { id: 'pkg-keys' }) },
    ];
    const actions: readonly Action[] = [
      {
        key: 'install',
        text: msg('安装或升级', { id: 'pkg-install-open' }),
        icon: 'add',
        primary: true,
        href: '/install',
      },
    ];
    return html`<gj-page-head heading=${msg('元数据包', { id: 'packages' })} .actions=${administers ? actions : []}>
        ${
          administers
            ? html`<gj-tabs slot="tabs" .tabs=${tabs} tab=${this.view}
                @tab=${({ detail }: CustomEvent<View>) => this.#look(detail)}></gj-tabs>`
            : nothing
        }
      </gj-page-head>
      ${session.broken ? this.#broken(session.broken) : nothing}
      <div @packages-changed=${() => this.#packages.load()}>${this.#shown()}</div>`;
  }

  /** Draws the issues of packages that could not be read: each with its file, and how to mend it. */
  #broken({ errors, message }: ApiProblem): TemplateResult {
    return html`<section class="card broken below-3" role="alert"><h2>${icon('alert')}${message}</h2>
      <ul class="lines">${errors
        .slice(0, 20)
        .map(
          ({ path, message: what }) =>
            html`<li><span class="grow">${what}</span><code class="muted">${path}</code></li>`,
        )}</ul></section>`;
  }

  #shown(): TemplateResult {
    const { view } = this;
    if (view === 'history') return html`<gj-publishes></gj-publishes>`;
    if (view === 'archives') return html`<gj-archives></gj-archives>`;
    if (view === 'keys')
      return html`<gj-trusted-keys .packages=${this.#packages.value ?? []}></gj-trusted-keys>`;
    return this.#packages.shown((items) => this.#installed(items));
  }

  #installed(items: readonly PackageOutline[]): TemplateResult {
    const waiting = items.filter(({ waits }) => waits !== null).length;
    const isWhole = items.some(({ brings }) => brings !== undefined);
    return html`<div class="stack">
      ${
        waiting > 0
          ? html`<p class="warn">${icon('alert', 14)} ${plural(msg(str`${waiting} 个包有新版本，尚未安装。`, { id: 'pkg-waiting' }))}</p>`
          : nothing
      }
      ${
        isWhole
          ? html`<section class="card picture scrolls-across" tabindex="0"
              aria-label=${msg('叠加关系', { id: 'pkg-layers' })}><gj-layer-picture .packages=${items}></gj-layer-picture></section>`
          : nothing
      }
      <div class="rounded-l" ?data-over=${this.over}
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => {
          this.over = false;
        }}
        @drop=${this.#drop}>${table({
          caption: msg('已安装的包', { id: 'pkg-installed-list' }),
          columns: this.#columns(),
          rows: items,
          frame: 'framed',
        })}</div></div>`;
  }

  #columns(): readonly Column<PackageOutline>[] {
    return [
      {
        label: msg('包', { id: 'pkg-packages' }),
        role: 'name',
        cell: (one) => this.#name(one),
      },
      { label: msg('版本', { id: 'pkg-version' }), room: 'tight', cell: (one) => this.#version(one) },
      {
        label: msg('来源', { id: 'pkg-signatures' }),
        room: 'tight',
        cell: (one) => (one.brings && one.name !== localPackage ? originBadge(one) : nothing),
      },
      {
        label: msg('最近由谁安装', { id: 'pkg-changed' }),
        room: 'tight',
        cell: ({ brings, changed }) =>
          brings && changed
            ? html`${changed.by} <span class="small muted blocks">${moment(changed.at)}</span>`
            : nothing,
      },
      {
        label: msg('内容', { id: 'pkg-brings' }),
        cell: ({ brings, layersOn = [] }) => html`${brings ? broughtText(brings) : nothing}
          ${layersOn.map((on) => html`<span class="small muted blocks">${this.#layered(on)}</span>`)}`,
      },
    ];
  }

  #name({ name, label, help, description, brings }: PackageOutline): TemplateResult {
    const about = help ? say(help) : description;
    return html`${
      brings ? html`<a href=${packageAddress(name)}>${say(label)}</a>` : say(label)
    } <code class="muted">${name}</code>
      ${about ? html`<span class="small muted blocks">${about}</span>` : nothing}`;
  }

  #version(one: PackageOutline): TemplateResult {
    const { name, version, waits, waitsIn } = one;
    return html`${name === localPackage ? '—' : version}
      ${
        waits
          ? html`<button class="plain"
              @click=${() => this.#upgrade(one)}>${icon('up', 14)}${msg(str`升级到 ${waits}…`, { id: 'pkg-waits' })}</button>${
                waitsIn === 'registry'
                  ? html`<span class="small muted blocks">${msg('来自仓库', { id: 'pkg-waits-registry' })}</span>`
                  : nothing
              }`
          : nothing
      }`;
  }

  /** `on Invoicing: adds 1, changes 2`. */
  #layered({ package: name, adds, changes }: LayeredOn): string {
    const on = this.#packages.value?.find((one) => one.name === name);
    const what = [
      adds > 0 ? plural(msg(str`加 ${adds} 处`, { id: 'pkg-adds-many' })) : '',
      changes > 0 ? plural(msg(str`改 ${changes} 处`, { id: 'pkg-changes' })) : '',
    ].filter(Boolean);
    return msg(str`在“${on ? say(on.label) : name}”上：${listed(what)}`, { id: 'pkg-on' });
  }
}
customElements.define('gj-packages-page', PackagesPage);
