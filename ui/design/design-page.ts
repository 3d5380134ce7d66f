import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { formMark } from '../kit/form-icon.ts';
import type { Action } from '../kit/gj-actions.ts';
import { byCount, byText } from '../kit/table/row-order.ts';
import { table } from '../kit/table/table.ts';
import type { Column } from '../kit/table/table-shape.ts';
import { listed, plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { typedLike } from '../session/typed-like.ts';
import { page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { DesignerWork } from './canvas/designer-work.ts';
import type { Drawn, DrawnIssue, FormLine } from './work/bench-shapes.ts';
import { designMenu } from './work/design-actions.ts';
import { design } from './work/design-data.ts';
import type { DesignDomain } from './work/design-domain.ts';
import { designStands } from './work/design-stands.ts';
import { followDesign } from './work/follow-design.ts';
import { addressOfIssue } from './work/issue-address.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-tabs.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import { isOver } from './gj-design-over.ts';
import { forgetHere, notifyFailure } from './work/design-notices.ts';
import './gj-design-over.ts';

type View = 'forms' | 'params' | 'menu';
const views: readonly View[] = ['forms', 'params', 'menu'];

/** Every form there is, with what lies on it and what the design changes of it; new ones begin here. */
export class DesignPage extends withProperties(GjElement, {
  domains: given<readonly DesignDomain[]>(() => []),
  view: state<View>(() => views.find((view) => view === router.place.query.get('tab')) ?? 'forms'),
  /** Address of the parameter that is picked. */
  param: state(() => router.place.query.get('show') ?? ''),
  text: state(''),
  package: state(''),
  changed: state(false),
  over: state<string | null>(null),
}) {
  static override styles = [
    shared,
    page,
    css`
      .find input[type='search'] {
        flex: 1 1 var(--gj-size-220);
        max-width: var(--gj-size-360);
      }
      .find select {
        width: auto;
        min-width: var(--gj-size-160);
      }
      /* A name among numbers: a thing of its own, no word of a sentence. */
      th a {
        display: inline-block;
      }
      th .badge {
        margin-inline-end: var(--gj-1);
      }
      .problems {
        display: grid;
        max-width: var(--gj-size-420);
        padding: var(--gj-2);
      }
    `,
  ];
  readonly #work = new DesignerWork(() => null);
  readonly #moved = () => this.requestUpdate();
  readonly #keys = (event: KeyboardEvent) => this.#key(event);
  #unfollow = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
    this.#unfollow = followDesign(design, () => (this.view === 'params' ? this.param : ''));
    addEventListener('keydown', this.#keys);
    void this.#ask();
  }

  /** Parameters are drawn where one looks at them. */
  #ask(): Promise<void> {
    return design.look(this.view === 'params' ? { param: this.param } : {});
  }

  #key(event: KeyboardEvent): void {
    const at = event.composedPath()[0];
    const types = at instanceof HTMLElement && at.matches('input:not([type=checkbox]), textarea, select');
    const key = event.key.toLowerCase();
    if (event.defaultPrevented || this.over || types || !(event.ctrlKey || event.metaKey)) return;
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    void this.#turn(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  }

  async #turn(which: 'undo' | 'redo'): Promise<void> {
    await design.turn({ do: which }).catch(notifyFailure);
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    removeEventListener('keydown', this.#keys);
    this.#unfollow();
    forgetHere();
    super.disconnectedCallback();
  }

  #act({ detail }: CustomEvent<string>): void {
    if (detail === 'new') void this.#newForm();
    else if (detail === 'new-param') void this.#newParam();
    else if (detail === 'undo' || detail === 'redo') void this.#turn(detail);
    else if (detail === 'workbook') void router.go('/design/workbook');
    else if (detail === 'ship') void router.go('/design/ship');
    else if (detail === 'publish') void design.settle().then(() => router.go('/design/publish'));
    else if (isOver(detail, this.domains)) this.over = detail;
  }

  override render() {
    const { drawn, failure } = design;
    if (!drawn && failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#ask()}></gj-state>`;
    if (!drawn)
      return html`<gj-page-head heading=${msg('表单设计', { id: 'design' })}></gj-page-head><gj-skeleton class="pad-3" .outline=${{ rows: 14 }}></gj-skeleton>`;
    const count = design.steps.length;
    const actions = this.#actions(count);
    const ship = { key: 'ship', text: msg('生成元数据包…', { id: 'ship-from' }), icon: 'download' as const };
    const publishes: Action = {
      key: 'publishes',
      text: msg('发布历史', { id: 'pkg-history' }),
      icon: 'history',
      href: '/packages?tab=history',
    };
    const more = [...(session.who?.administers ? [ship, publishes] : []), ...designMenu(this.domains)];
    return html`<gj-page-head heading=${msg('表单设计', { id: 'design' })} .actions=${actions} .more=${more} @act=${this.#act}>
        ${designStands(drawn, (issue) => this.#goto(drawn, issue))}
        <gj-tabs slot="tabs" .tabs=${[
          { key: 'forms', text: msg('表单', { id: 'forms' }) },
          {
            key: 'params',
            text: msg('参数', { id: 'design-tab-params' }),
            marked: drawn.issues.some((issue) => issue.severity === 'error' && isParam(issue)),
          },
          { key: 'menu', text: msg('菜单', { id: 'design-tab-menu' }) },
        ]} tab=${this.view} @tab=${({ detail }: CustomEvent<View>) => this.#look(detail)}></gj-tabs></gj-page-head>
      ${this.#body(drawn)}
      <gj-design-over .domains=${this.domains} .over=${this.over} @closed=${() => {
        this.over = null;
      }}></gj-design-over>`;
  }

  #actions(count: number): readonly Action[] {
    const publish: Action = {
      key: 'publish',
      text: msg('发布…', { id: 'design-publish-open' }),
      icon: 'check',
      primary: count > 0,
      disabled: count === 0,
    };
    const { mayUndo, mayRedo } = design;
    const turns: readonly Action[] = [
      {
        key: 'undo',
        text: msg('撤销', { id: 'undo' }),
        icon: 'undo',
        help: 'Ctrl+Z',
        disabled: !mayUndo,
      },
      {
        key: 'redo',
        text: msg('重做', { id: 'design-redo' }),
        icon: 'redo',
        help: 'Ctrl+Shift+Z',
        disabled: !mayRedo,
      },
    ];
    const primary = count === 0;
    const begins: readonly Action[] =
      this.view === 'params'
        ? [
            { key: 'new-param', text: msg('新参数', { id: 'design-new-param' }), icon: 'add', primary },
            ...turns,
          ]
        : [
            { key: 'new', text: msg('新表单', { id: 'design-new-form' }), icon: 'add', primary },
            { key: 'workbook', text: msg('从 Excel 新建…', { id: 'workbook-from' }), icon: 'upload' },
          ];
    // What is to be done first stands first: where there is little room, the last ones are folded.
    return primary ? [...begins, publish] : [publish, ...begins];
  }

  #goto(drawn: Drawn, issue: DrawnIssue): void {
    const address = addressOfIssue(drawn, issue);
    if (!address) return;
    if (!isParam(issue)) void router.go(address);
    else this.#look('params', (issue.place ?? '').slice('params/'.length));
  }

  #body(drawn: Drawn): TemplateResult {
    if (this.view === 'menu') {
      void import('./forms/gj-menu-design.ts');
      return html`<gj-menu-design .drawn=${drawn}></gj-menu-design>`;
    }
    if (this.view === 'params') {
      void import('./params/gj-params-design.ts');
      return html`<gj-params-design .drawn=${drawn} picked=${this.param} .packageName=${this.#work.packageName}
        @pick=${({ detail }: CustomEvent<string>) => this.#look('params', detail)}></gj-params-design>`;
    }
    return html`${this.#find(drawn)}${this.#table(drawn)}`;
  }

  async #newForm(): Promise<void> {
    const { newForm } = await import('./forms/new-form.ts');
    const name = design.drawn && (await newForm(this, design.drawn));
    if (name) await router.go(`/design/${name}`);
  }

  async #newParam(): Promise<void> {
    const { addParam } = await import('./params/add-param.ts');
    const address = design.drawn && (await addParam(this, design.drawn));
    if (address) this.#look('params', address);
  }

  #look(view: View, param = ''): void {
    this.view = view;
    this.param = param;
    const show = param === '' ? {} : { show: param };
    router.rewrite(new URLSearchParams(view === 'forms' ? {} : { tab: view, ...show }));
    void this.#ask();
  }

  #find({ lines }: Drawn): TemplateResult {
    const find = msg('查找表单', { id: 'design-find-form' });
    const packages = [...new Set(lines.map((line) => line.package))];
    return html`<div class="find toolbar below-3">
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
      <label class="across-close"><input type="checkbox" .checked=${this.changed} @change=${() => {
        this.changed = !this.changed;
      }} />${msg('只看这个设计里改过的', { id: 'design-only-touched' })}</label></div>`;
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
      ${table({
        caption: msg('所有表单', { id: 'design-all-forms' }),
        columns: this.#columns(),
        rows: found,
        key: ({ id }) => id,
        frame: 'framed',
      })}`;
  }

  #columns(): readonly Column<FormLine>[] {
    const { packageName } = this.#work;
    return [
      {
        label: msg('表单', { id: 'design-tab-form' }),
        role: 'name',
        cell: ({ name, label, icon: drawing, touched }) =>
          html`<span class="muted">${formMark(drawing === undefined ? {} : { icon: drawing })}</span> <a href=${`/design/${name}`}>${say(label)}</a> <code class="muted">${name}</code>
            ${
              touched
                ? html`<span class="badge accent">${icon('edit', 12)}${msg('这个设计里改过', { id: 'design-touched' })}</span>`
                : nothing
            }`,
        order: byText(({ label }) => say(label)),
      },
      {
        label: msg('类型', { id: 'design-form-kind' }),
        room: 'tight',
        cell: ({ kind }) => formKindWord(kind),
        order: byText(({ kind }) => formKindWord(kind)),
      },
      {
        label: msg('包', { id: 'pkg-packages' }),
        room: 'tight',
        cell: ({ package: owner }) => packageName(owner),
        order: byText(({ package: owner }) => packageName(owner)),
      },
      {
        label: msg('字段', { id: 'design-fields' }),
        align: 'end',
        cell: ({ fields }) => fields,
        order: byCount(({ fields }) => fields),
      },
      {
        label: msg('改动来源', { id: 'design-layers' }),
        cell: ({ layers }) => listed(layers.map(packageName)),
      },
    ];
  }
}

function isParam({ place = '' }: DrawnIssue): boolean {
  return place.startsWith('params/');
}

export function formKindWord(kind: FormLine['kind']): string {
  if (kind === 'master') return msg('基础资料', { id: 'design-kind-master' });
  if (kind === 'document') return msg('单据', { id: 'design-kind-document' });
  return kind === 'setting'
    ? msg('配置（每组织一份）', { id: 'design-kind-setting' })
    : msg('平台', { id: 'design-kind-platform' });
}
customElements.define('gj-design-page', DesignPage);
