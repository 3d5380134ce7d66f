import { filledText, textOf } from '../../metadata/common/read.ts';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import { everyRecord } from '../model/every-record.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';

/** An instance of a dimension that somebody is known by. */
export interface InstanceOffer {
  readonly key: string;
  readonly name: string;
}

/** Answers the instances to choose from: tax numbers of one's organisations, forms. Empty: it can only be typed. */
export async function instancesOffered(
  dimension: Definition['dimension'],
): Promise<readonly InstanceOffer[]> {
  if (dimension === 'form') return session.forms.map(({ name, label }) => ({ key: name, name: say(label) }));
  if (dimension === 'source-system' || !session.may('organisation', 'read')) return [];
  const mine = new Set((await session.everyOrganisation()).map(({ id }) => id));
  const organisations = await everyRecord('organisation', 'name,taxNumber').catch(() => []);
  return organisations.flatMap(({ id, name, taxNumber }) => {
    const key = filledText(taxNumber);
    return key !== null && mine.has(id) ? [{ key, name: textOf(name) ?? '' }] : [];
  });
}
