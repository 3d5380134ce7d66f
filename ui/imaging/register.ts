import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Domain } from '../domain.ts';
import { failureBy } from '../record/document/failing.ts';
import { session } from '../session/session.ts';

const withImages: ReadonlySet<string> = new Set(['image-bill', 'image-arrival']);

/** Bills that are scanned: the code that each has, and the cover it is printed on. */
export const imaging: Domain = {
  recordFailure: failureBy({
    'image-push': {
      state: 'state',
      values: ['failed', 'unclear'],
      reason: 'failure',
      action: 'send-again',
      text: () => msg('推送失败', { id: 'imaging-push-failed' }),
    },
  }),
  recordPages: ({ form, base }) =>
    form.id === 'image-bill' && base
      ? [
          {
            key: 'review',
            text:
              base['stage'] === 'approval'
                ? msg('影像审批', { id: 'review' })
                : msg('查看影像', { id: 'review-view' }),
            icon: 'image',
            href: `/review?bill=${base.id}`,
          },
        ]
      : [],
  fileLimits: async (editor) =>
    withImages.has(editor.form.id) ? (await import('./image-limits.ts')).imageLimits(editor) : null,
  recordPanels: [
    {
      fits: ({ editor: { base, form } }) =>
        typeof base?.['code'] === 'string' &&
        form.actions.some(({ capability }) => capability === 'give-image-code'),
      load: () => import('../einvoicing/pictures/gj-record-picture.ts'),
      show: ({ editor, turn }) =>
        html`<gj-record-picture class="below-3" .editor=${editor} .turn=${turn}>${
          editor.form.id === 'image-bill'
            ? html`${
                editor.base?.['stage'] === 'approval'
                  ? html`<a class="button primary" href="/review?bill=${editor.base.id}">${msg('影像审批', { id: 'review' })}</a> `
                  : nothing
              }<a class="button" href="/api/imaging/bills/${editor.base?.id}/cover" target="_blank"
                rel="noopener">${msg('打印封面', { id: 'print-cover' })}</a>`
            : nothing
        }</gj-record-picture>`,
    },
  ],
  pages: {
    review: {
      text: () => msg('影像审批', { id: 'review' }),
      listed: {
        pinyin: 'ying xiang shen pi',
        icon: 'check',
        space: 'work',
        may: () => ['agree', 'reject'].some((one) => session.may('image-bill', one)),
      },
      load: () => import('./review/review-page.ts'),
      show: () => html`<gj-review-page></gj-review-page>`,
    },
    imaging: {
      text: () => msg('影像工作台', { id: 'station' }),
      listed: {
        pinyin: 'ying xiang gong zuo tai',
        icon: 'scan',
        space: 'work',
        may: () => session.form('scan-page')?.actions.includes('read') === true,
      },
      load: () => import('./station/station-page.ts'),
      show: () => html`<gj-station-page></gj-station-page>`,
    },
  },
};
