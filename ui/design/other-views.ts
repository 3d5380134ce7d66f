import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { FormModel } from '../model/form-model.ts';
import type { DesignerWork } from './canvas/designer-work.ts';
import type { PropertySet, SoughtProperty } from './canvas/gj-place-panel.ts';
import type { DesignView } from './designer-head.ts';
import { later } from './later-views.ts';
import type { Drawn } from './work/bench-shapes.ts';
import type { Beside } from './work/design-actions.ts';
import { viewOf } from './work/issue-address.ts';
import type { RoleSight } from './work/role-sight.ts';

interface ViewAsk {
  readonly form: FormModel;
  readonly drawn: Drawn;
  readonly work: DesignerWork;
  /** The place that is picked in it. */
  readonly place: string;
  /** The property of the form that is to be reached. */
  readonly sought: SoughtProperty | null;
  open(place: string): void;
  set(change: PropertySet): void;
  /** Begins a field of this kind. */
  begin(kind: string): void;
  /** What all layers together say of the form, which stands beside the files of one's own. */
  readonly beside: BesideAsk;
}

const views: readonly DesignView[] = ['form', 'list', 'views', 'rules', 'prints', 'reports', 'json'];

/** Whether what is designed there stands in files of its own. */
export const isOfFiles = (view: DesignView): view is 'prints' | 'reports' =>
  view === 'prints' || view === 'reports';

/** The view that an address asks for, or that has the place it shows. */
export function viewAsked(query: URLSearchParams): DesignView {
  return views.find((view) => view === query.get('tab')) ?? viewOf(query.get('show') ?? '');
}

/** Draws what is designed of a form beside what stands on it. */
export function otherView(
  view: Exclude<DesignView, 'form'>,
  { form, drawn, work, place, sought, open, set, begin, beside }: ViewAsk,
): TemplateResult {
  void later[view]();
  const opens = ({ detail }: CustomEvent<string>) => open(detail);
  const sets = ({ detail }: CustomEvent<PropertySet>) => set(detail);
  switch (view) {
    case 'json':
      return html`<div class="both gridded grows shrinks-down"><gj-design-json class="grows shrinks-down scrolls" .form=${form}
          .drawn=${drawn}></gj-design-json>${besideView('beside', beside)}</div>`;
    case 'list':
      return html`<gj-list-design class="grows shrinks-down scrolls" .form=${form} .drawn=${drawn}
        .packageName=${work.packageName} .sought=${sought} @set-property=${sets}></gj-list-design>`;
    case 'views':
      return html`<gj-views-design class="grows shrinks-down" .form=${form} .drawn=${drawn} .work=${work} place=${place}
        @open=${opens} @set-property=${sets}
        @add-field=${({ detail }: CustomEvent<string>) => begin(detail)}></gj-views-design>`;
    case 'rules':
      return html`<gj-rules-design class="grows shrinks-down scrolls" .form=${form} .drawn=${drawn}
        .work=${work} place=${place} @open=${opens} @set-property=${sets}></gj-rules-design>`;
    case 'reports':
      return html`<gj-reports-design class="grows shrinks-down" .form=${form} .drawn=${drawn}
        .packageName=${work.packageName} place=${place} @open=${opens}></gj-reports-design>`;
    case 'prints':
      return html`<gj-prints-design class="grows shrinks-down" .form=${form} .drawn=${drawn}
        .packageName=${work.packageName} place=${place} @open=${opens}></gj-prints-design>`;
  }
}

export interface BesideAsk extends Pick<ViewAsk, 'form' | 'drawn' | 'place'> {
  /** The record that the preview begins with. */
  readonly record: string;
  readonly packageName: (name: string) => string;
  readonly open: (event: CustomEvent<string>) => void;
  readonly as: (event: CustomEvent<RoleSight | null>) => void;
}

/** Draws what stands beside the canvas. */
export function besideView(
  beside: Beside,
  { form, drawn, place, record, packageName, open, as }: BesideAsk,
): TemplateResult {
  void later[beside]();
  if (beside === 'preview')
    return html`<gj-design-preview role="region" record=${record} aria-label=${msg('预览', { id: 'design-preview' })}
      .form=${form} .drawn=${drawn} @as=${as}></gj-design-preview>`;
  // Another form is another text: what was typed of one never becomes steps of the other.
  return html`${keyed(
    form.id,
    html`<gj-form-json role="region" aria-label=${msg('生效的 JSON', { id: 'design-effective' })} .form=${form}
      .drawn=${drawn} place=${place} .packageName=${packageName} @open=${open}></gj-form-json>`,
  )}`;
}
