import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { render } from '../../../metadata/common/render.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { valueMessages } from '../../../metadata/messages/value.ts';
import { paramIn } from '../../../metadata/param-path.ts';
import { hostCheck } from '../../../rules/hosts/host-check.ts';
import { messages as rulesWords } from '../../../rules/messages.ts';
import { asDocuments } from '../../../rules/params/parameter-door.ts';
import { workDaysOf } from '../../../rules/work-days.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { language } from '../../session/i18n.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';
import { toIds } from './record-ids.ts';
import { RecordLive } from './record-live.ts';
import { recordRules } from './record-rules.ts';
import { RecordTargets } from './record-targets.ts';

/** Loads the rules and what they ask for beside the record. */
export async function openLive(form: FormModel, pointed: ReadonlyMap<string, FormModel>) {
  // Without an answer the browser's own clock has to do; the server judges what is saved by its own.
  const clock = serverClock.learn().catch(() => {});
  const targets = await withMentioned(form, pointed);
  const checks = [hostCheck, ...(await forms.recordChecks())];
  const rules = await recordRules(form, targets, new Map(checks.map((one) => [one.name, one])));
  const settings = new Map<string, JsonObject>(asDocuments(await readAsked(form)));
  await Promise.all(
    [...rules.behaviour.settings]
      .filter((id) => !paramIn(id))
      .map(async (id) => {
        const asked = targets.get(id);
        // A setting that may not be read counts as empty; the server knows it.
        const document =
          asked &&
          (await session.api
            .call('GET /api/forms/:form/record', { path: { form: asked.name } })
            .catch(() => undefined));
        if (asked && document) settings.set(id, toIds(document, asked, rules.rename));
      }),
  );
  // Without an answer days are counted by the server alone, when the record is saved.
  const calendar = rules.behaviour.byCalendar
    ? await session.api.call('GET /api/work-calendar').catch(() => undefined)
    : undefined;
  const asked = { settings, ...(calendar ? { workDays: workDaysOf(calendar) } : {}) };
  await clock;
  const live = new RecordLive(form, rules, new RecordTargets(targets, rules.rename), asked);
  const ofChecks = checks.map(({ messages }) => messages);
  return { live, rename: rules.rename, say: (problem: Problem) => sentence(problem, ofChecks) };
}

/** What is read of parameters at this moment; of a form that is only designed, as it was described. */
async function readAsked({ name, askedValues }: FormModel): Promise<ReadonlyMap<string, Json>> {
  if (!askedValues?.size || !session.form(name)) return askedValues ?? new Map();
  const now = await session.api.call('GET /api/forms/:form', { path: { form: name } }).catch(() => undefined);
  return new Map([...askedValues, ...(now?.asked ?? []).map(({ path, value }) => [path, value] as const)]);
}

function sentence(
  { code, params, message }: Problem,
  ofChecks: readonly Readonly<Record<string, Label>>[],
): string {
  const spoken = language();
  const said = [rulesWords, valueMessages, ...ofChecks].map((some) =>
    render(some, code, params ?? {}, spoken),
  );
  return message?.[spoken] ?? said.find((one) => one !== undefined) ?? code;
}

/** With the forms that its fields are about, and the settings that its conditions ask. */
async function withMentioned(
  form: FormModel,
  pointed: ReadonlyMap<string, FormModel>,
): Promise<ReadonlyMap<string, FormModel>> {
  const wanted = new Set<string>(aboutOf(form));
  const asked = /\$setting\.([a-z0-9-]+)\./g;
  const { fields, rules, layout, actions, blocks, locks, unique } = form;
  const stated = { rules, layout, actions, blocks, locks, unique, fields: conditionsOf(fields) };
  const shape = JSON.stringify(stated);
  for (const [, id] of shape.matchAll(asked)) wanted.add(String(id));
  const targets = new Map(pointed);
  await Promise.all(
    [...wanted].map(async (id) => {
      const outline = targets.has(id) ? undefined : session.formById(id);
      // A form that the person may not read stays unknown; the server knows it.
      const model = outline && (await forms.get(outline.name).catch(() => undefined));
      if (model) targets.set(id, model);
    }),
  );
  return targets;
}

function aboutOf(shape: FieldSet): readonly string[] {
  return shape.fields.flatMap(({ kind, props, rows }) => {
    const about = kind.about === undefined ? undefined : props[kind.about];
    return [...(typeof about === 'string' ? [about] : []), ...(rows ? aboutOf(rows) : [])];
  });
}

/** What fields ask: by conditions, and by formulas. */
function conditionsOf(fields: readonly Field[]): readonly unknown[] {
  return fields.map(
    ({ visible, required, readonly, follows, optionsFilter, default: begins, props, rows }) => [
      ...[visible, required, readonly, follows, optionsFilter, begins, props['formula']],
      ...(rows ? conditionsOf(rows.fields) : []),
    ],
  );
}
