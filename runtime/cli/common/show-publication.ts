import type { PublishPlan } from '../../../metadata/contract/packages/parts.ts';
import { counted } from '../../../metadata/words/counted.ts';
import type { Terminal } from './command.ts';
import type { Given } from './given-packages.ts';
import { countIssues, showIssues } from './show-issues.ts';

const risks = {
  safe: { zh: '立即', en: 'at once' },
  'copies-table': { zh: '重写表', en: 'rewrites the table' },
  lossy: { zh: '丢数据', en: 'loses data' },
} as const;

/** Issues first, each where it stands; then what would happen to the tables. `beside`: warnings that were said before. */
export function showPublication(
  { packages, leaving, issues, changes, hidden, offers }: PublishPlan,
  folders: Given['folders'],
  terminal: Terminal,
  beside = 0,
): void {
  const { language } = terminal;
  showIssues(issues, folders, terminal);
  for (const { name, version } of packages.filter((each) => each.name !== ''))
    terminal.say(`${name} ${version}`);
  for (const { name, version } of leaving)
    terminal.say(
      { zh: `${name} ${version} 不再安装`, en: `${name} ${version} is no longer installed` }[language],
    );
  for (const { risk, message } of changes) terminal.say(`  ${message} (${risks[risk][language]})`);
  for (const path of hidden)
    terminal.say(
      {
        zh: `  ${path} 已不在模型中，数据保留，直到 guiju purge`,
        en: `  ${path} is no longer in the model; its data is kept until guiju purge`,
      }[language],
    );
  for (const { message } of offers) terminal.say(`  ${String(message)}`);
  const tables = {
    zh: `，${changes.length} 项表结构变化`,
    en: `, ${counted(changes.length, 'table change', 'table changes')}`,
  }[language];
  terminal.say(`${countIssues(issues, language, beside)}${tables}`);
}
