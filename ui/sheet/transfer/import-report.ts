import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { icon } from '../../kit/base/icons.ts';
import { folded, foldedNames, shortNames } from '../../kit/base/short-names.ts';
import { table } from '../../kit/table/table.ts';
import { say } from '../../session/i18n.ts';
import { countsOf } from './job-counts.ts';

/** The styles of a report: no column squeezes another, however long its texts are. */
export const importReportStyles = css`
  .said {
    width: 21%;
    min-width: 8em;
  }
  .column {
    width: 13%;
    min-width: 6em;
  }
  :is(.said, .column) .short {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .mends input {
    width: 11em;
  }
  .unfolds summary {
    align-items: baseline;
  }
  .unfolds:not([open]) .whole,
  .unfolds[open] .short {
    display: none;
  }
`;

export interface SheetProblem {
  /** Its place in the workbook, from 0. */
  readonly sheet: number;
  readonly row: number;
  readonly column: number | null;
  readonly message: string;
  /** The labels of the sheet, the column and the record; jobs of former versions do not have them. */
  readonly sheetLabel?: Label | null;
  readonly columnLabel?: Label | null;
  readonly about?: string | null;
  /** Records of a form that a text may have meant which names none. */
  readonly nearly?: Spelt & {
    readonly names: readonly string[];
    /** In how many cells the text stands for a record of the form; jobs of former versions do not say it. */
    readonly places?: number;
  };
  /** The text of the cell, and how many rows can be mended with it; jobs of former versions may lack it. */
  readonly same?: { readonly text: string; readonly rows: number };
}

/** A text of the file that should name a record of a form. */
export interface Spelt {
  /** Id of the form. */
  readonly form: string;
  readonly text: string;
}

/** The hands of whoever looks at a result: what did not come in can be mended here, and tried again. */
export interface Mending {
  /** Whether nothing was written yet. */
  readonly tried: boolean;
  /** A name that was meant. */
  readonly take: (spelt: Spelt, name: string) => void;
  /** Another text in a cell; empty: as the file has it after all. */
  readonly mend: (cell: SheetProblem, text: string) => void;
  /** What was typed for a cell, and not tried yet. */
  readonly typed: (cell: SheetProblem) => string;
  /** What was typed for a cell holds for all rows of its column that say the same. */
  readonly mendAll: (cell: SheetProblem) => void;
  /** More was typed and mended than is taken. */
  readonly isTooMuch: boolean;
}

/**
 * Draws the result of an import or of its trial: counts, and each problem with its place. With `mending` a name that was
 * meant can be taken, and cells are mended where they are told.
 */
export function importReport(job: Job, mending: Mending | null): TemplateResult {
  const { details } = job;
  const tried = mending?.tried ?? false;
  const { created, updated, deleted, unchanged, failed } = countsOf(job);
  // A job says of its result no more than that it is JSON.
  const problems = (details?.['problems'] ?? []) as unknown as readonly SheetProblem[];
  const warnings = (details?.['warnings'] ?? []) as unknown as readonly { readonly message: string }[];
  const badge = (look: string, text: string) => html`<span class="badge ${look}">${text}</span>`;
  return html`
    <div class="chips below-3" role="status">
      ${job.status === 'failed' ? badge('error', msg('失败', { id: 'job-failed' })) : nothing}
      ${job.status === 'cancelled' ? badge('warn', msg('已取消', { id: 'job-cancelled' })) : nothing}
      ${
        created
          ? badge(
              'ok',
              tried
                ? msg(str`将新增 ${created} 条`, { id: 'will-create' })
                : msg(str`新增 ${created} 条`, { id: 'created-count' }),
            )
          : nothing
      }
      ${
        updated
          ? badge(
              'accent',
              tried
                ? msg(str`将更新 ${updated} 条`, { id: 'will-update' })
                : msg(str`更新 ${updated} 条`, { id: 'updated-count' }),
            )
          : nothing
      }
      ${
        deleted
          ? badge(
              'warn',
              tried
                ? msg(str`将删除 ${deleted} 条`, { id: 'will-delete' })
                : msg(str`删除 ${deleted} 条`, { id: 'removed-count' }),
            )
          : nothing
      }
      ${unchanged ? badge('', msg(str`不变 ${unchanged} 条`, { id: 'stays-unchanged' })) : nothing}
      ${failed ? badge('error', msg(str`有问题 ${failed} 条`, { id: 'failed-count' })) : nothing}
    </div>
    ${
      job.status === 'done' && !created && !updated && !deleted && !unchanged && !failed
        ? html`<p>${msg('文件里没有数据行，请在表头下面填写。', { id: 'import-no-rows' })}</p>`
        : nothing
    }
    ${job.status === 'failed' && job.message ? html`<p class="problem">${job.message}</p>` : nothing}
    ${problems.length > 0 ? problemTable(problems, mending) : nothing}
    ${warnings.map(
      ({ message }) =>
        html`<div class="small muted flex gap-1">${icon('alert', 14)}<span class="grow">${foldedNames(message)}</span></div>`,
    )}
  `;
}

function problemTable(problems: readonly SheetProblem[], mending: Mending | null): TemplateResult {
  const several = problems.some(({ sheet }) => sheet > 0);
  return html`
    <p>${outcomeOf(mending)}</p>
    ${table({
      caption: msg('有问题的单元格', { id: 'problem-cells' }),
      columns: [
        {
          label: msg('记录', { id: 'problem-record' }),
          role: 'name',
          look: 'said',
          cell: (one) =>
            html`<span class="muted">${placeOf(one, several)}</span>${one.about ? html` <b>${folded(one.about)}</b>` : nothing}`,
        },
        {
          label: msg('列', { id: 'problem-column' }),
          look: 'column',
          cell: ({ columnLabel, column }) =>
            html`${folded(columnLabel ? say(columnLabel) : '')} ${
              column === null ? nothing : html`<span class="muted">${letters(column)}</span>`
            }`,
        },
        ...(problems.some(({ same }) => same)
          ? [
              {
                label: msg('文件中的值', { id: 'problem-value' }),
                look: 'said',
                cell: ({ same }: SheetProblem) => folded(same?.text ?? ''),
              },
            ]
          : []),
        {
          label: msg('问题', { id: 'sheet-problem' }),
          cell: (one) => html`${foldedNames(one.message)} ${mending ? offers(one, mending) : nothing}`,
        },
        ...(mending
          ? [
              {
                label: msg('改为', { id: 'mend-cell' }),
                look: 'mends',
                cell: (one: SheetProblem) => mendBox(one, mending),
              },
            ]
          : []),
      ],
      rows: problems,
      frame: 'third-high above-2 below-2 edged rounded',
    })}`;
}

/** What is wrong of a whole row stands in no cell. */
function mendBox(one: SheetProblem, mending: Mending): TemplateResult | typeof nothing {
  if (one.column === null) return nothing;
  const place = [placeOf(one, false), one.columnLabel ? say(one.columnLabel) : letters(one.column)].join(' ');
  return html`<div class="stack-2 above-1 below-1"><input class="plain" autocomplete="off" .value=${mending.typed(one)}
    aria-label=${msg(str`${place}改为`, { id: 'mend-cell-at' })}
    @input=${(event: Event) => mending.mend(one, (event.target as HTMLInputElement).value)} />${offerAll(one, mending)}</div>`;
}

function offerAll(one: SheetProblem, mending: Mending): TemplateResult | typeof nothing {
  const text = mending.typed(one);
  if (!one.same || one.same.rows < 2 || text === '') return nothing;
  const words = msg(str`“${one.same.text}”的 ${one.same.rows} 行都改为“${text}”`, { id: 'mend-all-alike' });
  return html`<button class="slim to-start many-lines" ?disabled=${mending.isTooMuch}
    @click=${() => mending.mendAll(one)}>${shortNames(words)}</button>`;
}

/** The names that may have been meant: with one click the file is tried as if it said so, wherever it says the same. */
function offers({ nearly }: SheetProblem, mending: Mending): readonly TemplateResult[] {
  return (nearly?.names ?? []).map(
    (name) =>
      html`<button class="slim many-lines"
          @click=${() => nearly && mending.take(nearly, name)}>${shortNames(
            nearly?.places !== undefined && nearly.places > 1
              ? msg(str`${nearly.places} 处都改用“${name}”`, { id: 'take-meant-all' })
              : msg(str`改用“${name}”`, { id: 'take-meant' }),
          )}</button>`,
  );
}

function outcomeOf(mending: Mending | null): string {
  if (!mending)
    return msg('下面的行没有导入。下载标注了问题的文件，改好后再导入。', { id: 'rows-not-imported' });
  return mending.tried
    ? msg('下面的行不会导入。可以在这里改好单元格重新检查，也可以先导入其余的。', { id: 'rows-left-out' })
    : msg(
        '下面的行没有导入。可以在这里改好单元格，重新检查后导入；也可以下载标注了问题的文件，在文件里改。',
        {
          id: 'rows-not-imported-yet',
        },
      );
}

/** Names the row; in a workbook with several sheets, also the sheet. */
function placeOf({ sheet, sheetLabel, row }: SheetProblem, several: boolean): string {
  const line = msg(str`第 ${row} 行`, { id: 'row-of-sheet' });
  if (!several) return line;
  const name = sheetLabel ? say(sheetLabel) : msg(str`第 ${sheet + 1} 张`, { id: 'sheet-place' });
  return `${name} ${line}`;
}

/** 1 → A, 28 → AB. */
export function letters(column: number): string {
  let text = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}
