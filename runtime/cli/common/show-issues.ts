import { join } from 'node:path';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { counted } from '../../../metadata/words/counted.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Terminal } from './command.ts';
import type { Given } from './given-packages.ts';

/** Each with its file as whoever gave the folder finds it. */
export function showIssues(
  issues: readonly Issue[],
  folders: Given['folders'],
  { language, warn }: Terminal,
): void {
  for (const { package: owner = '', file = '', pointer, severity, code, params } of issues) {
    const mark = severity === 'error' ? '✗' : '!';
    // An issue of a folder as such has the folder for a file.
    const place = owner === file ? [file] : [folders.get(owner) ?? owner, file];
    const said = sentence(code, params, language, new Map());
    if (owner === '' && file === '') warn(`${mark} ${said}`);
    else warn(`${mark} ${join(...place)}${pointer && `#${pointer}`}\n    ${said}`);
  }
}

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** `2 errors, 1 warning`; `beside`: warnings that were said in other words. */
export function countIssues(issues: readonly Issue[], language: Language, beside = 0): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = issues.length - errors + beside;
  return {
    zh: `${errors} 个错误，${warnings} 个警告`,
    en: `${counted(errors, 'error', 'errors')}, ${counted(warnings, 'warning', 'warnings')}`,
  }[language];
}
