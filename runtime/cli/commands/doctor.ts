import { counted } from '../../../metadata/words/counted.ts';
import { targetsOf } from '../../access/egress/typed-targets.ts';
import { examine } from '../../care/doctor/examine.ts';
import type { Finding } from '../../care/doctor/finding.ts';
import { type Repaired, repairInstallation } from '../../care/doctor/repair.ts';
import { sentence } from '../../common/messages/index.ts';
import { readConfig } from '../../config/config.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { editionOf } from '../common/edition-of.ts';

const marks = { ok: '✓', warn: '!', fail: '✗' } as const;
/** Neither right nor wrong: something that this installation goes without. */
const neutral: ReadonlySet<string> = new Set(['doctor-mailbox-none']);

/** Everything that can be looked at from outside, a line each, with what to do about it. */
export async function doctor(context: CommandContext): Promise<number> {
  const { environment, options, terminal, domains } = context;
  const { language } = terminal;
  const repaired: Repaired[] = [];
  const shown: (Finding & { readonly message: string })[] = [];
  const show = (finding: Finding) => {
    const message = sentence(finding.code, finding.params, language, new Map());
    shown.push({ ...finding, message });
    terminal.say(`${neutral.has(finding.code) ? '·' : marks[finding.status]} ${message}`);
  };
  const own = await domains();
  const read = readConfig(environment, own);
  if (read.ok) {
    show({ status: 'ok', code: 'doctor-config', params: {} });
    const examined = {
      nodeVersion: process.versions.node,
      edition: await editionOf(context),
      clock: Date.now,
      standard: standardPackageFolders(),
      targets: targetsOf(own),
      harms: own.flatMap((domain) => domain.harms ?? []),
    };
    if (options['repair'] === true)
      for await (const one of repairInstallation(read.value, examined)) {
        repaired.push(one);
        const code = one.reason === undefined ? 'doctor-repaired' : 'doctor-repair-failed';
        terminal.say(
          `${marks[one.reason === undefined ? 'ok' : 'fail']} ${sentence(code, { ...one }, language, new Map())}`,
        );
      }
    for await (const finding of examine({ ...examined, config: read.value })) show(finding);
  } else for (const { code, params = {} } of read.problems) show({ status: 'fail', code, params });
  const count = (status: Finding['status']) => shown.filter((finding) => finding.status === status).length;
  const [failed, warned] = [count('fail'), count('warn')];
  terminal.say(
    {
      zh: `\n${shown.length} 项检查，${failed} 项不通过，${warned} 项提醒`,
      en: `\n${counted(shown.length, 'check', 'checks')}, ${failed} failed, ${warned} to look at`,
    }[language],
  );
  terminal.result({
    healthy: failed === 0,
    findings: shown,
    ...(options['repair'] === true ? { repaired } : {}),
  });
  return failed === 0 ? exit.done : exit.failed;
}
