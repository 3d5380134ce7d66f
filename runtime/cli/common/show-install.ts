import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { InstallPlan } from '../../../metadata/contract/packages/install-plan.ts';
import { grades } from '../../../metadata/diff/compare-packages.ts';
import { gradeLabels } from '../../../metadata/diff/release-notes.ts';
import type { Grade } from '../../../metadata/property/difference.ts';
import { counted } from '../../../metadata/words/counted.ts';
import type { Terminal } from './command.ts';
import type { Given } from './given-packages.ts';
import { showPublication } from './show-publication.ts';

/** Of each grade; the others are counted. */
const mostShown = 40;

/** Shows a plan in words: what differs, what is asked and told of the merge, then tables, records and cases. */
export function showInstall(plan: InstallPlan, folders: Given['folders'], terminal: Terminal): void {
  const { language } = terminal;
  for (const { name, version, from } of plan.packages)
    terminal.say(
      from === null
        ? { zh: `${name} ${version}（新装）`, en: `${name} ${version} (new)` }[language]
        : from === version
          ? { zh: `${name} ${version}（已安装）`, en: `${name} ${version} (installed)` }[language]
          : `${name} ${from} → ${version}`,
    );
  const unsigned = plan.packages.filter(({ origin, action }) => origin === 'unsigned' && action !== 'none');
  for (const { name } of unsigned)
    terminal.warn(
      {
        zh: `! ${name} 没有签名：无法确认它由谁制作、途中是否被改过；只安装您信任的人直接交给您的文件`,
        en: `! ${name} is not signed: nobody can tell who made it or whether it was altered on the way; install it only if you got it from someone you trust`,
      }[language],
    );
  for (const { message } of plan.requirements) terminal.warn(`✗ ${message}`);
  showOwn(plan.own, terminal);
  showMoves(plan, terminal);
  for (const grade of grades) showDifferences(plan, grade, terminal);
  if (plan.notices.length > 0) terminal.say({ zh: '合并', en: 'Merged' }[language]);
  for (const { message } of plan.notices) terminal.say(`  ${message}`);
  // By its place it is answered.
  for (const { form, target, message, answer } of [...plan.questions, ...plan.interference])
    if (answer === null) terminal.warn(`? ${form === null ? target : `${form}/${target}`}\n    ${message}`);
    else terminal.say(`  ${message} ${{ zh: '已答', en: 'answered' }[language]}: ${shown(answer)}`);
  showPublication({ ...plan, packages: [], leaving: [] }, folders, terminal, unsigned.length);
  const { records, cases, matches } = plan;
  if (records && records.created + records.changed > 0)
    terminal.say(
      {
        zh: `包数据：新增 ${records.created} 条，更新 ${records.changed} 条`,
        en: `package data: ${records.created} new, ${records.changed} changed`,
      }[language],
    );
  showCases(cases?.changed ?? [], terminal);
  for (const { form, looked, changed } of matches) {
    const count = Array.isArray(changed) ? changed.length : 0;
    if (count > 0)
      terminal.say(
        {
          zh: `${form}：最近 ${looked} 张单据中有 ${count} 张将匹配到另一条`,
          en: `${form}: of the last ${counted(looked, 'document', 'documents')}, ${count} would match a different rule`,
        }[language],
      );
  }
}

/** Shows first what is this system's own, to whoever brings a configuration here. */
function showOwn(own: InstallPlan['own'], { say, language }: Terminal): void {
  if (own.length === 0) return;
  say({ zh: `本系统自己的不同之处（${own.length}）`, en: `Local differences (${own.length})` }[language]);
  for (const { message } of own.slice(0, mostShown)) say(`  ${message}`);
  const more = own.length - mostShown;
  if (more > 0) say({ zh: `  … 另有 ${more} 项`, en: `  … and ${more} more` }[language]);
}

/** Shows the parts that only become another package's, which lose nothing. */
function showMoves({ moves }: InstallPlan, { say, language }: Terminal): void {
  for (const [to, parts] of Map.groupBy(moves, (one) => one.to)) {
    say(
      {
        zh: `移到包 ${to}（数据、标识和接口名称都不变）`,
        en: `Moved to the package ${to} (data, ids and API names stay the same)`,
      }[language],
    );
    for (const { what, records } of parts) {
      const count = counted(records ?? 0, 'record stays', 'records stay');
      const stay = { zh: `（${records} 条记录不变）`, en: ` (${count} unchanged)` }[language];
      say(`  ${what}${records ? stay : ''}`);
    }
  }
}

/** Shows the outcome of each case before, and the one that it would have. */
function showCases(changed: NonNullable<InstallPlan['cases']>['changed'], { say, language }: Terminal): void {
  const none = { zh: '无', en: 'none' }[language];
  const said = (value: Json) => (value === null ? none : shown(value));
  for (const { id, before, after, expected, actual } of changed) {
    const was = before === null ? { zh: '新用例', en: 'new' } : outcomes[before];
    const words = `${was?.[language] ?? before} → ${outcomes[after]?.[language] ?? after}`;
    say(`  ${after === 'failed' ? '✗' : '✓'} ${id}: ${words}`);
    if (after === 'failed')
      say(
        {
          zh: `      应为 ${said(expected)}，实际为 ${said(actual)}`,
          en: `      expected ${said(expected)}, got ${said(actual)}`,
        }[language],
      );
  }
}

const outcomes: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  passed: { zh: '通过', en: 'passed' },
  failed: { zh: '未通过', en: 'failed' },
  skipped: { zh: '未运行', en: 'not run' },
};

function showDifferences({ differences }: InstallPlan, grade: Grade, { say, language }: Terminal): void {
  const own = differences.filter((one) => one.grade === grade);
  if (own.length === 0) return;
  say(gradeLabels[grade][language]);
  const lines = own.map(({ place, message, records }) => {
    const count = records === null || records === 0 ? '' : ` (${counted(records, 'record', 'records')})`;
    return `  ${place || 'package.json'}: ${message}${language === 'zh' ? count.replace(/ records?/, ' 条') : count}`;
  });
  // Lines in the same words about one place are said once.
  const distinct = [...new Set(lines)];
  for (const line of distinct.slice(0, mostShown)) say(line);
  const more = distinct.length - mostShown;
  if (more > 0) say({ zh: `  … 另有 ${more} 项`, en: `  … and ${more} more` }[language]);
}

function shown(answer: Json): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
