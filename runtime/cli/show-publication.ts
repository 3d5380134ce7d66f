import { counted } from '../../metadata/counted.ts';
import type { Language } from '../../metadata/label.ts';
import type { describe } from '../publish/publisher.ts';
import type { Terminal } from './command.ts';

type Described = ReturnType<typeof describe>;

const risks = {
  safe: { zh: '立即', en: 'at once' },
  'copies-table': { zh: '重写表', en: 'rewrites the table' },
  lossy: { zh: '丢数据', en: 'loses data' },
} as const;

/** Issues first, each where it stands; then what would happen to the tables. */
export function showPublication({ packages, issues, changes, hidden }: Described, terminal: Terminal): void {
  const { language } = terminal;
  showIssues(issues, terminal);
  for (const { name, version } of packages.filter((each) => each.name !== ''))
    terminal.say(`${name} ${version}`);
  for (const { risk, message } of changes) terminal.say(`  ${message} (${risks[risk][language]})`);
  for (const path of hidden)
    terminal.say(
      {
        zh: `  ${path} 已不在模型中，数据保留，直到 guiju purge`,
        en: `  ${path} is no longer in the model; its data is kept until guiju purge`,
      }[language],
    );
  terminal.say(summary(issues, changes.length, language));
}

export function showIssues(issues: Described['issues'], terminal: Terminal): void {
  for (const { package: owner, file, pointer, severity, message } of issues) {
    const place = `${[owner, file].filter(Boolean).join('/')}${pointer && `#${pointer}`}`;
    terminal.warn(`${severity === 'error' ? '✗' : '!'} ${place}\n    ${message}`);
  }
}

function summary(issues: Described['issues'], changes: number, language: Language): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = issues.length - errors;
  return {
    zh: `${errors} 个错误，${warnings} 个警告，${changes} 项表结构变化`,
    en: `${counted(errors, 'error', 'errors')}, ${counted(warnings, 'warning', 'warnings')}, ${counted(changes, 'change', 'changes')} of tables`,
  }[language];
}
