import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { table } from '../../kit/table/table.ts';
import { nameless, plural } from '../../session/i18n.ts';

/** A record that a job could not save. */
interface RefusedRecord {
  readonly number: string;
  /** Number of the organisation; null: records of the form belong to none. */
  readonly org: string | null;
  readonly link: string;
  readonly reason: string;
}

interface RefusedReason {
  readonly reason: string;
  readonly count: number;
}

/** A record that could not become again what it was. */
interface NotPutBack {
  readonly record: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly message: string;
}

/** A job says of its result no more than that it is JSON; jobs of former versions do not count reasons. */
function refusedBy({ form, details }: Job): {
  readonly rows: readonly RefusedRecord[];
  readonly reasons: readonly RefusedReason[];
} {
  const { refused, reasons, problems } = (details ?? {}) as unknown as {
    readonly refused?: readonly RefusedRecord[];
    readonly reasons?: readonly RefusedReason[];
    readonly problems?: readonly Partial<NotPutBack>[];
  };
  if (refused) return { rows: refused, reasons: reasons ?? [] };
  // Problems of an import name cells of its file.
  const rows = (problems ?? []).filter(isNotPutBack).map(({ record, number, name, message }) => ({
    number: name ?? number ?? nameless(),
    org: null,
    link: `/forms/${form}/${record}?show=history`,
    reason: message,
  }));
  const alike = Object.entries(Object.groupBy(rows, ({ reason }) => reason));
  return { rows, reasons: alike.map(([reason, of = []]) => ({ reason, count: of.length })) };
}

function isNotPutBack(problem: Partial<NotPutBack>): problem is NotPutBack {
  return problem.record !== undefined;
}

/** Draws which records a job could not save: each reason with its number, then the first records. */
export function refusedParts(job: Job): TemplateResult | typeof nothing {
  const { rows, reasons } = refusedBy(job);
  if (rows.length === 0) return nothing;
  const more = (job.failed ?? 0) - rows.length;
  return html`<ul class="small gridded gap-half breaks" aria-label=${msg('原因', { id: 'reason' })}>${reasons.map(
    ({ reason, count }) =>
      html`<li>${reason} <span class="muted">${plural(msg(str`${count} 条`, { id: 'job-refused-count' }))}</span></li>`,
  )}</ul>
    <details>
      <summary class="small">${msg('未能保存的记录', { id: 'job-refused' })}</summary>
      ${table({
        caption: msg('未能保存的记录', { id: 'job-refused' }),
        columns: [
          {
            label: msg('记录', { id: 'problem-record' }),
            role: 'name',
            room: 'tight',
            cell: ({ number, org, link }: RefusedRecord) =>
              html`<a href=${link}>${number}</a>${org === null ? nothing : html` <span class="muted">${org}</span>`}`,
          },
          { label: msg('原因', { id: 'reason' }), cell: ({ reason }: RefusedRecord) => reason },
        ],
        rows,
        frame: 'third-high above-2 edged rounded',
      })}
      ${
        more > 0
          ? html`<p class="small muted">${msg(str`另有 ${more} 条`, { id: 'set-back-more' })}</p>`
          : nothing
      }
    </details>`;
}
