import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Action } from '../kit/gj-actions.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { state, withProperties } from '../kit/with-properties.ts';
import { listed, plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { typedLike } from '../session/typed-like.ts';
import { shared } from '../theme/shared.ts';
import type { Drawn, FormLine } from './bench-shapes.ts';
import { designMenu } from './design-actions.ts';
import { design } from './design-data.ts';
import { designStands } from './design-stands.ts';
import { DesignerWork } from './designer-work.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-tabs.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import './gj-design-over.ts';

type View = 'forms' | 'menu';

/** Every form there is, with what lies on it and what the design changes of it; new ones begin here. */
export class DesignPage extends withProperties(GjElement, {
  view: state<View>(() => (router.place.query.get('tab') === 'menu' ? 'menu' : 'forms')),
  text: state(''),
  package: state(''),
  changed: state(false),
  making: state(false),
  over: state<'points' | 'discard' | 'people' | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        padding: 0 var(--gj-4) var(--gj-4);
      }
      .find {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-2);
        align-items: center;
        margin-block-end: var(--gj-3);
      }
      .find input[type='search'] {
        flex: 1 1 220px;
        max-width: 360px;
      }
      .find select {
        width: auto;
        min-width: 160px;
      }
      .switch {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      .frame {
        overflow: auto;
        border: 1px solid var(--gj-line);
        border-radius: 6px;
        background: var(--gj-surface);
      }
      code {
        font-family: var(--gj-mono);
        font-size: var(--gj-text-s);
      }
      /* A name among numbers: a thing of its own, no word of a sentence. */
      td a {
        display: inline-block;
      }
      td .badge {
        margin-inline-end: 4px;
      }
      td.end,
      th.end {
        text-align: end;
      }
      .problems {
        display: grid;
        max-width: 420px;
        margin: 0;
        padding: var(--gj-2);
        list-style: none;
      }
    `,
  ];
  readonly #work = new DesignerWork(() => null);
  readonly #moved = () => this.requestUpdate();
  #unfollow = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
    this.#unfollow = design.follow(() => '');
    void design.look({});
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    this.#unfollow();
    super.disconnectedCallback();
  }

  #act({ detail }: CustomEvent<string>): void {
    if (detail === 'new') {
      void import('./gj-new-form.ts').then(() => {
        this.making = true;
      });
    } else if (detail === 'workbook') void router.go('/design/workbook');
    else if (detail === 'ship') void router.go('/design/ship');
    else if (detail === 'publish') void design.settle().then(() => router.go('/design/publish'));
    else if (detail === 'points' || detail === 'discard' || detail === 'people') this.over = detail;
  }

  override render() {
    const { drawn, failure } = design;
    if (!drawn && failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => design.look({})}></gj-state>`;
    if (!drawn) return html`<gj-skeleton></gj-skeleton>`;
    const count = design.steps.length;
    const actions: readonly Action[] = [
      { key: 'new', text: msg('新表单', { id: 'design-new-form' }), icon: 'add', primary: count === 0 },
      { key: 'workbook', text: msg('从 Excel 新建…', { id: 'workbook-from' }), icon: 'upload' },
      {
        ...{
          key: 'publish',
          text: msg('发布…', { id: 'design-publish-open' }),
          icon: 'check',
          primary: count > 0,
        },
        disabled: count === 0,
      },
    ];
    const ship = { key: 'ship', text: msg('做成包…', { id: 'ship-from' }), icon: 'download' as const };
    const more = [...(session.who?.administers ? [ship] : []), ...designMenu()];
    return html`<gj-page-head heading=${msg('设计', { id: 'design' })} .actions=${actions} .more=${more} @act=${this.#act}>
        ${designStands(drawn, (issue) => {
          const line = drawn.lines.find(({ id }) => id === issue.form);
          if (line)
            void router.go(
              `/design/${line.name}${issue.place ? `?show=${encodeURIComponent(issue.place)}` : ''}`,
            );
        })}
        <gj-tabs slot="tabs" .tabs=${[
          { key: 'forms', text: msg('表单', { id: 'design-tab-form' }) },
          { key: 'menu', text: msg('菜单', { id: 'design-tab-menu' }) },
        ]} tab=${this.view} @tab=${({ detail }: CustomEvent<View>) => this.#look(detail)}></gj-tabs></gj-page-head>
      ${this.view === 'menu' ? this.#menu(drawn) : html`${this.#find(drawn)}${this.#table(drawn)}`}
      ${
        this.making
          ? html`<gj-new-form .drawn=${drawn} @closed=${() => {
              this.making = false;
            }}></gj-new-form>`
          : nothing
      }
      <gj-design-over .over=${this.over} @closed=${() => {
        this.over = null;
      }}></gj-design-over>`;
  }

  #menu(drawn: Drawn): TemplateResult {
    void import('./gj-menu-design.ts');
    return html`<gj-menu-design .drawn=${drawn}></gj-menu-design>`;
  }

  #look(view: View): void {
    this.view = view;
    router.rewrite(new URLSearchParams(view === 'forms' ? {} : { tab: view }));
  }

  #find({ lines }: Drawn): TemplateResult {
    const find = msg('查找表单', { id: 'design-find-form' });
    const packages = [...new Set(lines.map((line) => line.package))];
    return html`<div class="find">
      <input class="plain" type="search" placeholder=${find} aria-label=${find} .value=${this.text} @input=${(
        event: Event,
      ) => {
        this.text = (event.target as HTMLInputElement).value;
      }} />
      <select class="plain" aria-label=${msg('包', { id: 'pkg-packages' })} @change=${(event: Event) => {
        this.package = (event.target as HTMLSelectElement).value;
      }}><option value="">${msg('所有包', { id: 'design-all-packages' })}</option>${packages.map(
        (name) => html`<option value=${name}>${this.#work.packageName(name)}</option>`,
      )}</select>
      <label class="switch"><input type="checkbox" .checked=${this.changed} @change=${() => {
        this.changed = !this.changed;
      }} />${msg('只看改过的', { id: 'design-only-touched' })}</label></div>`;
  }

  #table({ lines }: Drawn): TemplateResult {
    const fits = ({ id, name, label, package: owner, touched, layers }: FormLine) =>
      (this.package === '' || owner === this.package || layers.includes(this.package)) &&
      (!this.changed || touched) &&
      (this.text.trim() === '' ||
        typedLike(this.text.trim(), [label.zh, label.en, name], session.formById(id)?.pinyin) > 0);
    const found = lines
      .filter(fits)
      .toSorted((a, b) => Number(b.touched) - Number(a.touched) || say(a.label).localeCompare(say(b.label)));
    if (found.length === 0)
      return html`<gj-state symbol="search" text=${msg('没有这样的表单。', { id: 'design-none-found' })}></gj-state>`;
    return html`<p class="small muted" role="status">${plural(msg(str`${found.length} 个表单`, { id: 'package-forms' }))}</p>
      <div class="frame" role="region" tabindex="0" aria-label=${msg('所有表单', { id: 'design-all-forms' })}><table class="plain">
      <thead><tr><th>${msg('表单', { id: 'design-tab-form' })}</th><th>${msg('种类', { id: 'design-form-kind' })}</th><th>${msg('包', { id: 'pkg-packages' })}</th>
        <th class="end">${msg('字段', { id: 'design-fields' })}</th><th>${msg('还有谁改过', { id: 'design-layers' })}</th></tr></thead>
      <tbody>${found.map((line) => this.#line(line))}</tbody></table></div>`;
  }

  #line({ name, label, kind, package: owner, fields, layers, touched }: FormLine): TemplateResult {
    const others = layers.map(this.#work.packageName);
    return html`<tr><td><a href=${`/design/${name}`}>${say(label)}</a> <code class="muted">${name}</code>
        ${touched ? html`<span class="badge accent">${icon('edit', 12)}${msg('这个设计里改过', { id: 'design-touched' })}</span>` : nothing}</td>
      <td class="tight">${formKindWord(kind)}</td><td class="tight">${this.#work.packageName(owner)}</td><td class="end">${fields}</td>
      <td>${listed(others)}</td></tr>`;
  }
}

export function formKindWord(kind: FormLine['kind']): string {
  if (kind === 'master') return msg('基础资料', { id: 'design-kind-master' });
  if (kind === 'document') return msg('单据', { id: 'design-kind-document' });
  return kind === 'setting'
    ? msg('配置（每组织一份）', { id: 'design-kind-setting' })
    : msg('平台', { id: 'design-kind-platform' });
}
customElements.define('gj-design-page', DesignPage);
