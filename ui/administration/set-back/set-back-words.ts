import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { table } from '../../kit/table/table.ts';

/** Whether records that were made later stay or go. */
export type Later = 'keep' | 'delete';

/** A record of which something has to be done, or was. */
interface SetBackEntry {
  readonly record: string;
  readonly number: string | null;
  readonly name: string | null;
  /** `again`: it is gone, and comes back; `back`: it is another; `later`: it was not there. */
  readonly does: 'again' | 'back' | 'later';
  /** Why it was refused. Default: it was not. */
  readonly message?: string;
}

/** What a job says of itself: what it would do, or did. */
interface SetBackDetails {
  readonly again: number;
  readonly back: number;
  /** Of a plan: records that were made later. */
  readonly later?: number;
  /** Of what was done: those of them that went. */
  readonly deleted?: number;
  readonly records?: readonly SetBackEntry[];
  readonly problems?: readonly SetBackEntry[];
}

/** Answers how many records a plan would write. */
export function writtenBy(job: Job, later: Later): number {
  const { again, back, later: made = 0 } = detailsOf(job);
  return again + back + (later === 'delete' ? made : 0);
}

/** Draws what would be done: how many records, and the first of them by name. */
export function plannedParts(job: Job, form: string, later: Later): TemplateResult {
  const { again, back, later: made = 0, records = [] } = detailsOf(job);
  const stays = later === 'keep';
  const shown = records.filter(({ does }) => does !== 'later' || !stays);
  const written = writtenBy(job, later);
  return html`<div class="chips below-3" role="status">
      ${badge('ok', again, msg(str`将找回 ${again} 条`, { id: 'set-back-will-again' }))}
      ${badge('accent', back, msg(str`将恢复 ${back} 条`, { id: 'set-back-will-back' }))}
      ${
        stays
          ? badge('quiet', made, msg(str`此后新建的 ${made} 条保留`, { id: 'set-back-later-stay' }))
          : badge('warn', made, msg(str`将删除此后新建的 ${made} 条`, { id: 'set-back-will-delete' }))
      }
      ${written + made === 0 ? html`<p>${msg('自那时以来没有改变。', { id: 'set-back-nothing' })}</p>` : nothing}
    </div>
    ${entries(shown, form, {
      again: msg('找回', { id: 'set-back-again' }),
      back: msg('恢复', { id: 'set-back-back' }),
      later: msg('删除', { id: 'delete' }),
    })}
    ${rest(written - shown.length)}`;
}

/** Draws what was done, and what was refused, each with its reason. */
export function doneParts(job: Job, form: string): TemplateResult {
  const { again = 0, back = 0, deleted = 0, records = [], problems = [] } = detailsOf(job);
  const refused = job.failed ?? 0;
  const written = again + back + deleted;
  return html`<div class="chips below-3" role="status">
      ${badge('ok', again, msg(str`已找回 ${again} 条`, { id: 'set-back-did-again' }))}
      ${badge('accent', back, msg(str`已恢复 ${back} 条`, { id: 'set-back-did-back' }))}
      ${badge('warn', deleted, msg(str`已删除 ${deleted} 条`, { id: 'set-back-did-delete' }))}
      ${badge('error', refused, msg(str`${refused} 条未能恢复`, { id: 'set-back-refused' }))}
    </div>
    ${
      problems.length === 0
        ? nothing
        : html`<p>${msg('下面的记录保持现在的样子：现在的规则不允许恢复。', { id: 'set-back-refused-help' })}</p>
          ${table({
            caption: msg('未能恢复的记录', { id: 'set-back-refused-records' }),
            columns: [
              nameColumn(form),
              { label: msg('原因', { id: 'reason' }), cell: ({ message }: SetBackEntry) => message ?? '' },
            ],
            rows: problems,
            frame: 'third-high below-3 edged rounded',
          })}${rest(refused - problems.length)}`
    }
    ${entries(records, form, {
      again: msg('已找回', { id: 'set-back-done-again' }),
      back: msg('已恢复', { id: 'set-back-done-back' }),
      later: msg('已删除', { id: 'set-back-done-later' }),
    })}
    ${rest(written - records.length)}`;
}

function detailsOf({ details }: Job): SetBackDetails {
  // A job says of its result no more than that it is JSON.
  return { again: 0, back: 0, ...(details as unknown as Partial<SetBackDetails>) };
}

function badge(look: string, count: number, text: string): TemplateResult | typeof nothing {
  return count === 0 ? nothing : html`<span class="badge ${look}">${text}</span>`;
}

function rest(count: number): TemplateResult | typeof nothing {
  return count > 0
    ? html`<p class="small muted">${msg(str`另有 ${count} 条`, { id: 'set-back-more' })}</p>`
    : nothing;
}

function entries(
  records: readonly SetBackEntry[],
  form: string,
  words: Readonly<Record<SetBackEntry['does'], string>>,
): TemplateResult | typeof nothing {
  if (records.length === 0) return nothing;
  return table({
    caption: msg('相关记录', { id: 'set-back-records' }),
    columns: [
      nameColumn(form),
      {
        label: msg('操作', { id: 'set-back-what' }),
        room: 'tight',
        cell: ({ does }: SetBackEntry) =>
          does === 'later' ? html`<span class="in-warn">${words[does]}</span>` : words[does],
      },
    ],
    rows: records,
    frame: 'third-high below-2 edged rounded',
  });
}

function nameColumn(form: string) {
  return {
    label: msg('记录', { id: 'problem-record' }),
    role: 'name',
    room: 'grow',
    // By a page of its own, so that what is shown here stays.
    cell: (one: SetBackEntry) =>
      html`<a href=${`/forms/${form}/${one.record}?show=history`} target="_blank" rel="noopener"
          title=${msg('历史版本', { id: 'versions' })}>${one.name ?? one.number ?? one.record}</a>${
            one.number !== null && one.name !== null
              ? html` <span class="muted">${one.number}</span>`
              : nothing
          }`,
  } as const;
}
