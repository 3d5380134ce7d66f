import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FoundPackage, RegistryState } from '../../../../metadata/contract/packages/keys.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { icon } from '../../../kit/base/icons.ts';
import { state, withProperties } from '../../../kit/base/with-properties.ts';
import { Doing } from '../../../kit/doing.ts';
import { session } from '../../../session/session.ts';
import { shared } from '../../../theme/shared.ts';
import { packagesStyles } from '../packages-styles.ts';
import type { Source } from '../plan-types.ts';
import { droppedFiles, type Picked, pickedFiles, readSources } from '../read-sources.ts';
import '../../../kit/gj-drop-zone.ts';

/** The ways to bring packages: a file, a folder, or the registry that was configured. Tells `sources`. */
export class GjPackageSources extends withProperties(GjElement, {
  registry: state<RegistryState | null>(null),
  found: state<readonly FoundPackage[] | null>(null),
}) {
  static override styles = [
    shared,
    packagesStyles,
    css`
      .ways {
        justify-content: center;
      }
      form {
        margin-block: var(--gj-2);
      }
      form input {
        flex: 1 1 var(--gj-size-220);
      }
    `,
  ];

  readonly #doing = new Doing(this);

  /** Asks for the registry, once somebody wants it. */
  async #openRegistry(): Promise<void> {
    await this.#doing.run(async () => {
      this.registry = await session.api.call('GET /api/registry');
    });
  }

  async #take(picked: Promise<readonly Picked[]> | readonly Picked[]): Promise<void> {
    await this.#doing.run(async () => this.#tell(await readSources(await picked)));
  }

  #tell(sources: readonly Source[]): void {
    this.emit('sources', sources);
  }

  #choose(name: 'file' | 'folder'): void {
    this.renderRoot.querySelector<HTMLInputElement>(`input[name=${name}]`)?.click();
  }

  async #search(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const q = String(new FormData(event.target as HTMLFormElement).get('q') ?? '').trim();
    await this.#doing.run(async () => {
      this.found = (await session.api.call('GET /api/registry/packages', { query: { q } })).items;
    });
  }

  override render() {
    const take = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const picked = pickedFiles(input.files);
      input.value = '';
      void this.#take(picked);
    };
    return html`<div class="stack">
      <gj-drop-zone @files-dropped=${({ detail }: CustomEvent<DataTransfer>) => this.#take(droppedFiles(detail))}>
        ${icon('box', 28)}
        <strong class="in-text larger bold">${msg('把包拖到这里', { id: 'pkg-drop' })}</strong>
        <span>${msg('.tgz 文件，或者一个包的文件夹；可以一次放几个。先看计划，确认之前什么都不会改变。', { id: 'pkg-drop-help' })}</span>
        <div class="ways chips">
          <button class="primary"
              @click=${() => this.#choose('file')}>${icon('file')}${msg('选择文件', { id: 'pkg-choose-file' })}</button>
          <button @click=${() => this.#choose('folder')}>${icon('folder')}${msg('选择文件夹', { id: 'pkg-choose-folder' })}</button>
          <button ?disabled=${this.registry !== null}
              @click=${() => this.#openRegistry()}>${icon('download')}${msg('从仓库', { id: 'pkg-choose-registry' })}</button>
        </div>
        <input hidden name="file" type="file" accept=".tgz,.tar.gz,application/gzip" multiple
            aria-label=${msg('包文件', { id: 'pkg-file' })} @change=${take} />
        <input hidden name="folder" type="file" webkitdirectory aria-label=${msg('包文件夹', { id: 'pkg-folder' })} @change=${take} />
      </gj-drop-zone>
      ${this.#doing.shown()}
      ${
        this.registry === null
          ? nothing
          : this.registry.url
            ? this.#registry(this.registry.url)
            : html`<p class="muted"
                role="status">${msg('还没有配置仓库：在租户设置里填写仓库地址，或在服务器上设置 GUIJU_REGISTRY。', { id: 'pkg-registry-off' })}</p>`
      }
    </div>`;
  }

  #registry(url: string): TemplateResult {
    return html`<section class="card" aria-labelledby="registry">
      <h2 id="registry">${msg('从仓库安装', { id: 'pkg-registry' })} <span class="small muted">${url}</span></h2>
      <form class="chips" @submit=${this.#search}>
        <input class="plain" name="q" type="search" autocomplete="off"
            placeholder=${msg('包名或关键字', { id: 'pkg-registry-search' })}
            aria-label=${msg('包名或关键字', { id: 'pkg-registry-search' })} />
        <button ?disabled=${this.#doing.busy}>${icon('search')}${msg('查找', { id: 'pkg-find' })}</button>
      </form>
      ${
        this.found === null
          ? nothing
          : this.found.length === 0
            ? html`<p class="muted">${msg('仓库里没有这样的包。', { id: 'pkg-registry-none' })}</p>`
            : html`<ul class="lines">${this.found.map((one) => this.#offered(one))}</ul>`
      }
    </section>`;
  }

  #offered({ name, version, description, installed }: FoundPackage): TemplateResult {
    const known = installed === version;
    return html`<li><span class="grow"><b>${name}</b> ${version}
        ${description ? html`<span class="muted">${description}</span>` : nothing}
        ${
          installed
            ? html`<span class="small muted">${msg(str`已装 ${installed}`, { id: 'pkg-registry-installed' })}</span>`
            : nothing
        }</span>
      <button ?disabled=${known} @click=${() => this.#tell([{ called: name, sent: { name, range: version } }])}>${
        installed
          ? msg('看升级计划', { id: 'pkg-plan-upgrade' })
          : msg('看安装计划', { id: 'pkg-plan-install' })
      }</button></li>`;
  }
}
customElements.define('gj-package-sources', GjPackageSources);
