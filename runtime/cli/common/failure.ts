import type { Label } from '../../../metadata/common/label.ts';
import { fileTrouble } from '../../common/file-trouble.ts';
import { sentence } from '../../common/messages/index.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import { Refusal } from '../../common/refusal.ts';
import { DatabaseError, databaseRefusal } from '../../database/database-error.ts';
import { ModelBroken } from '../../tenant/model-in-service.ts';
import { SheetFailure } from '../../work/sheets/book/sheet.ts';
import { exit, type Terminal } from './command.ts';
import { showIssues } from './show-issues.ts';

interface FailureAbout {
  /** Those of domains and packages. Default: none. */
  readonly texts?: ReadonlyMap<string, Label>;
  /** The file that was being read or written. Default: none. */
  readonly file?: string;
}

/** Says what went wrong as far as it helps, and answers the exit code. The stack is for `LOG_LEVEL=debug` alone. */
export function failure(
  error: unknown,
  terminal: Terminal,
  { texts = new Map(), file }: FailureAbout = {},
): number {
  const { language } = terminal;
  if (error instanceof Refusal) {
    const message = sentence(error.code, error.params, language, texts);
    terminal.warn(message);
    const problems = renderProblems(error.problems, language, texts);
    for (const { path, message: said } of problems) terminal.warn(`  ${path || '/'}  ${said}`);
    terminal.result({ error: error.code, message, problems, ...error.more });
    return exit.failed;
  }
  if (error instanceof SheetFailure) {
    const message = sentence(error.code, error.params, language, texts);
    terminal.warn(message);
    terminal.result({ error: error.code, message, params: error.params });
    return exit.failed;
  }
  const trouble = fileTrouble(error, file);
  if (trouble) {
    const message = sentence(trouble.code, trouble.params, language, texts);
    terminal.warn(message);
    terminal.result({ error: trouble.code, message, ...trouble.params });
    return exit.failed;
  }
  if (DatabaseError.is(error, 'unavailable')) {
    terminal.warn(
      {
        zh: `无法连接数据库：${error.message}。请检查 DATABASE_URL 和数据库是否在运行。`,
        en: `Cannot connect to the database: ${error.message}. Check DATABASE_URL, and that the database is running.`,
      }[language],
    );
    terminal.result({ error: 'unavailable', reason: error.message });
    return exit.unavailable;
  }
  const broken = databaseRefusal(error);
  if (broken) {
    const message = sentence(broken.code, broken.params, language, texts);
    terminal.warn(message);
    if (DatabaseError.is(error, 'read-only')) terminal.warn(`  ${error.message}`);
    terminal.result({ error: broken.code, message, reason: (error as Error).message });
    return exit.unavailable;
  }
  if (error instanceof ModelBroken) {
    const message = sentence('model-broken', { count: error.issues.length }, language, texts);
    terminal.warn(message);
    showIssues(error.issues, new Map(), terminal);
    terminal.result({ error: 'model-broken', message, issues: error.issues });
    return exit.unavailable;
  }
  terminal.result({ error: 'unexpected', reason: error instanceof Error ? error.message : String(error) });
  terminal.warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exit.failed;
}
