import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type {
  CasesRun,
  PackagePage as PackageAnswer,
} from '../../../metadata/contract/packages/installed.ts';
import { explainStyles } from '../../fields/explain/explain-mark.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { notify } from '../../kit/gj-notices.ts';
import type { Tab } from '../../kit/gj-tabs.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { table } from '../../kit/table/table.ts';
import { download } from '../../session/download.ts';
import { language, say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { broughtParts } from './brought-parts.ts';
import { localPackage, packageAddress } from './package-data.ts';
import { broughtText, originBadge, unsignedMeans, whoWhen, withoutTitle } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-tabs.ts';

type View = 'brings' | 'readme' | 'versions';

/** One package: what it brings, what it says of itself, the versions there were, and taking it out of service. */
export class PackagePage extends withProperties(GjElement, {
  name: text(),
  view: state<View>(() => 'brings' as View),
  tried: state<CasesRun | null>(null),
  /** As it was just ticked. */
  here: state<boolean | null>(null),
}) {
  static override styles = [
    shared,
    page,
    packagesStyles,
    explainStyles,
    css`
      details {
        padding: var(--gj-1) 0;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) var(--gj-size-300);
        align-items: start;
        gap: var(--gj-3);
      }
      dl.facts {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }
      dl.facts dt {
        color: var(--gj-muted);
        font-size: var(--gj-text-s);
      }
      dl.facts dd + dt {
        margin-block-start: var(--gj-3);
      }
      @media (max-width: 900px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  readonly #page = new Loading(this, {
    key: () => this.name,
    load: (name, signal) => session.api.call('GET /api/packages/:name', { path: { name }, signal }),
  });
  readonly #others = new Loading(this, {
    load: async (_, signal) => (await session.api.call('GET /api/packages', { signal })).items,
  });
  readonly #trying = new Doing(this, { notifies: true });
  readonly #designing = new Doing(this, { notifies: true });

  protected override updated(): void {
    const { value } = this.#page;
    if (value) this.emitUp('record-name', say(value.label));
  }

  async #act(key: string): Promise<void> {
    if (key === 'uninstall') {
      const { uninstall } = await import('./take-back.ts');
      const { value } = this.#page;
      if (!value || !(await uninstall(this, value))) return;
      notify({ text: msg('已卸载，数据归档在“归档”里', { id: 'pkg-uninstalled' }) });
      await router.go('/packages?tab=archives');
    } else if (key === 'ship') await router.go('/design/ship');
    else if (key === 'download')
      download(session.api.url(`/api/packages/${encodeURIComponent(this.name)}.tgz`));
    else if (key === 'test') {
      this.tried = null;
      await this.#trying.run(async () => {
        this.tried = await session.api.call('POST /api/packages/:name/test', { path: { name: this.name } });
      });
    }
  }

  override render() {
    return this.#page.shown((one) => this.#content(one), { outline: { head: true, cards: [4, 8] } });
  }

  #content(one: PackageAnswer): TemplateResult {
    const tabs: readonly Tab[] = [
      { key: 'brings', text: msg('内容', { id: 'pkg-brings' }) },
      ...(one.readme[language()] ? [{ key: 'readme', text: msg('说明', { id: 'pkg-readme' }) }] : []),
      { key: 'versions', text: msg('版本与来源', { id: 'pkg-versions' }) },
    ];
    const mayGo = one.name !== 'platform';
    const actions: readonly Action[] = [
      ...(one.cases.length > 0
        ? [
            {
              key: 'test',
              text: msg('运行用例', { id: 'pkg-test' }),
              icon: 'play' as const,
              disabled: this.#trying.busy,
            },
          ]
        : []),
      ...(one.name === localPackage
        ? [{ key: 'ship', text: msg('生成元数据包…', { id: 'ship-from' }), icon: 'download' as const }]
        : [
            {
              key: 'download',
              text: msg('下载 .tgz', { id: 'pkg-download-file' }),
              icon: 'download' as const,
            },
          ]),
      ...(mayGo
        ? [{ key: 'uninstall', text: msg('卸载…', { id: 'pkg-uninstall-open' }), danger: true }]
        : []),
    ];
    return html`<gj-page-head heading=${say(one.label)} .actions=${actions}
        @act=${({ detail }: CustomEvent<string>) => this.#act(detail)}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a
            href="/packages">${msg('元数据包', { id: 'packages' })}</a></nav>
        <code slot="stands" class="muted">${one.name}</code>
        ${
          one.name === localPackage
            ? nothing
            : html`<span slot="stands" class="badge">${one.version}</span><span slot="stands">${originBadge(one)}</span>`
        }
        <gj-tabs slot="tabs" .tabs=${tabs} tab=${this.view} @tab=${({ detail }: CustomEvent<View>) => {
          this.view = detail;
          if (detail !== 'brings') void import('../../kit/markdown/gj-readme.ts');
        }}></gj-tabs>
      </gj-page-head>
      <div class="stack">${this.#tried()}${this.#shown(one)}</div>`;
  }

  #tried(): TemplateResult | typeof nothing {
    const { tried } = this;
    if (this.#trying.busy)
      return html`<section class="card" role="status">${msg('正在副本上试运行用例…', { id: 'pkg-rehearsing' })}</section>`;
    if (tried === null) return nothing;
    const failed = tried.cases.filter(({ outcome }) => outcome === 'failed');
    return html`<section class="card" role="status"><p
        class=${failed.length > 0 ? 'problem' : ''}>${icon(failed.length > 0 ? 'alert' : 'check', 14)}
      ${msg(str`通过 ${tried.passed}，不通过 ${tried.failed}，跳过 ${tried.skipped}`, { id: 'pkg-tried' })}</p>
      ${failed.map(({ name, file }) => html`<p class="small">${name} <code class="muted">${file}</code></p>`)}</section>`;
  }

  #shown(one: PackageAnswer): TemplateResult {
    if (this.view === 'readme')
      return html`<section class="card"><gj-readme .text=${one.readme[language()] ?? ''}></gj-readme></section>`;
    if (this.view === 'versions') return this.#versions(one);
    return html`<div class="columns"><div class="stack">${this.#about(one)}${broughtParts(one)}</div>
      <aside class="card" aria-label=${msg('概况', { id: 'pkg-about' })}>${this.#facts(one)}</aside></div>`;
  }

  #about(one: PackageAnswer): TemplateResult | typeof nothing {
    const about = one.help ? say(one.help) : one.description;
    const parts = broughtText(one.brings);
    if (!about && parts === nothing) return nothing;
    return html`<section class="card">${about ? html`<p class="larger">${about}</p>` : nothing}
      ${parts === nothing ? nothing : html`<div class="muted ${about ? 'above-1' : ''}">${parts}</div>`}</section>`;
  }

  /** Draws who answers for it, since when it is there, what it needs, and where it is designed. */
  #facts(one: PackageAnswer): TemplateResult {
    const { changed, requires, others, prefix, designed } = one;
    const fact = (name: string, content: TemplateResult | string) =>
      html`<dt>${name}</dt><dd>${content}</dd>`;
    const isLocal = one.name === localPackage;
    return html`<dl class="facts">
      ${isLocal ? nothing : fact(msg('版本', { id: 'pkg-version' }), one.version)}
      ${isLocal ? nothing : fact(msg('来源', { id: 'pkg-signatures' }), originBadge(one))}
      ${
        changed.at
          ? fact(
              msg('最近由谁安装', { id: 'pkg-changed' }),
              html`${changed.by ?? '—'} <span class="small muted blocks">${moment(changed.at)}</span>`,
            )
          : nothing
      }
      ${
        Object.keys(requires).length > 0
          ? fact(
              msg('依赖', { id: 'package-requires' }),
              html`${Object.entries(requires).map(
                ([name, range]) =>
                  html`<div>${this.#link(name)} <span class="small muted">${range === '*' ? '' : range}</span></div>`,
              )}`,
            )
          : nothing
      }
      ${
        others.length > 0
          ? fact(
              msg('被哪些包依赖', { id: 'pkg-others' }),
              html`${others.map((name) => html`<div>${this.#link(name)}</div>`)}`,
            )
          : nothing
      }
      ${fact(msg('前缀', { id: 'package-prefix' }), html`<code>${prefix}</code>`)}
      ${designed === null ? nothing : fact(msg('设计', { id: 'design-package' }), this.#designed(designed))}
    </dl>`;
  }

  /** Another package by its label, once that is known. */
  #link(name: string): TemplateResult {
    const label = this.#others.value?.find((one) => one.name === name)?.label;
    return html`<a href=${packageAddress(name)}>${label ? say(label) : name}</a>`;
  }

  /** Where its forms are designed: made here, they are a part of it; what somebody else makes is only adjusted. */
  #designed(isHere: boolean): TemplateResult {
    return html`<label class="flex centred gap-1h"><input type="checkbox" .checked=${live(this.here ?? isHere)}
        ?disabled=${this.#designing.busy} @change=${() => this.#design(!isHere)} />${msg(
          '在本系统设计：对它的表单的改动写进包里，并升一个版本',
          { id: 'pkg-designed-here' },
        )}</label>
      <p class="small muted">${
        isHere
          ? msg('不勾选时，改动留在本地调整，包升级后仍然有效。', { id: 'pkg-designed-else' })
          : msg('现在对它的表单的改动留在本地调整，包升级后仍然有效。', { id: 'pkg-designed-local' })
      }</p>`;
  }

  async #design(here: boolean): Promise<void> {
    this.here = here;
    await this.#designing.run(async () => {
      const path = { name: this.name };
      await session.api.call('PUT /api/packages/:name/designed', { path, body: { here } });
      await this.#page.load();
    });
    this.here = null;
  }

  #versions({ versions, signature, origin, keys, changelog }: PackageAnswer): TemplateResult {
    const [key] = keys;
    return html`<section class="card"><h2>${msg('来源', { id: 'pkg-signatures' })}</h2><dl>
        <dt>${msg('来自', { id: 'pkg-origin' })}</dt><dd>${originBadge({ signature, origin })}${
          origin === 'unsigned' ? html`<p class="small muted">${unsignedMeans()}</p>` : nothing
        }</dd>
        ${signature ? html`<dt>${msg('密钥', { id: 'pkg-key' })}</dt><dd><code>${signature.key}</code></dd>` : nothing}
        ${
          key
            ? html`<dt>${msg('添加', { id: 'pkg-key-added' })}</dt><dd>${dotted(whoWhen(key.addedBy, key.addedAt))}</dd>`
            : nothing
        }</dl></section>
      ${
        changelog === null
          ? nothing
          : html`<section class="card"><h2>${msg('版本说明', { id: 'pkg-changelog' })}</h2>
              <gj-readme .text=${withoutTitle(changelog)}></gj-readme></section>`
      }
      ${table({
        caption: msg('装过的版本', { id: 'pkg-versions-list' }),
        columns: [
          {
            label: msg('版本', { id: 'pkg-version' }),
            role: 'name',
            room: 'tight',
            cell: ({ version }) => version ?? msg('已卸载', { id: 'pkg-gone' }),
          },
          {
            label: msg('操作人和时间', { id: 'pkg-who-when' }),
            cell: ({ by, at }) => dotted(whoWhen(by, at)),
          },
          { label: msg('原因', { id: 'reason' }), cell: ({ reason }) => reasonWords(reason) },
        ],
        rows: versions,
        frame: 'framed',
      })}`;
  }
}
customElements.define('gj-package-page', PackagePage);
