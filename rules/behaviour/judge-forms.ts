import { append } from '../../metadata/common/append.ts';
import type { Issue } from '../../metadata/common/issue.ts';
import type { Patterns } from '../../metadata/common/pattern.ts';
import type { Judge } from '../../metadata/model/judged.ts';
import { checkPrints } from '../print/check-prints.ts';
import { checkReports } from '../report/check-reports.ts';
import { checkBehaviour } from './check-behaviour.ts';

/** Hashes of forms whose conditions were found sound; a hash covers all they depend on. */
export type Sound = Set<string>;
const mostSound = 5_000;

/**
 * Judges every condition of packages: of forms, print templates and reports. Forms that were found `sound` before are not
 * judged again.
 */
export function judgeForms(sound: Sound, patterns?: Patterns): Judge {
  return function* judge({ formsById, layers, recordChecks, ...files }) {
    const issues: Issue[] = [];
    const target = (id: string) => formsById.get(id);
    const known = { target, checks: recordChecks, ...(patterns && { patterns }) };
    for (const form of formsById.values()) {
      if (sound.has(form.hash)) continue;
      const found = checkBehaviour(form, known, layers.get(form.id));
      append(issues, found);
      if (found.length === 0 && form.hash !== '') remember(sound, form.hash);
      yield;
    }
    append(issues, checkPrints({ formsById, ...files }, known));
    append(issues, checkReports({ formsById, ...files }, known));
    return issues;
  };
}

function remember(sound: Sound, form: string): void {
  if (sound.size >= mostSound) sound.clear();
  sound.add(form);
}
