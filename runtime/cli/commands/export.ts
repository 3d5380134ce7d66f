import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import { counted } from '../../../metadata/words/counted.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Running } from '../../work/jobs/job.ts';
import { fileName, type Sheets } from '../../work/sheets/create-sheets.ts';
import type { ExportRequest } from '../../work/sheets/export-file.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { callFor, findForm } from '../common/find-form.ts';
import { withInstallation } from '../common/open-from.ts';
import { progress } from '../common/publish-given.ts';
import { installedNamed, writePacked } from '../common/write-packed.ts';
import { exportLocal } from './export-local.ts';

/** Records of a form as a workbook or csv that `guiju import` reads back; a package that is installed, as a tarball. */
export function exportRecords(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const { language } = terminal;
  if (options['local'] === true && words.length === 0) return exportLocal(context);
  if (options['local'] === true || words.length === 0) return Promise.resolve(context.misused());
  const wanted = options['format'] ?? 'xlsx';
  if (wanted !== 'xlsx' && wanted !== 'csv') {
    terminal.warn({ zh: '--format 只能是 xlsx 或 csv', en: '--format must be xlsx or csv' }[language]);
    return Promise.resolve(exit.usage);
  }
  const filter = filterOf(options['filter']);
  if (filter === null) {
    terminal.warn(
      {
        zh: '--filter 应为条件的 JSON，如 {"fact":"number","operator":"startsWith","value":"A"}',
        en: '--filter must be a condition in JSON, such as {"fact":"number","operator":"startsWith","value":"A"}',
      }[language],
    );
    return Promise.resolve(exit.usage);
  }
  const folder = typeof options['out'] === 'string' ? dirname(resolve(options['out'])) : '.';
  if (!existsSync(folder)) {
    terminal.warn(sentence('file-missing', { file: folder }, language, new Map()));
    return Promise.resolve(exit.failed);
  }
  return withInstallation(context, async (opened) => {
    const packed = await installedNamed(opened, context);
    if (packed) return writePacked(opened, context, packed);
    const form = findForm(opened, context, words[0] ?? '');
    const call = form && callFor(opened, context, 'guiju export');
    if (!form || !call) return exit.failed;
    const { sheets } = opened;
    const say = progress(terminal);
    let rows = 0;
    const job: Running = {
      id: '',
      report: async ({ done, total }) => {
        rows = done;
        say(done, total);
      },
    };
    const { entries } = options;
    const request: ExportRequest = {
      format: wanted,
      query: { view: 'manage', ...narrowed(filter, options['org']) },
      ...(typeof entries === 'string' ? { entries } : {}),
    };
    if (options['files'] === true) return exportWithFiles(context, { sheets, call, form, request });
    const { file } = await sheets.exporting(call, form, request).run(job);
    const out = resolve(typeof options['out'] === 'string' ? options['out'] : fileName(call, form, wanted));
    await writeFile(out, file?.bytes ?? new Uint8Array());
    terminal.say({ zh: `${out}：${rows} 条`, en: `${out}: ${counted(rows, 'record', 'records')}` }[language]);
    terminal.result({ file: out, form: form.name, records: rows });
    return exit.done;
  });
}

interface WithFiles {
  readonly sheets: Sheets;
  readonly call: Call;
  readonly form: Form;
  readonly request: ExportRequest;
}

/** The workbook and the files of its records as one zip, written while it is made. */
async function exportWithFiles(
  { options, terminal }: CommandContext,
  { sheets, call, form, request }: WithFiles,
): Promise<number> {
  const { stream, records, files } = await sheets.exportZip(call, form, request);
  const out = resolve(typeof options['out'] === 'string' ? options['out'] : fileName(call, form, 'zip'));
  await writeFile(out, stream);
  terminal.say(
    {
      zh: `${out}：${records} 条，${files} 个文件`,
      en: `${out}: ${counted(records, 'record', 'records')}, ${counted(files, 'file', 'files')}`,
    }[terminal.language],
  );
  terminal.result({ file: out, form: form.name, records, files });
  return exit.done;
}

/** Of one organisation what it created; else everything. */
function narrowed(
  filter: Condition | undefined,
  org: string | boolean | undefined,
): { readonly filter?: Condition } {
  if (typeof org !== 'string') return filter ? { filter } : {};
  const own: Condition = { fact: 'org', operator: 'equal', value: org };
  return { filter: filter ? { all: [own, filter] } : own };
}

/** Null: it is no JSON object. */
function filterOf(text: string | boolean | undefined): Condition | undefined | null {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Condition) : null;
  } catch {
    return null;
  }
}
