import { readFile } from 'node:fs/promises';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import { sentence } from '../../common/messages/index.ts';
import { refusal } from '../../common/refusal.ts';
import { parseJsonFile } from '../../config/json-file.ts';
import type { DecideHow } from '../../effective/decisions/asked.ts';
import { inWords } from '../../effective/decisions/in-words.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { callFor } from '../common/find-form.ts';
import { withInstallation } from '../common/open-from.ts';

const decisionUnknown = refusal('decision-unknown', 404);

/** Asks one decision of the configuration that is stored, or of a trial; nothing is written. */
export async function decide(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const [name, file] = words;
  if (name === undefined) return listAll(context);
  const known = (await context.domains()).flatMap(({ decisions }) => decisions.map((one) => one.name));
  if (!known.includes(name)) throw decisionUnknown({ decision: name, near: nearNames(name, known) });
  if (file === undefined) return context.misused();
  const input = await jsonIn(file, terminal);
  const trial = typeof options['trial'] === 'string' ? await jsonIn(options['trial'], terminal) : undefined;
  if (input === null || trial === null) return exit.failed;
  const how = howOf(options, trial);
  return withInstallation(context, async (opened) => {
    const call = callFor(opened, context, 'guiju decide');
    if (!call) return exit.failed;
    const { decisions } = opened;
    const answer = await decisions.ask(call, name, input, how);
    const said = inWords(decisions, call, answer);
    for (const { text } of said.trace) terminal.say(text);
    for (const { text, severity } of said.issues)
      terminal.warn(`${severity === 'stops' ? '✗' : '!'} ${text}`);
    terminal.say(JSON.stringify(answer.result, null, 2));
    terminal.result(said);
    return answer.issues.some(({ severity }) => severity === 'stops') ? exit.failed : exit.done;
  });
}

async function listAll({ terminal, domains }: CommandContext): Promise<number> {
  const { language } = terminal;
  const all = (await domains()).flatMap(({ decisions }) => decisions);
  for (const { name, summary } of all) terminal.say(`${name.padEnd(24)}${summary[language]}`);
  terminal.result({
    items: all.map(({ name, label, summary, input, reads }) => ({ name, label, summary, input, reads })),
  });
  return exit.done;
}

function howOf(options: CommandContext['options'], trial: JsonObject | undefined): DecideHow {
  const { at, trace } = options;
  const asOf = options['as-of'];
  const level = (['none', 'summary', 'full'] as const).find((one) => one === trace);
  return {
    ...(typeof at === 'string' ? { at } : {}),
    ...(typeof asOf === 'string' ? { asOf: /^\d+$/.test(asOf) ? Number(asOf) : asOf } : {}),
    ...(trial ? { trial: trial as Trial } : {}),
    ...(level ? { trace: level } : {}),
  };
}

/** The object that is written there, or in the file of that name; null: there is none, and that was said. */
async function jsonIn(file: string, { language, warn }: Terminal): Promise<JsonObject | null> {
  const text = file.trimStart().startsWith('{') ? file : await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    warn(sentence('file-missing', { file }, language, new Map()));
    return null;
  }
  const read = parseJsonFile(text);
  if (read.ok && isObject(read.value)) return read.value;
  warn({ zh: `${file} 不是 JSON 对象`, en: `${file} is not a JSON object` }[language]);
  return null;
}
