import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isObject } from '../../../metadata/common/json.ts';
import { listed, valueAt } from '../../../metadata/common/json-path.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { Manifest } from '../../../metadata/manifest.ts';
import type { MenuSource } from '../../../metadata/source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { formMark } from '../../kit/form-icon.ts';
import { say } from '../../session/i18n.ts';
import { spaceName, spaces } from '../../session/menu-spaces.ts';
import { shared } from '../../theme/shared.ts';
import { byItself } from '../property/choice-editors.ts';
import { linesLately, menuLately } from '../property/undrawn.ts';
import { takeTogether } from '../steps/take-together.ts';
import { hintOf, readersFirst } from '../words/label-pair.ts';
import { labelShown, labelTyping, unnamed } from '../words/label-typed.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import { typedText } from '../words/typed-text.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure } from '../work/design-notices.ts';
import { type MenuLine, menuLines, stepsOfMove } from './menu-places.ts';

/** Folders of the menu and the forms in them: made, called otherwise, moved along each other and into other folders. */
export class GjMenuDesign extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  /** Paths of folders that this layer made. */
  own: state<ReadonlySet<string>>(() => new Set<string>()),
  labels: state<ReadonlyMap<string, Label>>(() => new Map<string, Label>()),
  /** Folder whose name is typed. */
  named: state(''),
}) {
  static override styles = [
    shared,
    css`
      ul {
        max-width: var(--gj-size-880);
      }
      li {
        min-height: var(--gj-size-34);
        padding: var(--gj-half) var(--gj-2) var(--gj-half) calc(var(--gj-3) + var(--level) * var(--gj-size-22));
      }
      li:last-child {
        border: 0;
      }
      li > .icon {
        flex: none;
        color: var(--gj-muted);
      }
      .folder .name {
        font-weight: 600;
      }
      .pair {
        display: grid;
        flex: 1;
        grid-template-columns: 1fr 1fr;
        gap: var(--gj-1);
      }
      select {
        width: auto;
        max-width: var(--gj-size-360);
      }
      .tools {
        margin-block: var(--gj-2);
      }
    `,
  ];
  #read: Drawn | null = null;

  /** As it was when somebody began to type its name: a line that moved would lose what is typed into it. */
  #held: MenuSource | undefined;

  protected override willUpdate(): void {
    if (this.named !== (this.#held?.path ?? ''))
      this.#held = this.drawn.menu.find(({ path }) => path === this.named);
    if (this.drawn === this.#read) return;
    this.#read = this.drawn;
    void this.#learn();
  }

  async #learn(): Promise<void> {
    const files = await Promise.all(design.drawing.layers.map((name) => design.drawing.filesOf(name)));
    const paths = files.flatMap((own) => {
      const menu = valueAt(new Map(own).get('package.json'), ['guiju', 'menu']);
      return listed(menu).map((one) => (isObject(one) ? String(one['path']) : ''));
    });
    const { packages } = design;
    const manifests = new Map(
      packages.map(({ name, files }) => [name, files['package.json'] as Manifest | undefined]),
    );
    const others = packages
      .filter(({ name }) => !design.drawing.isOurs(name))
      .flatMap(({ name }) => manifests.get(name)?.guiju.menu?.map(({ path }) => path) ?? []);
    const local = msg('本地调整', { id: 'design-local' });
    this.labels = new Map([
      ['local', { zh: local, en: local }],
      ...[...manifests].flatMap(([name, one]) =>
        one && name !== 'local' ? [[name, one.guiju.label] as const] : [],
      ),
    ]);
    this.own = new Set(paths.filter((path) => !others.includes(path)));
  }

  async #take(steps: readonly DesignStep[], typing = false): Promise<void> {
    try {
      await takeTogether(steps, { typing });
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  async #add(into: string): Promise<void> {
    try {
      const [proposed = 'folder'] = await proposedNames([{ zh: 'folder', en: 'folder' }], { of: 'form' });
      const name = freeName(
        proposed,
        new Set(this.drawn.menu.map(({ path }) => path.split('/').at(-1) ?? '')),
      );
      const path = into === '' ? name : `${into}/${name}`;
      await design.take({ do: 'add-menu', content: { path, label: unnamed.folder, order: 900 } });
      this.named = path;
      await this.updateComplete;
      const input = this.renderRoot.querySelector<HTMLInputElement>('.pair input');
      input?.focus();
      input?.select();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  async #move(key: string, step: 1 | -1): Promise<void> {
    const lines = this.#lines;
    const line = lines.find((one) => one.key === key);
    if (line) await this.#take(stepsOfMove(lines, line, step));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] button.up`)?.focus();
  }

  get #menu(): readonly MenuSource[] {
    return menuLately(this.drawn.menu);
  }

  get #lines(): readonly MenuLine[] {
    return menuLines(this.#menu, linesLately(this.drawn.lines), this.labels, this.#held);
  }

  override render() {
    const lines = this.#lines;
    return html`<p class="tools"><button
        @click=${() => this.#add('')}>${icon('add', 14)}${msg('添加文件夹', { id: 'design-menu-add' })}</button>
        <span class="small muted">${msg('Alt+↑↓ 移动', { id: 'design-menu-keys' })}</span></p>
      <ul class="framed" aria-label=${msg('菜单', { id: 'design-tab-menu' })}>${repeat(
        lines,
        ({ key }) => key,
        (line) => this.#line(lines, line),
      )}</ul>`;
  }

  #line(lines: readonly MenuLine[], line: MenuLine): TemplateResult {
    const { key, label, level, folder, form } = line;
    const text = say(label);
    const isPlaced = folder || this.#declared.has(line.in);
    const move = (step: 1 | -1, words: string) =>
      html`<button class="square ${step < 0 ? 'up' : 'down'}" aria-label=${words} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        @click=${() => this.#move(key, step)}>${icon(step < 0 ? 'up' : 'down', 14)}</button>`;
    return html`<li class="across ruled ${form ? '' : 'folder'}" data-key=${key} style="--level:${level}" @keydown=${(
      event: KeyboardEvent,
    ) => {
      const step = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
      if (step === undefined || !event.altKey || !isPlaced) return;
      event.preventDefault();
      void this.#move(key, step);
    }}>
      ${form ? formMark(form, 14) : icon('folder', 14)}
      ${
        folder && this.named === key
          ? this.#names(folder)
          : html`<span class="name rest breaks">${form ? html`<a href=${`/design/${form.name}`}>${text}</a>` : text}</span>`
      }
      ${folder ? this.#ofFolder(folder, text, lines) : form ? this.#into(line, text) : nothing}
      ${
        isPlaced
          ? html`${move(-1, msg(str`“${text}”往上移`, { id: 'design-menu-up' }))}${move(
              1,
              msg(str`“${text}”往下移`, { id: 'design-menu-down' }),
            )}`
          : nothing
      }
    </li>`;
  }

  get #declared(): ReadonlySet<string> {
    return new Set(this.drawn.menu.map(({ path }) => path));
  }

  #names({ path, label: drawn }: MenuSource): TemplateResult {
    const label = this.#menu.find((one) => one.path === path)?.label ?? drawn;
    const typing = labelTyping(label);
    const put = (tongue: keyof Label) => (event: Event) => {
      const text = (event.target as HTMLInputElement).value.trim();
      const properties = { label: typing(text, tongue) };
      if (text !== '') void this.#take([{ do: 'set-menu', path, properties }], true);
    };
    const shown = labelShown(label);
    const named = {
      zh: msg('文件夹名称（中文）', { id: 'design-menu-zh' }),
      en: msg('文件夹名称（英文）', { id: 'design-menu-en' }),
    };
    return html`<span class="pair">${readersFirst().map(
      (tongue) =>
        html`<input class="plain" lang=${tongue} aria-label=${named[tongue]}
            placeholder=${hintOf(shown, tongue)} ${typedText(shown[tongue])} @input=${put(tongue)} />`,
    )}</span>`;
  }

  #ofFolder(
    { path, icon: drawnWith, space }: MenuSource,
    text: string,
    lines: readonly MenuLine[],
  ): TemplateResult {
    const isEmpty = !lines.some((one) => one.in === path);
    const drawing = msg(str`“${text}”的图标`, { id: 'design-menu-icon' });
    return html`${
      path.includes('/')
        ? nothing
        : html`<select class="plain wide-as-text" aria-label=${drawing} title=${drawing} @change=${(
            event: Event,
          ) => {
            const picked = (event.target as HTMLSelectElement).value;
            void this.#take([{ do: 'set-menu', path, properties: { icon: picked } }]);
          }}>${
            drawnWith
              ? nothing
              : html`<option value="" selected disabled>${msg('（图标）', { id: 'design-menu-plain' })}</option>`
          }${Object.entries(this.drawn.known.icons).map(
            ([one, shows]) =>
              html`<option value=${one} .selected=${one === drawnWith}>${say(shows)}</option>`,
          )}</select>`
    }
      ${path.includes('/') ? nothing : this.#space(path, space, text)}
      <button class="square" aria-label=${msg(str`重命名“${text}”`, { id: 'design-menu-rename' })}
          aria-pressed=${this.named === path} @click=${() => {
            this.named = this.named === path ? '' : path;
          }}>${icon('edit', 14)}</button>
      <button class="square" aria-label=${msg(str`在“${text}”里添加文件夹`, { id: 'design-menu-add-in' })}
          @click=${() => this.#add(path)}>${icon('add', 14)}</button>
      ${
        this.own.has(path)
          ? html`<button class="square" ?disabled=${!isEmpty}
              title=${isEmpty ? nothing : msg('请先移走其中的内容', { id: 'design-menu-not-empty' })}
              aria-label=${msg(str`删除“${text}”`, { id: 'design-menu-remove' })}
              @click=${() => this.#take([{ do: 'remove-menu', path }])}>${icon('trash', 14)}</button>`
          : nothing
      }`;
  }

  #space(path: string, said: MenuSource['space'], text: string): TemplateResult {
    const words = msg(str`“${text}”里的表单在菜单的哪个区`, { id: 'design-menu-space' });
    return html`<select class="plain wide-as-text" aria-label=${words} title=${words} @change=${(
      event: Event,
    ) => {
      const { value } = event.target as HTMLSelectElement;
      const space = spaces.find((one) => one === value) ?? null;
      void this.#take([{ do: 'set-menu', path, properties: { space } }]);
    }}><option value="" .selected=${!said}>${msg('按表单类型分区', { id: 'design-menu-by-kind' })}</option>${spaces.map(
      (one) => html`<option value=${one} .selected=${one === said}>${spaceName(one)}</option>`,
    )}</select>`;
  }

  /** A form goes into another folder. */
  #into({ key, in: here, order }: MenuLine, text: string): TemplateResult {
    const folders = this.drawn.menu.toSorted((a, b) => a.path.localeCompare(b.path));
    const named = new Map(folders.map(({ path, label }) => [path, say(label)]));
    const whole = (path: string) =>
      path
        .split('/')
        .map((_, at, all) => named.get(all.slice(0, at + 1).join('/')) ?? all[at])
        .join(' / ');
    return html`<select class="plain" aria-label=${msg(str`“${text}”在哪个文件夹`, { id: 'design-menu-into' })} @change=${(
      event: Event,
    ) => {
      const path = (event.target as HTMLSelectElement).value;
      void this.#take([{ do: 'set', form: key, target: 'menu', value: { path, order } }]);
    }}>${named.has(here) ? nothing : html`<option value="" selected disabled>${byItself()}</option>`}${folders.map(
      ({ path }) => html`<option value=${path} .selected=${path === here}>${whole(path)}</option>`,
    )}</select>`;
  }
}
customElements.define('gj-menu-design', GjMenuDesign);
