import type { ReadLimits } from '../../care/backup/read-archive.ts';
import { refusal } from '../../common/refusal.ts';
import type { CommandContext } from './command.ts';

const limitWrong = refusal('limit-wrong', 400);

/** `--limit-gb` and `--limit-minutes` of commands that read a backup. */
export function limitsOf(options: CommandContext['options']): ReadLimits {
  const number = (name: string, unit: number) => {
    const given = options[name];
    if (given === undefined) return undefined;
    const value = Number(given) * unit;
    if (!(value > 0)) throw limitWrong({ name, value: String(given) });
    return value;
  };
  const [bytes, milliseconds] = [number('limit-gb', 1e9), number('limit-minutes', 60_000)];
  return { ...(bytes && { bytes }), ...(milliseconds && { milliseconds }) };
}
