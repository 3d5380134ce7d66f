import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { ExplainedProperty, Spoken } from '../../../metadata/contract/forms/explained.ts';
import type { AskedPlace } from '../../../metadata/model/said-in.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { Served } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { explainPlace, type LayerSaid, type PropertySaid } from './explain-place.ts';
import { shownAt } from './shown-at.ts';
import { propertyOf } from './value-words.ts';

interface Asking {
  readonly reader: Connection;
  readonly served: Served;
  readonly language: Language;
}

/** Tells who said what of a form or of a part of it (`fields/rate`), with values in words. */
export async function explainForm(
  { reader, served, language }: Asking,
  form: Form,
  place: string,
): Promise<readonly ExplainedProperty[]> {
  const { model } = served;
  const said = await explainPlace(reader, namesOf(model), { form: form.id, place });
  return said.map((one) => described(one, { form: form.id, place }, { model, language }));
}

/** The same of a parameter, as its file names it: `pdf/timeout`, `pdf/{tax-number}`. */
export async function explainDefinition(
  { reader, served, language }: Asking,
  address: string,
): Promise<readonly ExplainedProperty[]> {
  const { model } = served;
  const place = `params/${address}`;
  const said = await explainPlace(reader, namesOf(model), { form: '', place });
  return said.map((one) => described(one, { form: '', place }, { model, language }));
}

function namesOf({ packages }: Model): readonly string[] {
  return packages.map(({ name }) => name);
}

interface Naming {
  readonly model: Model;
  readonly language: Language;
}

function described(
  { property, manner, value, said }: PropertySaid,
  { form, place }: AskedPlace,
  { model, language }: Naming,
): ExplainedProperty {
  const target = [place, property].filter(Boolean).join('/');
  const shown = (own: Json) => shownAt(own, language, { form, target }, model);
  const spoken = ({ value: own, by, at, revision }: LayerSaid['earlier'][number]): Spoken => ({
    says: own !== undefined,
    value: own ?? null,
    shown: own === undefined ? null : shown(own),
    by,
    at,
    revision,
  });
  return {
    property: form === '' ? target : ['forms', form, target].join('/'),
    name: propertyOf({ target }, { language }),
    manner,
    value,
    shown: shown(value),
    said: said.map(({ package: owner, version, isOverruled, earlier, ...now }) => {
      const label = model.packages.find(({ name }) => name === owner)?.guiju.label;
      return {
        package: owner,
        packageLabel: label ? { ...label } : null,
        version,
        ...spoken(now),
        overruled: isOverruled,
        earlier: earlier.map(spoken),
      };
    }),
  };
}
