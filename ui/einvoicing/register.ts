import { msg } from '@lit/localize';
import { html } from 'lit';
import type { Condition } from '../../metadata/condition.ts';
import type { DesignStep } from '../../metadata/design/steps/design-step.ts';
import { isPlannedBy } from '../../rules/einvoicing/plan/reads.ts';
import type { Domain } from '../domain.ts';
import type { Contribution, OverlayContribution } from '../kit/contribution.ts';
import type { ListLink } from '../list/state/list-domain.ts';
import type { RecordEditor } from '../record/editor/record-editor.ts';
import type { RecordDomain, ShownRecord } from '../record/record-domain.ts';
import { handDocuments } from '../session/handed-documents.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { casePlaces } from './cases/case-places.ts';
import { issuedForm } from './common/issued-form.ts';
import { openDesk } from './desk/open-desk.ts';
import { drawings } from './drawings.ts';
import { documentFailure } from './failures/document-failure.ts';

const mayArchive = () => session.may('invoice', 'export');
const maySync = () => session.may('tax-account', 'create') && session.may('tax-account', 'edit');
const isThere = () => session.form(issuedForm) !== undefined;

/** Forms whose records are on their way to invoices, by id: each shows the stations of it. */
const onTheWay: ReadonlySet<string> = new Set([
  'invoice-application',
  'pending-invoice',
  'invoice',
  'red-confirmation',
]);

/** Forms on whose lines somebody types tax codes, by id. */
const withCodes: ReadonlySet<string> = new Set(['invoice-application', 'pending-invoice']);

/** Forms whose records say how much there is of something, by id. */
const limiting: ReadonlySet<string> = new Set(['quota-account', 'business-control', 'cloud-authorisation']);

/** Sources of applications whose buyer somebody picks. */
const byHand: ReadonlySet<unknown> = new Set(['manual', 'receivable']);

/** Forms whose records are runs over documents, by id. */
const runs: ReadonlySet<string> = new Set(['auto-issue-run', 'automation-run']);

const recordPanels: readonly Contribution<ShownRecord>[] = [
  {
    fits: ({ editor: { base, form } }) =>
      typeof base?.['code'] === 'string' && form.actions.some(({ capability }) => capability === 'draw-qr'),
    load: () => import('./pictures/gj-record-picture.ts'),
    show: ({ editor, turn }) =>
      html`<gj-record-picture class="below-3" .editor=${editor} .turn=${turn}></gj-record-picture>`,
  },
  {
    fits: ({ editor: { base, form } }) =>
      base !== null && form.actions.some(({ capability }) => capability === 'draw-qr'),
    load: () => import('./pictures/gj-scan-ready.ts'),
    show: ({ editor, turn }) =>
      html`<gj-scan-ready class="below-3" .editor=${editor} .turn=${turn}></gj-scan-ready>`,
  },
  {
    fits: ({ editor: { base, form } }) => base !== null && onTheWay.has(form.id),
    load: () => import('./desk/gj-desk-stations.ts'),
    show: ({ editor }) =>
      html`<gj-desk-stations class="below-3" form=${editor.form.name} .record=${editor.base}></gj-desk-stations>`,
  },
  {
    fits: ({ editor: { base, form } }) => base !== null && limiting.has(form.id),
    load: () => import('./numbers/gj-record-limits.ts'),
    show: ({ editor }) => html`<gj-record-limits class="below-3" .record=${editor.base}></gj-record-limits>`,
  },
  {
    fits: ({ editor: { isReadonly, form } }) => form.id === 'invoice-item' && !isReadonly,
    load: () => import('./codes/gj-proposed-codes.ts'),
    show: ({ editor, turn }) =>
      html`<gj-proposed-codes class="below-3" .editor=${editor} .turn=${turn}></gj-proposed-codes>`,
  },
  {
    fits: ({ editor: { isReadonly, form }, reading }) =>
      !reading && !isReadonly && withCodes.has(form.id) && session.may('tax-category', 'read'),
    load: () => import('./codes/gj-unknown-codes.ts'),
    show: ({ editor, turn }) =>
      html`<gj-unknown-codes class="below-3" .editor=${editor} .turn=${turn}></gj-unknown-codes>`,
  },
  {
    fits: ({ editor: { base, form } }) => base !== null && form.id === 'red-confirmation',
    load: () => import('./confirmations/gj-confirmation-next.ts'),
    show: ({ editor }) =>
      html`<gj-confirmation-next class="below-3" .record=${editor.base}></gj-confirmation-next>`,
  },
  {
    fits: ({ editor: { isReadonly, edited, form }, reading }) =>
      form.id === 'invoice-application' && !reading && !isReadonly && byHand.has(edited['dataSource']),
    load: () => import('./titles/gj-buyer-titles.ts'),
    show: ({ editor, turn }) =>
      html`<gj-buyer-titles class="below-3" .editor=${editor} .turn=${turn}></gj-buyer-titles>`,
  },
  {
    fits: ({ editor: { base, form } }) => base !== null && runs.has(form.id),
    load: () => import('./desk/gj-desk-run.ts'),
    show: ({ editor, takeUp }) => {
      const again = editor.may('run-again') && editor.look?.actions.has('run-again');
      return html`<gj-desk-run .form=${editor.form} .record=${editor.base} ?again=${again} @done=${takeUp}></gj-desk-run>`;
    },
  },
];

/** What an application says of itself as long as something of it is left to be split. */
const unapplied = new Set<unknown>(['none', 'partial', null]);

const recordPages: RecordDomain['recordPages'] = ({ form, base }) => {
  if (!base) return [];
  const applied = form.byId.get('applyStatus');
  const isLeft = !applied || unapplied.has(base[applied.name]);
  if (form.id === 'invoice')
    return [
      {
        key: 'face',
        text: msg('查看发票版式', { id: 'invoice-face' }),
        icon: 'file',
        href: `/api/issuing/invoices/${base.id}/face`,
        beside: true,
        kept: true,
      },
    ];
  const split = {
    key: 'split',
    text: msg('拆分工作台', { id: 'desk-split' }),
    icon: 'columns',
    href: `/split?document=${base.id}`,
  } as const;
  return form.name === issuedForm
    ? [
        ...(isLeft ? [split] : []),
        {
          key: 'lab',
          text: msg('规则试算', { id: 'lab' }),
          icon: 'workflow',
          href: `/lab?document=${base.id}`,
        },
      ]
    : [];
};

/** Whether invoices may become others by a step of a design: what is new, or of other matters, is asked by no plan. */
function mayChangeInvoices(step: DesignStep): boolean {
  if (step.do === 'add-form') return false;
  return !('form' in step) || step.form === issuedForm || isPlannedBy(step.form);
}

/** The overlay that shows which of the latest applications would come out differently. */
const recordImpact: OverlayContribution<RecordEditor> = {
  item: () => ({ key: 'impact', text: msg('影响哪些申请单', { id: 'impact-record' }), icon: 'workflow' }),
  fits: ({ base, form, isReadonly }) => !isReadonly && base !== null && isPlannedBy(form.id) && isThere(),
  load: () => import('./impact/gj-record-impact.ts'),
  show: (editor) => html`<gj-record-impact .editor=${editor}></gj-record-impact>`,
};

/** What is taken off the lines of an application. */
const lineDiscounts: OverlayContribution<RecordEditor> = {
  item: () => ({ key: 'discounts', text: msg('折扣…', { id: 'discounts-open' }), icon: 'subtract' }),
  fits: (editor) => {
    const { form, isReadonly } = editor;
    const lines = form.byId.get('lines');
    return (
      form.id === 'invoice-application' && !isReadonly && lines !== undefined && !editor.state(lines).readonly
    );
  },
  load: () => import('./lines/gj-line-discounts.ts'),
  show: (editor) => html`<gj-line-discounts .editor=${editor}></gj-line-discounts>`,
};

const designImpact: OverlayContribution<void> = {
  item: () => ({
    key: 'impact',
    text: msg('影响哪些申请单…', { id: 'design-impact-open' }),
    icon: 'workflow',
  }),
  fits: isThere,
  load: () => import('./impact/gj-design-impact.ts'),
  show: () => html`<gj-dialog plain label=${msg('影响哪些申请单', { id: 'impact-record' })}>
    <gj-design-impact></gj-design-impact></gj-dialog>`,
};

const planDrawing = async () => (await import('./lab/plan-drawing.ts')).planDrawing;

const lab: ListLink = {
  fits: ({ name }) => name === issuedForm,
  item: () => ({ key: 'lab', text: msg('规则试算', { id: 'lab' }), icon: 'workflow' }),
  address: ({ id }) => `/lab?document=${id}`,
  go: ({ id }, ids) => {
    handDocuments(id, ids);
    void router.go('/lab?documents=picked');
  },
};

/** Documents become invoices: how they do, what stands in the way, and what was made of them. */
export const einvoicing: Domain = {
  calendarEvents: async (span, signal) =>
    (await import('./numbers/calendar-events.ts')).calendarEvents(span, signal),
  casePlaces,
  changeCards: [
    {
      fits: ({ set, isOpen }) =>
        isOpen &&
        isThere() &&
        set.items.some(({ form }) => form !== undefined && isPlannedBy(session.form(form)?.id ?? form)),
      load: () => import('./impact/gj-impact.ts'),
      show: ({
        set,
      }) => html`<section class="card" aria-labelledby="impact"><h2 id="impact">${msg('受影响的申请单', { id: 'impact-change' })}
          <a class="end small" href="/lab?changeset=${set.id}">${msg('规则试算', { id: 'lab' })}</a></h2>
          <gj-impact .version=${String(set.revision)} .under=${{ trial: { changeSet: set.id } }}></gj-impact></section>`,
    },
  ],
  designOverlays: [designImpact],
  drawings,
  synonyms: [
    ['red', 'reverse', 'credit', '红冲', '冲红', '红字', '红票'],
    ['issue', 'issuing', '开票', '开具'],
    ['title', 'titles', 'buyer', '抬头', '购方'],
  ],
  desks: {
    'plan-application': (ids) => openDesk('plan-application', ids),
    'issue-application': (ids) => openDesk('issue-application', ids),
    'issue-pending': (ids) => openDesk('issue-pending', ids),
    'return-quota': async (ids) => (await import('./quota/return-quota.ts')).openReturn(ids),
    'reverse-invoice': (ids) => openDesk('reverse-invoice', ids),
  },
  ends: [
    'void-invoice',
    'refuse-confirmation',
    'withdraw-confirmation',
    'revoke-information',
    'withdraw-licence',
  ],
  homeTiles: [
    {
      fits: isThere,
      load: () => import('./numbers/gj-issuing-numbers.ts'),
      show: () => html`<gj-issuing-numbers></gj-issuing-numbers>`,
    },
  ],
  listLinks: [lab],
  listPages: ({ id }) =>
    id === 'invoice' && mayArchive()
      ? [{ key: 'archive', text: msg('按月打包为电子档案', { id: 'archive-open' }), href: '/archive' }]
      : [],
  listPanels: [
    {
      fits: ({ form }) => form.id === 'tax-account' && maySync(),
      load: () => import('./accounts/gj-account-sync.ts'),
      show: ({ data }) => html`<gj-account-sync @done=${() => data.refresh()}></gj-account-sync>`,
    },
    {
      fits: ({ form }) => form.id === 'red-confirmation',
      load: () => import('./confirmations/gj-confirmation-waits.ts'),
      show: ({ form, data }) =>
        html`<gj-confirmation-waits form=${form.name} .list=${data.list} .shown=${data.state.condition}
          @waits=${({ detail }: CustomEvent<Condition | null>) =>
            data.change(
              detail ? { condition: detail, view: 'manage' } : { condition: null },
            )}></gj-confirmation-waits>`,
    },
    {
      fits: ({ form }) => form.actions.some(({ capability }) => capability === 'authorise-licence'),
      load: () => import('./licences/gj-licence-counts.ts'),
      show: ({ form, data }) => {
        const [picked = '', ...more] = data.state.quick['service'] ?? [];
        return html`<gj-licence-counts .form=${form} .list=${data.list} picked=${more.length > 0 ? '' : picked}
          @service=${({ detail }: CustomEvent<string>) => data.pickQuick('service', detail)}></gj-licence-counts>`;
      },
    },
  ],
  pages: {
    archive: {
      text: () => msg('电子档案', { id: 'archive' }),
      listed: {
        pinyin: 'dian zi dang an',
        icon: 'folder',
        space: 'work',
        may: mayArchive,
        menu: 'invoice-cloud/issuing',
      },
      load: () => import('./archive/archive-page.ts'),
      show: () => html`<gj-archive-page></gj-archive-page>`,
    },
    lab: {
      text: () => msg('规则试算', { id: 'lab' }),
      listed: { pinyin: 'gui ze shi suan', icon: 'match', space: 'rules', may: isThere },
      load: () =>
        Promise.all([import('../match/lab/lab-page.ts'), planDrawing(), session.everyOrganisation()]),
      show: () => html`<gj-lab-page .load=${planDrawing}></gj-lab-page>`,
    },
    split: {
      text: () => msg('拆分工作台', { id: 'desk-split' }),
      load: () => import('./desk/split-page.ts'),
      show: () => html`<gj-split-page></gj-split-page>`,
    },
  },
  publishCards: [
    {
      fits: (steps) => isThere() && steps.some(mayChangeInvoices),
      load: () => import('./impact/gj-design-impact.ts'),
      show: () => html`<section class="card" aria-labelledby="impact"><h2
          id="impact">${msg('受影响的申请单', { id: 'impact-change' })}</h2>
        <gj-design-impact></gj-design-impact></section>`,
    },
  ],
  recordChecks: async () => (await import('../../rules/einvoicing/record-checks.ts')).recordChecks,
  recordFailure: documentFailure,
  recordOverlays: [recordImpact, lineDiscounts],
  recordPages,
  recordPanels,
  recordStory: async (editor) => (await import('./desk/document-story.ts')).documentStory(editor),
  trailActions: async () => (await import('../../rules/einvoicing/trail-actions.ts')).trailActions,
};
