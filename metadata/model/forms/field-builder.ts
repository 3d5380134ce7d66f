import type { Problem } from '../../common/issue.ts';
import type { JsonObject } from '../../common/json.ts';
import type { Label } from '../../common/label.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Field, FieldSet, Kind, Offered, TargetForm } from '../../field.ts';
import { upperOf } from '../../field-of-path.ts';
import { defaultFlaws, defaultFormula, isFact } from '../../formula/default-formula.ts';
import { isOfOrg, readFormula } from '../../formula/type-formula.ts';
import { severalOf } from '../../kinds/common/pointed.ts';
import { propsOf } from '../../kinds/common/prop.ts';
import { sharedField } from '../../kinds/common/shared-field.ts';
import { decimal } from '../../kinds/decimal.ts';
import { kinds } from '../../kinds/index.ts';
import type { Move } from '../../moves.ts';
import { fieldProperties } from '../../property/field.ts';
import { plainOf } from '../../property/property.ts';
import { isAsked } from '../../property/reading.ts';
import type { OptionSource, SourceMark } from '../../source.ts';
import { type LayeredField, type LayeredForm, placeOfField } from '../layers/layered.ts';
import { pointed, type Report } from '../layers/report.ts';
import { beginningOf, mayBegin } from '../layers/suits-field.ts';
import { checkNames } from './check-names.ts';
import type { CompiledForm } from './compiled-forms.ts';
import { formerOf } from './dropped.ts';
import { asColumns, chainOf, rowsAt, startOf } from './layered-places.ts';
import { nearFields, withNear } from './near-fields.ts';
import { optionsInOrder } from './options-in-order.ts';
import { type Lookup, listsOffered, type Readings, readsOf, throughOf } from './readings.ts';
import { shownBeside } from './shows-all.ts';
import { type AskableParams, isAskable, type TypeOffered } from './stated-param.ts';

export interface FieldBuilderParts {
  readonly forms: ReadonlyMap<string, LayeredForm>;
  /** Forms that are left out, but not unknown. */
  readonly broken: ReadonlySet<string>;
  readonly report: Report;
  /** Hears which forms were looked up for which. */
  readonly readings: Readings;
  /** Forms whose fields are those that were made before. */
  readonly unchanged: ReadonlyMap<string, CompiledForm>;
  readonly params: AskableParams;
  readonly types: readonly TypeOffered[];
}

/** Makes fields of what layers said, each once, whoever asks for it first. */
export class FieldBuilder {
  readonly #forms: ReadonlyMap<string, LayeredForm>;
  readonly #broken: ReadonlySet<string>;
  readonly #report: Report;
  readonly #readings: Readings;
  readonly #unchanged: ReadonlyMap<string, CompiledForm>;
  readonly #params: AskableParams;
  readonly #types: readonly TypeOffered[];
  readonly #built = new Map<LayeredField, Field | undefined>();
  /** The fields under way, with what is known of them so far. */
  readonly #building = new Map<LayeredField, Field | undefined>();
  /** Dropped fields that can no longer be made: what they were made of is gone too. */
  readonly #past = new Set<LayeredField>();
  /** By form: fields of other forms that something in it was made of. */
  readonly foreign = new Map<string, Set<Field>>();
  /** By form: parameters that it asks, by path. */
  readonly asked = new Map<string, Map<string, Field>>();
  /** Dropped fields were made of each other: what became of them hangs on who was asked for first. */
  circular = false;

  constructor({ forms, broken, report, readings, unchanged, params, types }: FieldBuilderParts) {
    this.#forms = forms;
    this.#broken = broken;
    this.#report = report;
    this.#readings = readings;
    this.#unchanged = unchanged;
    this.#params = params;
    this.#types = types;
  }

  shape(form: LayeredForm, layered: readonly LayeredField[], moves?: readonly Move[]): FieldSet {
    checkNames(form, layered, this.#report);
    const fields = layered.flatMap((field) => this.field(form, field) ?? []);
    return {
      fields,
      byId: new Map(fields.map((field) => [field.id, field])),
      // A name that was given up may be somebody else's today.
      byName: new Map(fields.toSorted(droppedFirst).map((field) => [field.name, field])),
      entries: fields.filter((field) => field.rows !== undefined),
      ...(moves ? { moves } : {}),
    };
  }

  /** Undefined where the field cannot be made; why has been reported. */
  field(form: LayeredForm, layered: LayeredField): Field | undefined {
    const known = this.#unchanged.get(form.id);
    if (known) return fieldIn(known.form, layered.path);
    if (this.#built.has(layered)) return this.#built.get(layered);
    if (this.#building.has(layered)) {
      if (layered.dropped) {
        this.#past.add(layered);
        this.circular = true;
      } else {
        const params = {
          field: layered.path,
          label: { ...layered.source.label },
          chain: this.#chainTo(layered),
        };
        this.#report.error('field-cycle', layered.place, params);
      }
      return this.#building.get(layered);
    }
    this.#building.set(layered, undefined);
    const field = this.#make(form, layered);
    this.#building.delete(layered);
    this.#built.set(layered, field);
    return field;
  }

  /** The fields that are made of each other, from one back to it. */
  #chainTo(layered: LayeredField): Label & JsonObject {
    const under = [...this.#building.keys()];
    return chainOf([...under.slice(under.indexOf(layered)), layered]);
  }

  /**
   * A field by its path from the rows at `upper` ('' is the record): `taxCode`, `parent.rate`, `item.rate`,
   * `lines.amount`.
   */
  look(form: LayeredForm, upper: string, path: string): Field | undefined {
    const { fields, segments } = startOf(form, upper, path);
    return this.#walk(form, fields, segments);
  }

  /**
   * Entries for whoever only asks whether there are rows. They are not made for him: what stands in their rows would be
   * made of itself.
   */
  #entries(form: LayeredForm, upper: string, path: string): Field | undefined {
    const { fields, segments } = startOf(form, upper, path);
    const [id = '', ...below] = segments;
    let layered = fields.find((field) => field.id === id);
    for (const each of below) layered = layered?.fields.find((field) => field.id === each);
    const kind = layered && kinds.get(layered.source.kind);
    if (!layered || !kind || layered.fields.length === 0) return undefined;
    const { source, place } = layered;
    const own = { id: layered.id, path: layered.path, kind, package: place.package, props: {}, source: [] };
    return { ...plainOf(fieldProperties, source), ...own, rows: noFields };
  }

  /** Looks for each path once: what is wrong with it is reported as it is looked up. */
  #looking(form: LayeredForm, upper: string): (path: string) => Field | undefined {
    const looked = new Map<string, Field | undefined>();
    return (path) => {
      if (!looked.has(path))
        looked.set(
          path,
          isOfOrg(path)
            ? (this.paramIn(form, path) ?? this.#ofSetting(form, path))
            : (this.#entries(form, upper, path) ?? this.look(form, upper, path)),
        );
      return looked.get(path);
    };
  }

  /** `$param.shop.rate`: a parameter that can be asked, which the form does from now on. */
  paramIn(form: LayeredForm, path: string): Field | undefined {
    const field = this.param(path);
    if (!field) return undefined;
    this.asked.set(form.id, (this.asked.get(form.id) ?? new Map()).set(path, field));
    this.#dependOn(form, field);
    return field;
  }

  /** The field that stands for the value of a parameter. */
  param(path: string): Field | undefined {
    const stated = this.#params.get(path);
    const field = stated && this.field(stated.form, stated.layered);
    return field && isAskable(stated.param, field) ? field : undefined;
  }

  /** `$setting.shop.rate`: a field of the document that the organisation has. */
  #ofSetting(form: LayeredForm, path: string): Field | undefined {
    const [, id = '', field = ''] = path.split('.');
    return this.#of(form).get(id)?.source.kind === 'setting' ? this.lookIn(form, id, field) : undefined;
  }

  #walk(form: LayeredForm, fields: readonly LayeredField[], segments: readonly string[]): Field | undefined {
    const [id, ...rest] = segments;
    const layered = fields.find((field) => field.id === id);
    if (!layered) return undefined;
    if (rest.length > 0 && layered.fields.length > 0) return this.#walk(form, layered.fields, rest);
    const field = this.field(form, layered);
    if (rest.length === 0 || !field) return field;
    const several = severalOf(field);
    if (several) return this.#shared(form, several, rest);
    const target = this.#of(form).get(field.target ?? field.inner?.target ?? '');
    const beyond = target?.fields.find((candidate) => candidate.id === rest[0]);
    if (!target || !beyond || rest.length > 1) return undefined;
    return this.#foreignField(form, target, beyond);
  }

  /** A field that all forms have which a reference may point at, or that of one: `source.contract.amount`. */
  #shared(form: LayeredForm, targets: readonly TargetForm[], rest: readonly string[]): Field | undefined {
    const [name = '', field] = rest;
    const asked = field === undefined ? targets : targets.filter(({ id }) => id === name);
    const found = asked.flatMap(({ id }) => this.lookIn(form, id, field ?? name) ?? []);
    return rest.length > 2 || found.length < asked.length ? undefined : sharedField(found);
  }

  /** A field of a form that is pointed at, for what is picked there: what asks for it depends on it. */
  lookIn(form: LayeredForm, target: string, id: string): Field | undefined {
    const beyond = this.#of(form).get(target);
    const layered = beyond?.fields.find((field) => field.id === id);
    return beyond && layered && this.#foreignField(form, beyond, layered);
  }

  /** Returns a lookup of all forms that notes which of them one form looked up. */
  #of(form: LayeredForm): Lookup<LayeredForm> {
    return this.#readings.over(this.#forms, form.id);
  }

  #foreignField(form: LayeredForm, target: LayeredForm, layered: LayeredField): Field | undefined {
    const found = this.field(target, layered);
    if (found) this.#dependOn(form, found);
    return found;
  }

  #dependOn(form: LayeredForm, field: Field): void {
    this.foreign.set(form.id, (this.foreign.get(form.id) ?? new Set()).add(field));
  }

  #make(form: LayeredForm, layered: LayeredField): Field | undefined {
    const { source } = layered;
    const kind = kinds.get(source.kind);
    if (!kind && layered.dropped) return undefined;
    if (!kind) throw new Error(`${layered.path} passed with the kind ${source.kind}`);
    const options = this.#options(form, kind, source['options'] as readonly OptionSource[] | undefined);
    const field: Field = {
      ...plainOf(fieldProperties, source),
      id: layered.id,
      path: layered.path,
      kind,
      package: layered.place.package,
      ...(source.roles && Object.keys(source.roles).length > 0 ? { roles: source.roles } : {}),
      ...(layered.dropped ? { dropped: true } : {}),
      ...this.#target(form, layered, kind),
      ...(options ? { options } : {}),
      ...formerOf(layered, options),
      ...(layered.formerValues ? { formerValues: layered.formerValues } : {}),
      ...(layered.emptiesUnfit ? { emptiesUnfit: layered.emptiesUnfit } : {}),
      ...(layered.formerNumbers ? { formerNumbers: layered.formerNumbers } : {}),
      ...(layered.formerTexts ? { formerTexts: layered.formerTexts } : {}),
      ...(source.showsAll ? { reads: shownBeside(rowsAt(form, upperOf(layered.path))) } : {}),
      ...(layered.fields.length > 0 ? { rows: this.shape(form, asColumns(layered), layered.moves) } : {}),
      props: propsOf(kind, source as JsonObject),
      source: marks(source.source),
    };
    const whole = this.#withInner(form, layered, field);
    for (const flaw of kind.flaws?.(whole) ?? []) this.#flaw(form, layered, flaw);
    if (this.#past.has(layered)) return undefined;
    return this.#withDefault(form, layered, this.#beginning(form, layered, whole, 'imported'));
  }

  #options(
    form: LayeredForm,
    kind: Kind,
    sources: readonly OptionSource[] | undefined,
  ): readonly OptionSource[] | undefined {
    if (!kind.offers) return sources && optionsInOrder(sources);
    this.#readings.note(form.id, listsOffered[kind.offers]);
    return [...optionsInOrder(sources ?? []), ...this.#offered(kind.offers)];
  }

  #offered(of: Offered): readonly OptionSource[] {
    if (of === 'parameter-types') return this.#types.map(({ type, label }) => ({ value: type, label }));
    return [...this.#forms.values()].map(({ id, source }) => ({ value: id, label: source.label }));
  }

  #target(form: LayeredForm, layered: LayeredField, kind: Kind): Pick<Field, 'target' | 'targets'> {
    if (kind.points === 'own') return { target: form.id };
    if (kind.points === 'several') return { targets: this.#targets(form, layered) };
    const about = kind.about === undefined ? undefined : layered.source[kind.about];
    if (kind.about === undefined || typeof about !== 'string') return {};
    this.#formAt(form, layered, about, `/${kind.about}`);
    return kind.points === 'about' ? { target: about } : {};
  }

  #targets(form: LayeredForm, layered: LayeredField): readonly TargetForm[] {
    const forms = layered.source['forms'] as readonly string[];
    return forms.flatMap((id, at) => {
      const found = this.#formAt(form, layered, id, `/forms/${at}`);
      return found ? [{ id, name: found.source.name, label: found.source.label }] : [];
    });
  }

  /** The form of an id that a field says; where there is none, that is reported. */
  #formAt(form: LayeredForm, layered: LayeredField, id: string, property: string): LayeredForm | undefined {
    const found = this.#of(form).get(id);
    if (layered.dropped && !found) this.#past.add(layered);
    else if (!found && !this.#broken.has(id)) {
      this.#report.error('unknown-form', placeOfField(form, layered, property), {
        form: id,
        near: nearNames(id, this.#forms.keys()),
      });
    }
    return found;
  }

  #withInner(form: LayeredForm, layered: LayeredField, field: Field): Field {
    if (!field.kind.inner) return field;
    // With a flaw there is no model; until then a number stands in, so that nobody else is blamed for it.
    const standIn: Field = { ...field, inner: { ...field, kind: decimal, props: {} } };
    this.#building.set(layered, standIn);
    const look = this.#looking(form, upperOf(layered.path));
    const inner = field.kind.inner(field, look, readFormula);
    if (inner.ok) {
      const through = throughOf(this.#of(form), field, look);
      const reads = readsOf(field, look);
      return {
        ...field,
        inner: inner.value,
        ...(through.length > 0 ? { through } : {}),
        ...(reads.length > 0 ? { reads } : {}),
      };
    }
    // The field it needs may stand in a form that was left out, whose own flaws are reported already.
    for (const problem of inner.problems)
      if (this.#broken.size === 0 || !leadsElsewhere(problem)) this.#flaw(form, layered, problem);
    return standIn;
  }

  #withDefault(form: LayeredForm, layered: LayeredField, field: Field): Field {
    const said = layered.source.default;
    if (said === undefined || said === null) return field;
    if (isFact(said)) return { ...field, default: said };
    const formula = defaultFormula(said);
    if (formula !== undefined && mayBegin(field.kind)) {
      const look = this.#looking(form, upperOf(layered.path));
      const labelOf = (id: string) => this.#of(form).get(id)?.source.label;
      const whole = { ...field, default: said };
      // Fields that follow their formulas may read each other: what a formula gives makes its field no other one.
      if (isAsked(field.follows)) this.#built.set(layered, whole);
      for (const flaw of defaultFlaws(formula, field, look, readFormula, labelOf))
        if (this.#broken.size === 0) this.#flaw(form, layered, { ...flaw, path: '/default/formula' });
      return whole;
    }
    return this.#beginning(form, layered, field, 'default');
  }

  /** A value that a record begins with, as it is kept. */
  #beginning(form: LayeredForm, layered: LayeredField, field: Field, as: 'default' | 'imported'): Field {
    const said = layered.source[as];
    if (said === undefined || said === null) return field;
    const read = beginningOf(field, said);
    for (const flaw of read.ok ? [] : read.problems)
      this.#flaw(form, layered, { ...flaw, path: `/${as}${flaw.path}` });
    return read.ok ? { ...field, [as]: read.value } : field;
  }

  /** The fields that may be meant by a path from the rows at `upper` which leads nowhere. */
  near(form: LayeredForm, upper: string, path: string): readonly string[] {
    return nearFields({ forms: this.#forms, params: this.#params }, form, upper, path);
  }

  #flaw(form: LayeredForm, layered: LayeredField, problem: Problem): void {
    const { code, path } = problem;
    if (layered.dropped) {
      this.#past.add(layered);
      return;
    }
    const [, index, rest] = /^\/options\/(\d+)(.*)$/.exec(path) ?? [];
    const options = layered.source['options'] as readonly OptionSource[] | undefined;
    const option = index === undefined || !options ? undefined : optionsInOrder(options)[Number(index)];
    const brought = option && form.places.get(option);
    const place = brought ? pointed(brought, rest ?? '') : placeOfField(form, layered, path);
    const named = { forms: this.#forms, params: this.#params };
    this.#report.error(code, place, withNear(named, form, layered, problem));
  }
}

const noFields: FieldSet = { fields: [], byId: new Map(), byName: new Map(), entries: [] };

/** Of two that were dropped under one name, the one that never had another comes later. */
function droppedFirst(a: Field, b: Field): number {
  const rank = ({ dropped, id, name }: Field) => (dropped ? (id === name ? 1 : 2) : 0);
  return rank(b) - rank(a);
}

function fieldIn(shape: FieldSet, path: string): Field | undefined {
  const [id = '', ...rest] = path.split('.');
  const field = shape.byId.get(id);
  return rest.length === 0 || !field?.rows ? field : fieldIn(field.rows, rest.join('.'));
}

export function marks(source: SourceMark | readonly SourceMark[] | undefined): readonly SourceMark[] {
  if (source === undefined) return [];
  return Array.isArray(source) ? (source as readonly SourceMark[]) : [source as SourceMark];
}

/** Tells whether a problem may lie in a form that was left out: alone a formula that asks its own record does not. */
function leadsElsewhere({ code, params = {} }: Problem): boolean {
  if (!code.startsWith('formula')) return true;
  return Object.values(params).some((said) => typeof said === 'string' && /\w\.\w/.test(said));
}
