import type { Json } from '../../common/json.ts';
import { listed, valueAt, withItem, withValue } from '../../common/json-path.ts';
import { isMigrationFile } from '../../model/layers/migration-file.ts';
import { isVersion, nextVersion } from '../../model/layers/versions.ts';
import type { StepSource } from '../../step-source.ts';
import type { Editing } from './editing.ts';
import { fieldIn } from './own-place.ts';

/** Adds a step for records that are there to the migrations of the layer's next version. */
export function addStep(editing: Editing, step: StepSource): undefined {
  const begun = editing.world.begun?.manifest.version ?? '1.0.0';
  const manifest = { file: 'package.json', at: ['version'] };
  const now = String(editing.read(manifest) ?? begun);
  const to = now !== begun || !isVersion(begun) ? now : nextVersion(begun, 'minor');
  editing.write(manifest, to);
  const file = `migrations/${to}.json`;
  if (!editing.files.has(file)) editing.files.set(file, { to, steps: [] });
  editing.files.set(file, withItem(editing.files.get(file), ['steps'], step as Json));
}

/** Of all files of steps those alone are left that hold; a file that says nothing any more goes. */
export function leaveSteps({ files }: Editing, holds: (step: Json) => boolean): void {
  for (const [file, content] of [...files].filter(([path]) => isMigrationFile(path))) {
    const steps = listed(valueAt(content, ['steps']));
    const left = steps.filter(holds);
    if (left.length === steps.length) continue;
    if (left.length > 0) files.set(file, withValue(content, ['steps'], left));
    else files.delete(file);
  }
}

/** Of the steps that were never published each becomes another, or goes. */
export function leaveFreshSteps(editing: Editing, become: Become): void {
  const published = new Set(
    (editing.world.begun?.migrations ?? []).map(({ content }) => `migrations/${content.to}.json`),
  );
  changeSteps(editing, become, published);
}

/** The step that stands in its place from now on; null: none does. */
type Become = (step: Json) => Json | null;

/** Of the steps in all files but some each becomes another, or goes; a file that says nothing any more goes. */
export function changeSteps(
  { files }: Editing,
  become: Become,
  without: ReadonlySet<string> = new Set(),
): void {
  for (const [file, content] of [...files].filter(([path]) => isMigrationFile(path))) {
    const steps = listed(valueAt(content, ['steps']));
    if (without.has(file)) continue;
    const left = steps.flatMap((step) => become(step) ?? []);
    if (left.length === 0) files.delete(file);
    else if (left.some((step, at) => step !== steps[at]) || left.length < steps.length)
      files.set(file, withValue(content, ['steps'], left));
  }
}

/** Tells whether records may hold values of the field: the layer in service has it. */
export function wasThere({ world }: Editing, form: string, path: string): boolean {
  return publishedField({ world }, form, path) !== undefined;
}

/** A field as the layer in service says it. */
export function publishedField(
  { world }: Pick<Editing, 'world'>,
  form: string,
  path: string,
): Json | undefined {
  const { forms = [], extensions = [] } = world.begun ?? {};
  const files = [
    ...forms.filter(({ content }) => (content.id ?? content.name) === form),
    ...extensions.filter(({ content }) => content.extends === form),
  ];
  for (const { content } of files) {
    const at = fieldIn(content as Json, path.split('.'));
    if (at) return valueAt(content as Json, at);
  }
  return undefined;
}

/** Options that the layer in service offers. */
export function publishedOptions(editing: Editing, form: string, path: string): readonly string[] {
  return listed(valueAt(publishedField(editing, form, path), ['options'])).map((option) =>
    String(valueAt(option, ['value'])),
  );
}
