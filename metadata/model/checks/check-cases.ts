import { pointerTo } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Model } from '../../model.ts';
import type { CasesSource, PackageSource } from '../../source.ts';
import { isSystemMember } from '../../system-members.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';
import type { Checkings } from './check-data.ts';
import { reportDropped } from './check-dropped.ts';

/** Cases try a match that exists, or a decision, with facts that are fields. */
export function collectCases(
  packages: readonly PackageSource[],
  checkings: Checkings,
  broken: ReadonlySet<string>,
  report: Report,
): Model['cases'] {
  const names = new Set<string>();
  const collected = packages.flatMap((source) =>
    source.cases.map((file) => ({ ...file, package: source.manifest.name })),
  );
  for (const { package: owner, file, content } of collected) {
    const place: Place = { package: owner, file, pointer: '' };
    if ((content.form === undefined) === (content.decision === undefined))
      report.error('case-of-what', place);
    else if (content.form !== undefined && !broken.has(content.form)) {
      checkForm(content, content.form, place, checkings, report);
    }
    for (const [index, { name }] of content.cases.entries()) {
      const whole = `${owner} ${content.form ?? ''} ${content.decision ?? ''} ${name}`;
      if (names.has(whole)) report.error('case-twice', pointed(place, `/cases/${index}/name`), { name });
      names.add(whole);
    }
  }
  return collected;
}

function checkForm(
  content: CasesSource,
  form: string,
  place: Place,
  checkings: Checkings,
  report: Report,
): void {
  const found = checkings.get(form)?.form;
  if (!found)
    report.error('unknown-form', pointed(place, '/form'), { form, near: nearNames(form, checkings.keys()) });
  else if (!found.match) report.error('case-without-match', pointed(place, '/form'), { form });
  const facts = found?.match && checkings.get(found.match.facts)?.form;
  if (!facts) return;
  const questions = found.match?.for.flatMap(({ question }) => question ?? []) ?? [];
  for (const [index, one] of content.cases.entries()) {
    for (const question of Object.keys(one.ask ?? {}))
      if (!questions.includes(question))
        report.error('unknown-question', pointed(place, pointerTo('cases', index, 'ask', question)), {
          question,
          near: nearNames(question, questions),
        });
    if (one.trial !== undefined)
      report.error('case-trial', pointed(place, pointerTo('cases', index, 'trial')));
    if (one.within !== undefined && found.match?.entries === undefined)
      report.error('match-within-rows', pointed(place, pointerTo('cases', index, 'within')));
    for (const field of Object.keys(one.facts)) {
      const known = facts.byId.get(field);
      const at = pointed(place, pointerTo('cases', index, 'facts', field));
      if (known?.dropped) reportDropped(report, at, field, known);
      if (known || isSystemMember(field)) continue;
      report.error('unknown-field', at, {
        field,
        near: nearNames(field, facts.byId.keys()),
      });
    }
  }
}
