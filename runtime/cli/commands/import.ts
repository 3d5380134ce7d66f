import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { labelOf } from '../../../metadata/common/read.ts';
import type { Outcome } from '../../work/jobs/job.ts';
import { sheetFormatOf } from '../../work/sheets/book/sheet-kind.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { failure } from '../common/failure.ts';
import { callFor, findForm } from '../common/find-form.ts';
import { readTableFile } from '../common/local-file.ts';
import { withInstallation } from '../common/open-from.ts';
import { progress } from '../common/publish-given.ts';

/** So many warnings and problems are listed; the marked file has all of them. */
const shown = 20;

/** A workbook or csv into a form; what is wrong comes back as the same file with its cells marked, beside it. */
export async function importRecords(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const [name = '', file = ''] = words;
  let table: Awaited<ReturnType<typeof readTableFile>>;
  try {
    table = await readTableFile(file);
  } catch (error) {
    return failure(error, terminal, { file });
  }
  return withInstallation(context, async (opened) => {
    const form = findForm(opened, context, name);
    const call = form && callFor(opened, context, 'guiju import');
    if (!form || !call) return exit.failed;
    const { sheets } = opened;
    const say = progress(terminal);
    const { entries } = options;
    const dryRun = options['dry-run'] === true;
    const outcome = await sheets
      .importing(call, form, {
        ...table,
        dryRun,
        format: sheetFormatOf(table.bytes),
        ...(typeof entries === 'string' ? { entries } : {}),
      })
      .run({ id: '', report: async ({ done, total }) => say(done, total) });
    return report(terminal, outcome, { file, dryRun, form: form.name });
  });
}

async function report(
  terminal: Terminal,
  { counts = {}, message: label, details = {}, file: made }: Outcome,
  { file, dryRun, form }: { readonly file: string; readonly dryRun: boolean; readonly form: string },
): Promise<number> {
  const message = label?.[terminal.language] ?? '';
  terminal.say(
    dryRun ? { zh: `（试导入）${message}`, en: `(dry run) ${message}` }[terminal.language] : message,
  );
  for (const { message: sentence } of listOf(details['warnings']).slice(0, shown))
    terminal.warn(`! ${labelOf(sentence)?.[terminal.language] ?? ''}`);
  const problems = listOf(details['problems']);
  for (const problem of problems.slice(0, shown)) terminal.warn(`  ${lineOf(problem, terminal)}`);
  if (problems.length > shown)
    terminal.warn({ zh: '  还有更多错误', en: '  more errors' }[terminal.language]);
  const marked = made ? join(dirname(file), made.name) : undefined;
  if (made?.bytes && marked !== undefined) {
    await writeFile(marked, made.bytes);
    terminal.warn(
      { zh: `标出错误的文件：${marked}`, en: `the file with its errors marked: ${marked}` }[
        terminal.language
      ],
    );
  }
  terminal.result({ form, dryRun, ...counts, ...details, ...(marked === undefined ? {} : { marked }) });
  return (counts.failed ?? 0) > 0 ? exit.failed : exit.done;
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function lineOf({ sheet, row, column, message }: JsonObject, { language }: Terminal): string {
  const places = [
    [sheet, { zh: '第 # 张表', en: 'sheet #' }],
    [row, { zh: '第 # 行', en: 'row #' }],
    [column, { zh: '第 # 列', en: 'column #' }],
  ] as const;
  const named = places.flatMap(([at, text], index) =>
    typeof at === 'number' ? [text[language].replace('#', String(index === 0 ? at + 1 : at))] : [],
  );
  return `${named.join(language === 'zh' ? '' : ', ')}: ${labelOf(message)?.[language] ?? ''}`;
}
