import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { localPackage } from '../../metadata/model/layers/order.ts';
import { packageAddress } from '../administration/packages/package-data.ts';
import { icon } from '../kit/base/icons.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import type { DesignerWork } from './canvas/designer-work.ts';
import { turnWords } from './words/turn-design.ts';
import type { Drawn, DrawnIssue } from './work/bench-shapes.ts';
import {
  type Beside,
  besideItem,
  designerActions,
  designerTabs,
  designMenu,
  matchItem,
} from './work/design-actions.ts';
import { design } from './work/design-data.ts';
import type { DesignDomain } from './work/design-domain.ts';
import { designStands } from './work/design-stands.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import '../kit/gj-tabs.ts';

/** The parts of the form that one designs, each in its tab. */
export type DesignView = 'form' | 'list' | 'views' | 'rules' | 'prints' | 'reports' | 'json';

const title = () => msg('表单设计', { id: 'design' });

const titleOf = ({ label }: Pick<FormOutline, 'label'>) => msg(str`设计：${say(label)}`, { id: 'design-of' });

/** Where the page of a form is: below all forms, beside its list. */
function whereDesigned({ name, listLabel }: Pick<FormOutline, 'name' | 'listLabel'>): TemplateResult {
  return html`<nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })} title=${`${title()} / ${say(listLabel)}`}>
      <a href="/design">${title()}</a> / <a href=${`/forms/${name}`}>${say(listLabel)}</a>
    </nav>`;
}

/** Draws the page before the form is there: each part where it will be. A form that nobody has yet is named later. */
export function designerWaiting(name: string, view: DesignView): TemplateResult {
  const form = session.form(name);
  const cards = html`<gj-skeleton .outline=${{ cards: [8, 6, 4] }}></gj-skeleton>`;
  const lines = html`<gj-skeleton class="pad-3" .outline=${{ rows: 14 }}></gj-skeleton>`;
  return html`<gj-page-head class="flush" heading=${form ? titleOf(form) : title()}>
      ${form ? whereDesigned(form) : html`<span slot="where">${title()}</span>`}
      <gj-tabs slot="tabs" inert .tabs=${designerTabs()} tab=${view}></gj-tabs>
    </gj-page-head>
    ${
      view === 'form'
        ? html`<div class="body gridded grows shrinks-down">
            <div class="shaded ruled-after">${lines}</div>
            <div>${cards}</div>
            <aside class="surface">${lines}</aside>
          </div>`
        : lines
    }`;
}

/** Draws the page where no form has the name that was asked for. */
export function designerNone(drawn: Drawn, go: (issue: DrawnIssue) => void): TemplateResult {
  return html`<gj-page-head class="flush" heading=${title()}>${designStands(drawn, go)}</gj-page-head>
    <gj-state
      symbol="list"
      text=${msg('没有这个表单。', { id: 'design-no-form' })}
    ><a href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a></gj-state>`;
}

interface Head {
  readonly form: FormModel;
  readonly drawn: Drawn;
  readonly view: DesignView;
  readonly beside: Beside | null;
  readonly domains: readonly DesignDomain[];
  readonly work: DesignerWork;
  readonly go: (issue: DrawnIssue) => void;
  readonly act: (event: CustomEvent<string>) => void;
  readonly look: (view: DesignView) => void;
}

/** Draws the head of the page: where one is, how the design stands, what can be done with it. */
export function designerHead(head: Head): TemplateResult {
  const { form, drawn, view, beside, domains, work, go, act, look } = head;
  return html`<gj-page-head
    class="flush"
    heading=${titleOf(form)}
    .actions=${designerActions(view === 'form' ? beside : null, (turn) => turnWords(turn, form.id))}
    .more=${[...(view === 'form' ? [besideItem(beside)] : []), matchItem(form, drawn), ...designMenu(domains)]}
    @act=${act}
  >
    ${whereDesigned(form)}
    ${designStands(drawn, go, form)}${madeHere(form, work)}
    <gj-tabs
      slot="tabs"
      .tabs=${designerTabs(form.id, drawn.issues)}
      tab=${view}
      @tab=${({ detail }: CustomEvent<DesignView>) => look(detail)}
    ></gj-tabs>
  </gj-page-head>`;
}

/** The package that the form is a part of, where changes are written into it. */
function madeHere({ package: owner }: FormModel, work: DesignerWork): TemplateResult | typeof nothing {
  if (owner === localPackage || !design.drawing.isOurs(owner)) return nothing;
  const text = msg(str`改动写进包“${work.packageName(owner)}”`, { id: 'design-made-here' });
  return html`<a slot="stands" class="badge" href=${packageAddress(owner)}>${icon('layers', 12)}${text}</a>`;
}
