import type { Json } from '../../../metadata/common/json.ts';
import { differenceSentence } from '../../../metadata/diff/release-notes.ts';
import {
  compareSystems,
  type RecordOtherwise,
  type SystemsCompared,
} from '../../model/promote/compare-systems.ts';
import { everyForm } from '../../model/promote/export-local.ts';
import { isSecretMark } from '../../model/promote/promoted-files.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { described } from '../common/compare-versions.ts';
import { withInstallation } from '../common/open-from.ts';
import { stateHere, stateThere } from '../common/system-state.ts';

/** Compares two running systems: this one, or the one that `--with` names, and the one at `--server`. */
export async function diffServers(context: CommandContext): Promise<number> {
  const { options, environment } = context;
  const [server, other] = [options['server'], options['with']].map((one) =>
    typeof one === 'string' ? one : undefined,
  );
  const wrong = [server, other].find((one) => one !== undefined && !/^https?:\/\//.test(one));
  if (server === undefined || wrong !== undefined) {
    context.terminal.warn('guiju diff --server <http://…> [--with <http://…>]');
    return exit.usage;
  }
  const data = typeof options['data'] === 'string' ? options['data'].split(',') : [everyForm];
  const wanted = { data: ['organisation', ...data], params: true, roles: true, views: true };
  const how = { wanted, language: context.terminal.language };
  const there = () => stateThere(server, environment['GUIJU_TOKEN'], how);
  if (other === undefined)
    return withInstallation(context, async (opened) =>
      tell(compareSystems(await stateHere(opened, wanted), await there()), context),
    );
  const here = await stateThere(other, environment['GUIJU_WITH_TOKEN'], how);
  return tell(compareSystems(here, await there()), context);
}

function tell(compared: SystemsCompared, { terminal }: CommandContext): number {
  const { packages, organisations, params, records, isSame } = compared;
  const { language } = terminal;
  const head = (label: { readonly zh: string; readonly en: string }, count: number) => {
    if (count > 0) terminal.say(`${label[language]} (${count})`);
  };
  head({ zh: '包', en: 'Packages' }, packages.length);
  for (const { name, here, there, differences } of packages) {
    terminal.say(`  ${name}  ${here ?? '—'} → ${there ?? '—'}`);
    for (const one of differences)
      terminal.say(`    ${one.place || 'package.json'}: ${differenceSentence(one, language)}`);
  }
  head({ zh: '组织', en: 'Organisations' }, organisations.length);
  for (const one of organisations) say(one, terminal);
  head({ zh: '参数', en: 'Parameters' }, params.length);
  for (const { place, here, there } of params)
    terminal.say(`  ${place}: ${shownValue(here, terminal)} → ${shownValue(there, terminal)}`);
  head({ zh: '数据', en: 'Records' }, records.length);
  for (const one of records) say(one, terminal);
  if (isSame) terminal.say({ zh: '两个系统一致', en: 'the two systems are the same' }[language]);
  terminal.result({
    ...compared,
    packages: packages.map(({ differences, ...one }) => ({
      ...one,
      differences: described(differences),
    })),
  });
  return isSame ? exit.done : exit.failed;
}

const onlyHere = { zh: '只在这边', en: 'only here' };
const onlyThere = { zh: '只在那边', en: 'only there' };

function say({ form, key, only, fields }: RecordOtherwise, terminal: Terminal): void {
  const { language } = terminal;
  const name = form === 'organisation' ? key : `${form} ${key}`;
  const side = only && (only === 'here' ? onlyHere : onlyThere)[language];
  terminal.say(`  ${name}${side === null ? '' : `: ${side}`}`);
  for (const [field, { here, there }] of Object.entries(fields))
    terminal.say(
      `    ${field.replace('$', '')}: ${shownValue(here, terminal)} → ${shownValue(there, terminal)}`,
    );
}

function shownValue(value: Json, { language }: Terminal): string {
  if (value === null) return { zh: '（无）', en: '(none)' }[language];
  if (isSecretMark(value)) return '••••';
  const own = typeof value === 'object' && !Array.isArray(value) ? value : {};
  if ('state' in own) return String(own['raw'] ?? own['value'] ?? own['state']);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
