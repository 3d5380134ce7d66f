import { problemSentence } from '../../common/messages/render-problem.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import type { CaseReport, CaseResult } from '../../preparation/cases/case-report.ts';
import { testPackages } from '../../preparation/cases/test-packages.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { editionOf } from '../common/edition-of.ts';
import { givenPackages } from '../common/given-packages.ts';
import { withInstallation } from '../common/open-from.ts';
import { countIssues, hasErrors, showIssues } from '../common/show-issues.ts';

/**
 * Tries the cases of packages in a tenant made for it, with the standard packages they stand on; or those that are
 * installed, by what is stored.
 */
export async function test(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  if (options['stored'] === true) return testStored(context);
  const standard = (await givenPackages(standardPackageFolders())).packages;
  const given = await givenPackages(words);
  showIssues(given.issues, given.folders, terminal);
  const names = new Set(given.packages.map(({ name }) => name));
  const packages = [...standard.filter(({ name }) => !names.has(name)), ...given.packages];
  // A package that does not compile is told as `validate` does: nobody asked for a publish.
  const compiled = hasErrors(given.issues) ? given : await buildModel(packages, await editionOf(context));
  if (hasErrors(compiled.issues)) {
    if (compiled !== given) showIssues(compiled.issues, given.folders, terminal);
    terminal.say(
      {
        zh: `没有运行用例：${countIssues(compiled.issues, 'zh')}`,
        en: `no cases were run: ${countIssues(compiled.issues, 'en')}`,
      }[terminal.language],
    );
    terminal.result({ issues: compiled.issues });
    return exit.failed;
  }
  const report = await testPackages(
    await context.domains(),
    packages,
    words.length === 0 ? undefined : [...names],
  );
  showIssues(report.issues, given.folders, terminal);
  showCases(report, terminal);
  terminal.result(report);
  return report.failed > 0 || hasErrors(report.issues) ? exit.failed : exit.done;
}

async function testStored(context: CommandContext): Promise<number> {
  return withInstallation(context, async ({ storedCases, tenant }) => {
    const report = await storedCases.run(tenant.systemCall(), {});
    showCases(report, context.terminal);
    context.terminal.result(report);
    return report.failed > 0 ? exit.failed : exit.done;
  });
}

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;

export function showCases({ cases, ...counts }: CaseReport, terminal: Terminal): void {
  const { language } = terminal;
  for (const [file, some] of Map.groupBy(cases, (one) => `${one.package}/${one.file}`)) {
    terminal.say(file);
    for (const one of some) {
      terminal.say(`  ${marks[one.outcome]} ${one.name}`);
      for (const line of one.outcome === 'failed' ? why(one, terminal) : []) terminal.say(`      ${line}`);
    }
  }
  const { passed, failed, skipped } = counts;
  terminal.say(
    {
      zh: `${passed} 个通过，${failed} 个未通过${skipped > 0 ? `，${skipped} 个未运行` : ''}`,
      en: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not run` : ''}`,
    }[language],
  );
}

function why(
  { expected, actual, otherwise, problems = [] }: CaseResult,
  { language }: Terminal,
): readonly string[] {
  if (actual === undefined)
    return problems.map(
      (problem) => `${problem.path || '/'}: ${problemSentence(problem, language, new Map())}`,
    );
  const said = (value: unknown): string =>
    value === null
      ? { zh: '无', en: 'none' }[language]
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  const places = otherwise ?? [{ path: '', expected, actual }];
  return places.map((one) => {
    const [at, should, is] = [one.path === '' ? '' : `${one.path}: `, said(one.expected), said(one.actual)];
    return { zh: `${at}应为 ${should}，实际为 ${is}`, en: `${at}expected ${should}, got ${is}` }[language];
  });
}
