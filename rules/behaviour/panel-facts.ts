import type { Field, FieldSet } from '../../metadata/field.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { Form } from '../../metadata/model.ts';
import { renameFact } from '../condition/rename.ts';
import { type Scope, targetOf } from '../condition/scope.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';

/** A condition panel: a field of a form, and what parameters say for the organisation. */
export interface Panel {
  readonly form: Pick<Form, 'match'>;
  readonly field: Pick<Field, 'path' | 'props'>;
  /** The facts that it may ask for. */
  readonly asks: Scope;
  /** Default: none is set. */
  readonly parameter?: ParameterText | undefined;
}

/**
 * Returns what tells whether a panel offers a fact, by its path in ids: one that a match names, or any where it names
 * none, but for what a parameter takes out. Where parameters let more be asked, a field that another package added to
 * the document counts by them alone, so that nobody is offered what was meant for other places.
 */
export function panelFacts({ form, field, asks, parameter }: Panel): (path: string) => boolean {
  const { match } = form;
  const named = match?.condition === field.path ? match.fields : undefined;
  const [optedIn, optedOut] = [opted(field, 'optIn', parameter), opted(field, 'optOut', parameter)];
  const addedCount = !isList(field.props['optIn']);
  return (path) => {
    const isAmong = (known: readonly string[]) =>
      isOffered(path, known) || isOffered(renameFact(path, asks, 'toNames'), known);
    if (isAmong(optedOut)) return false;
    if (isAmong(optedIn)) return true;
    return (!named || isOffered(path, named)) && (addedCount || !isAdded(path, asks));
  };
}

/** Fields that parameters let be asked here, or take out, by ids or today's names. */
function opted(
  { props }: Panel['field'],
  how: 'optIn' | 'optOut',
  parameter: ParameterText | undefined,
): readonly string[] {
  const stated = props[how];
  if (!isList(stated) || !parameter) return [];
  return stated.map(String).flatMap((one) => {
    const [type = '', key = ''] = one.split(/\/(.*)/);
    return (parameter(type, key) ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  });
}

/** `lines` offers all that is on them, `buyer` all that is behind it. */
function isOffered(path: string, offered: readonly string[]): boolean {
  return offered.some((known) => path === known || path.startsWith(`${known}.`));
}

/** Tells whether a fact is, or leads over, a field that another package added to the form of the facts. */
function isAdded(path: string, { shape }: Scope): boolean {
  const owner = 'package' in shape ? (shape as Form).package : undefined;
  if (owner === undefined) return false;
  let within: FieldSet | undefined = shape;
  for (const segment of path.split('.')) {
    const field: Field | undefined = within?.byId.get(segment);
    if (!field) return false;
    if (field.package !== '' && field.package !== owner) return true;
    if (targetOf(field) !== undefined) return false;
    within = field.rows;
  }
  return false;
}
