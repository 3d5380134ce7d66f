import { msg } from '@lit/localize';
import { isObject } from '../../../metadata/common/json.ts';
import { begunAsNew } from '../../../metadata/design/copy-form.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { Field } from '../../../metadata/field.ts';
import { placeSegments } from '../../../metadata/property/target-place.ts';
import type { FieldSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { freshOf } from '../fresh/fresh-place.ts';
import type { Steps } from '../fresh/fresh-steps.ts';
import type { OptionsChange } from '../property/gj-options-editor.ts';
import { copyBeside, copyElsewhere, sourceAt } from '../steps/copied-fields.ts';
import { takeTogether } from '../steps/take-together.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import { blockAt, fieldAtPath, type Landing } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import { blocksAbove } from './design-blocks.ts';
import { ownName, partNames, stepsOfOptions } from './design-steps.ts';
import type { Dragged } from './dragging.ts';
import { tellTaken } from './taken-away.ts';

/** At once, unless names have to be asked for first. */
type Dropping = (Steps & { readonly flaw?: string }) | Promise<Steps & { readonly flaw?: string }>;

/** Turns the actions of the designer on a form into steps. */
export class DesignerWork {
  readonly #formNow: () => FormModel | null;

  constructor(form: () => FormModel | null) {
    this.#formNow = form;
  }

  get #form(): FormModel {
    const form = this.#formNow();
    if (!form) throw new Error('there is no form yet');
    return form;
  }

  /** The prefix that the layer puts in front of names on forms of others; empty: it owns the form. */
  get prefix(): string {
    if (design.drawing.isOurs(this.#form.package)) return '';
    return design.packages.find(({ name }) => name === 'local')?.prefix ?? 'local';
  }

  readonly packageName = (name: string): string => {
    const manifest = design.packages.find((one) => one.name === name)?.files['package.json'];
    const guiju = isObject(manifest) ? manifest['guiju'] : undefined;
    const label = isObject(guiju) ? guiju['label'] : undefined;
    if (name === 'local') return msg('本地调整', { id: 'design-local' });
    return isObject(label) ? say({ zh: String(label['zh']), en: String(label['en']) }) : name;
  };

  /** Fields are hidden; blocks of this layer go, those of others are shown no more. */
  stepsOfTaking(places: readonly string[]): readonly DesignStep[] {
    const form = this.#form;
    const { prefix } = this;
    const isOwn = (place: string) => prefix === '' || place.startsWith(`blocks/${prefix}_`);
    return places.flatMap((place): readonly DesignStep[] => {
      if (place.startsWith('fields/')) return [{ do: 'hide', form: form.id, place }];
      if (!place.startsWith('blocks/')) return [];
      if (isOwn(place)) return [{ do: 'remove', form: form.id, place }];
      return [{ do: 'set', form: form.id, target: `${place}/visible`, value: false }];
    });
  }

  /** Answers the steps that move a dragged field, tab or group, also when moved by keys, to where it was dropped. */
  stepsOfDrop({ what, rows, in: group, before }: Landing & { readonly what: Dragged }): Dropping {
    const form = this.#form.id;
    const to = { ...(group === undefined ? {} : { in: group }), ...(before === undefined ? {} : { before }) };
    if ('hidden' in what) {
      const place = `fields/${what.hidden}`;
      return {
        steps: [
          { do: 'bring-back', form, place },
          { do: 'place', form, place, ...to },
        ],
      };
    }
    if (!('places' in what)) return { steps: [] };
    const parts = what.places.filter((place) => /^(layout|blocks)\//.test(place));
    if (parts.length > 0)
      return {
        steps: parts
          .filter((place) => place !== before && !place.endsWith(`/${before}`))
          .map((place): DesignStep => ({ do: 'place', form, place, ...to })),
      };
    const moves = what.places.filter((place) => place !== `fields/${before}`);
    if (rows === undefined) {
      const inRows = moves.filter((place) => place.includes('.'));
      const here = moves.filter((place) => !inRows.includes(place));
      const next = blockAt(this.#form, before ?? '');
      const beside = next ? next.before : before;
      const at = {
        ...(group === undefined ? {} : { in: group }),
        ...(beside === undefined ? {} : { before: beside }),
      };
      const steps = [
        ...here.map((place): DesignStep => ({ do: 'place', form, place, ...at })),
        ...blocksAbove(this.#form, to, here[0]?.replace('fields/', '')),
      ];
      return inRows.length === 0 ? { steps } : this.#outOfRows(inRows, steps, { group, before: beside });
    }
    const inside = moves.filter((place) => place.startsWith(`fields/${rows}.`));
    const outside = moves.filter((place) => !inside.includes(place) && place !== `fields/${rows}`);
    const within = before === undefined ? {} : { before };
    const steps = inside.map((place): DesignStep => ({ do: 'place', form, place, ...within }));
    if (outside.length === 0) return { steps };
    const own = outside.map((place) => fieldAtPath(this.#form, place.replace(/^fields\//, '')));
    if (own.some((field) => !design.drawing.isOurs(field?.package ?? '') || field?.path.includes('.')))
      return { steps, flaw: msg('只有自己加的字段可以移进自己加的明细。', { id: 'design-not-into-rows' }) };
    const fields = own.flatMap((field) => field?.id ?? []);
    return { steps: [...steps, { do: 'move-into-rows', form, fields, into: rows }] };
  }

  /** Fields of rows onto the record: their own, as long as nobody can have filled several rows. */
  async #outOfRows(
    places: readonly string[],
    steps: readonly DesignStep[],
    to: { readonly group: string | undefined; readonly before: string | undefined },
  ): Promise<Steps & { readonly flaw?: string }> {
    const form = this.#form;
    const paths = places.map((place) => place.replace(/^fields\//, ''));
    const live = session.formById(form.id);
    const published = live && (await forms.get(live.name));
    if (paths.some((path) => !design.drawing.isOurs(fieldAtPath(form, path)?.package ?? '')))
      return { steps, flaw: msg('只有自己加的字段可以移出明细。', { id: 'design-not-out-of-others' }) };
    if (published && paths.some((path) => fieldAtPath(published, path)))
      return {
        steps,
        flaw: msg('已发布的明细字段每条记录可能有多个值，不能移到明细外；可以复制一个。', {
          id: 'design-not-out-of-rows',
        }),
      };
    const sources = await design.drawing.fieldsOf(form.id);
    const taken = new Set(form.byId.keys());
    const { group, before } = to;
    const start = ownName('', this.prefix);
    const moved = paths.flatMap((path): readonly DesignStep[] => {
      const source = sourceAt(sources, path);
      if (!source) return [];
      const name = freeName(ownName(source.name.replace(start, ''), this.prefix), taken);
      taken.add(name);
      const where = {
        ...(group === undefined ? {} : { group }),
        ...(before === undefined ? {} : { before }),
      };
      return [
        { do: 'remove', form: form.id, place: `fields/${path}` },
        { do: 'add-field', form: form.id, content: copyElsewhere(source, name), ...where },
      ];
    });
    return { steps: [...steps, ...moved] };
  }

  /** Fields of another form, behind what is picked or at the end of the tab that is shown. */
  async stepsOfCopies(
    sources: readonly FieldSource[],
    picked: string,
    tab: string,
  ): Promise<Required<Steps>> {
    const form = this.#form;
    const { in: rows, group, before } = freshOf(form, 'text', picked, tab);
    const labels = sources.map(({ label }) => label);
    const names = await proposedNames(labels, { of: 'field', form: form.id });
    const shape = rows === undefined ? form : fieldAtPath(form, rows)?.rows;
    const taken = new Set(shape?.byId.keys() ?? []);
    let place = '';
    const steps = sources.map((source, at): DesignStep => {
      const name = freeName(names[at] ?? source.name, taken);
      taken.add(name);
      place ||= `fields/${rows === undefined ? '' : `${rows}.`}${name}`;
      return {
        do: 'add-field',
        form: form.id,
        content: begunAsNew(copyElsewhere(source, name)),
        ...(rows === undefined ? {} : { in: rows }),
        ...(group === undefined ? {} : { group }),
        ...(before === undefined ? {} : { before }),
      };
    });
    return { steps, place };
  }

  /** Answers the steps of an action on a whole field: copy, hide, remove, make unique, merge an option into another. */
  async stepsOfDoing(what: string, place: string): Promise<Steps> {
    const form = this.#form;
    const path = place.replace(/^fields\//, '');
    if (what === 'hide' || what === 'remove')
      return { steps: [{ do: what, form: form.id, place }], place: '' };
    if (what.startsWith('not-unique:'))
      return {
        steps: [{ do: 'remove', form: form.id, place: `unique/${what.slice('not-unique:'.length)}` }],
      };
    if (what.startsWith('merge:')) {
      const [, field = '', , value = ''] = placeSegments(place);
      const values = { [value]: what.slice('merge:'.length) };
      return {
        steps: [{ do: 'merge-options', form: form.id, field, values }],
        place: `fields/${field}`,
      };
    }
    if (what === 'unique') {
      const base = `unique${path.charAt(0).toUpperCase()}${path.slice(1)}`.replaceAll('_', '');
      const name = freeName(ownName(base, this.prefix), partNames(form));
      return {
        steps: [{ do: 'add-part', form: form.id, part: 'unique', content: { name, fields: [path] } }],
      };
    }
    if (what !== 'copy') return { steps: [] };
    return this.#copy(fieldAtPath(form, path));
  }

  /** What was done in the editor of options. */
  async takeOptions({ id }: FormModel, place: string, change: OptionsChange): Promise<void> {
    const field = place.replace(/^fields\//, '');
    const { options = [] } = fieldAtPath(this.#form, field) ?? {};
    const typing = change.do === 'rename' && change.typing;
    const steps = await stepsOfOptions({ form: id, field, options }, change);
    await takeTogether(steps, { typing });
    if (change.do === 'remove') void tellTaken(this.#form, steps);
  }

  async #copy(field: Field | undefined): Promise<Steps> {
    const form = this.#form;
    const source = field && sourceAt(await design.drawing.fieldsOf(form.id), field.path);
    if (!field || !source) return { steps: [] };
    const at = field.path.lastIndexOf('.');
    const rows = at < 0 ? undefined : field.path.slice(0, at);
    const [proposed = 'copy'] = await proposedNames([field.label], { of: 'field', form: form.id });
    const shape = rows === undefined ? form : fieldAtPath(form, rows)?.rows;
    const name = freeName(proposed, new Set(shape?.byId.keys() ?? []));
    const content = copyBeside(source, name);
    const group = form.layout.tabs
      .flatMap((tab) => tab.groups)
      .find(({ fields }) => fields.includes(field.id));
    const next = group?.fields[group.fields.indexOf(field.id) + 1];
    const step: DesignStep = {
      do: 'add-field',
      form: form.id,
      content,
      ...(rows === undefined ? {} : { in: rows }),
      ...(group && rows === undefined ? { group: group.name } : {}),
      ...(next === undefined ? {} : { before: next }),
    };
    return { steps: [step], place: `fields/${rows === undefined ? '' : `${rows}.`}${name}` };
  }
}
