import { nearNames } from '../near-names.ts';
import type { RuleSource, UniqueSource } from '../source.ts';
import { checkFacts, factNames, factsFrom } from './check-facts.ts';
import { checkNames } from './check-form.ts';
import { type Checking, placeOfPart } from './checking.ts';
import { pointed } from './report.ts';

/** Rules and unique keys speak about fields that exist. */
export function checkRules(checking: Checking): void {
  const { form } = checking;
  checkNames(checking, 'rules', form.rules);
  checkNames(checking, 'unique', form.unique);
  for (const rule of form.rules) checkRule(checking, rule);
  for (const unique of form.unique) checkUnique(checking, unique);
}

function checkRule(checking: Checking, rule: RuleSource): void {
  const { builder, form, layered, report } = checking;
  const place = placeOfPart(checking, rule);
  const each = rule.each ?? '';
  if (each !== '' && !builder.look(layered, '', each)?.rows) {
    report.error('unknown-entries', pointed(place, '/each'), { entries: each });
    return;
  }
  const knows = factsFrom(checking, each);
  if (rule.when) checkFacts(rule.when, pointed(place, '/when'), knows, checking);
  checkFacts(rule.check, pointed(place, '/check'), knows, checking);
  for (const [index, field] of rule.fields.entries()) {
    if (!knows(field))
      report.error('unknown-field', pointed(place, `/fields/${index}`), {
        field,
        near: nearNames(field, factNames(form)),
      });
  }
}

function checkUnique(checking: Checking, unique: UniqueSource): void {
  const { builder, form, layered, report } = checking;
  const place = placeOfPart(checking, unique);
  const across = unique.across ?? '';
  if (across !== '' && !builder.look(layered, '', across)?.rows) {
    report.error('unknown-entries', pointed(place, '/across'), { entries: across });
    return;
  }
  if (unique.within === 'record' && across === '')
    report.error('unique-within', pointed(place, '/within'), { name: unique.name });
  const [record, rows] = [factsFrom(checking, ''), factsFrom(checking, across)];
  const knows = (fact: string) => rows(fact) || record(fact);
  if (unique.where) checkFacts(unique.where, pointed(place, '/where'), knows, checking);
  for (const [index, field] of unique.fields.entries()) {
    const ofRows = builder.look(layered, across, field);
    const found = ofRows ?? builder.look(layered, '', field);
    const at = pointed(place, `/fields/${index}`);
    if (found && (found.rows || found.kind.secret))
      report.error('field-unfit', at, { field, kind: found.kind.name });
    else if (!knows(field))
      report.error('unknown-field', at, { field, near: nearNames(field, factNames(form)) });
  }
}
