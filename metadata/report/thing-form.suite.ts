import type { Json, JsonObject } from '../common/json.ts';
import { compile } from '../model/compile.ts';
import { type Packages, sourcesOf } from '../model/sample.suite.ts';
import type { Form } from '../model.ts';

const label = (text: string) => ({ zh: text, en: text });

/** A form of things with a number and these fields. */
export function thingForm(fields: readonly JsonObject[], more: JsonObject = {}): Form {
  const number = { name: 'number', kind: 'text', length: 20, label: label('Number'), required: true };
  const thing = { name: 'thing', kind: 'document', sharing: 'everybody', label: label('Thing') };
  const guiju = { prefix: 'own', label: label('Own') };
  const files: Readonly<Record<string, Json>> = {
    'package.json': { name: 'own', version: '1.0.0', guiju },
    'forms/thing.json': { ...thing, fields: [number, ...fields], ...more },
  };
  const { model, issues } = compile(sourcesOf({ own: files } as unknown as Packages));
  const form = model?.formsById.get('thing');
  if (!form) throw new Error(JSON.stringify(issues));
  return form;
}
