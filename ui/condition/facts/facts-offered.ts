import { msg, str } from '@lit/localize';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { partsOf } from '../../../metadata/kinds/common/parts-of.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import { membersWith } from '../../../metadata/system-members.ts';
import { renameFact } from '../../../rules/condition/rename.ts';
import { type Fact, resolveFact, type Scope, targetOf } from '../../../rules/condition/scope.ts';
import { grammar } from '../../../rules/condition/words.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, say } from '../../session/i18n.ts';

/** A fact that can be picked. */
export interface OfferedFact {
  /** By today's names. */
  readonly path: string;
  readonly fact: Fact;
  /** Under which heading it stands. */
  readonly group: FactGroup;
}

/** `lines`: on rows; `beyond`: of the record that a reference points at. */
interface FactGroup {
  readonly sort: 'record' | 'lines' | 'beyond' | 'call' | 'system';
  /** Fields that lead there, from the outside in. */
  readonly trail: readonly Field[];
}

const ofCall = ['$org', '$user', '$today', '$now', '$currency', '$new'];
const ofSystem = membersWith((_facts, name) => name !== 'id' && name !== 'revision');

/**
 * Every fact a condition over a form may ask: its own fields, those of its rows, those behind references of both,
 * who asks and when, and what the platform keeps. `may` tells which of them, by paths in ids; default: all.
 */
export function factsOffered(
  scope: Scope,
  may: (path: string) => boolean = () => true,
): readonly OfferedFact[] {
  const found: OfferedFact[] = [];
  const add = (path: string, group: FactGroup) => {
    const fact = may(path) || path.startsWith('$') ? resolveFact(path, scope) : undefined;
    if (fact && fact.operators.length > 0)
      found.push({ path: renameFact(path, scope, 'toNames'), fact, group });
  };
  const own = (shape: FieldSet, before: string, group: FactGroup) => {
    for (const field of shape.fields)
      if (!field.rows && !field.kind.secret && !field.hidden) {
        add(before + field.id, group);
        for (const { name } of partsOf(field)) add(`${before}${field.id}.${name}`, group);
      }
  };
  const rows = (shape: FieldSet, before: string, trail: readonly Field[]): void => {
    for (const field of shape.entries) {
      const group: FactGroup = { sort: 'lines', trail: [...trail, field] };
      add(before + field.id, group);
      if (!field.rows) continue;
      own(field.rows, `${before}${field.id}.`, group);
      rows(field.rows, `${before}${field.id}.`, group.trail);
    }
  };
  const beyond = (shape: FieldSet, before: string, trail: readonly Field[]): void => {
    for (const field of shape.fields) {
      const target = targetOf(field);
      const form = target === undefined ? undefined : scope.target?.(target);
      if (form && field.kind.comparison(field) === 'reference')
        own(form, `${before}${field.id}.`, { sort: 'beyond', trail: [...trail, field] });
      // What all the forms have that it may point at is asked as if they were one; others are no facts.
      const several = severalOf(field);
      const first = several?.[0] && scope.target?.(several[0].id);
      if (first) own(first, `${before}${field.id}.`, { sort: 'beyond', trail: [...trail, field] });
      if (field.rows) beyond(field.rows, `${before}${field.id}.`, [...trail, field]);
    }
  };
  const { shape } = scope;
  own(shape, '', { sort: 'record', trail: [] });
  rows(shape, '', []);
  beyond(shape, '', []);
  for (const path of ofCall) add(path, { sort: 'call', trail: [] });
  const shared = 'sharing' in shape && shape.sharing;
  for (const path of ofSystem) if (path !== 'sharing' || shared) add(path, { sort: 'system', trail: [] });
  return found;
}

/** Answers the text of a heading among the facts. */
export function groupText({ sort, trail }: FactGroup, form: FormModel): string {
  const way = trail.map(({ label }) => say(label)).join(' › ');
  switch (sort) {
    case 'record':
      return say(form.label);
    case 'lines':
      return msg(str`${way}（每行）`, { id: 'facts-of-rows' });
    case 'beyond':
      return `${way} ›`;
    case 'call':
      return msg('当前环境', { id: 'facts-of-call' });
    case 'system':
      return msg('系统信息', { id: 'facts-of-system' });
  }
}

/** Answers the text of a fact below its heading. */
export function factText({ fact, group }: OfferedFact): string {
  const label = fact.labels.at(-1);
  if (fact.part) return fact.labels.slice(-2).map(say).join(' › ');
  if (group.sort === 'lines' && 'rows' in fact.member) return msg('行数', { id: 'row-number' });
  return say(label);
}

/** Answers the text of a fact that stands without a heading. */
export function wholeText(offered: OfferedFact): string {
  const { fact, group } = offered;
  if (group.sort === 'lines' && 'rows' in fact.member) {
    return grammar[language()].rows.say({ lines: group.trail.map(({ label }) => say(label)).join(' › ') });
  }
  return fact.labels.map(say).join(' › ');
}
