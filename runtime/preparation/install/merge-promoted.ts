import { append } from '../../../metadata/common/append.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { mergeLayers } from '../../../metadata/merge/merge-layers.ts';
import type { Answers, Notice, Question } from '../../../metadata/merge/question.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import type { PromotedSides } from '../../model/promote/create-promotion.ts';
import { isContent, layerFiles, membersIn } from '../../model/promote/promoted-files.ts';

/** The parts of a customer's own that packages carry, by their names. */
export type Carried = ReadonlyMap<string, PromotedSides>;

interface MergedPromoted {
  /** The customer's layer here with what was brought; undefined: there is none, and nothing for it to say. */
  readonly local: Installed | undefined;
  readonly isChanged: boolean;
  readonly questions: readonly Question[];
  readonly notices: readonly Notice[];
  readonly answers: Answers;
  readonly brought: Brought;
}

/** Records that would come, and records and values that would become others. */
export interface Brought {
  readonly created: number;
  readonly changed: number;
}

interface HowToMerge {
  readonly answers?: Answers | undefined;
  readonly take?: 'theirs' | 'ours' | undefined;
}

/**
 * Layers, records and values from elsewhere onto those that stand here; records and values are only asked about, and
 * written after the publish.
 */
export function mergePromoted(
  local: Installed | undefined,
  carried: Carried,
  { answers = {}, take }: HowToMerge,
): MergedPromoted {
  let now = local;
  const questions: Question[] = [];
  const notices: Notice[] = [];
  const given: Record<string, Answers[string]> = {};
  const brought = { created: 0, changed: 0 };
  for (const [name, { base, theirs, ours }] of carried) {
    const own = layerFiles(now?.files ?? new Map());
    const merged = mergeLayers({
      base,
      theirs,
      ours: new Map([...own, ...ours]),
      package: name,
      layer: localPackage,
      answers,
      take,
      remembered: now?.answers ?? {},
    });
    append(questions, merged.questions);
    Object.assign(given, merged.answers);
    for (const spot of merged.kept)
      notices.push({ ...spot, code: 'merge-kept', package: name, layer: localPackage, params: {} });
    for (const [path, content] of merged.files) if (isContent(path)) count(brought, content, ours.get(path));
    const layer = new Map([...merged.files].filter(([path]) => !isContent(path)));
    if (!sameData(layer, own))
      now = { ...withLayer(now, layer), ...(now?.answers && { answers: now.answers }) };
  }
  if (Object.keys(given).length > 0) now = { ...withLayer(now), answers: { ...now?.answers, ...given } };
  return { local: now, isChanged: now !== local, questions, notices, answers: given, brought };
}

function count(brought: { created: number; changed: number }, content: Json, own: Json | undefined): void {
  for (const member of ['records', 'values']) {
    const before = membersIn(own, member);
    for (const [key, value] of Object.entries(membersIn(content, member)))
      if (!Object.hasOwn(before, key)) brought.created += 1;
      else if (!sameData(before[key], value)) brought.changed += 1;
  }
}

function withLayer(local: Installed | undefined, layer?: ReadonlyMap<string, Json>): Installed {
  const known = local ?? {
    name: localPackage,
    version: '1.0.0',
    files: new Map([['package.json', emptyManifest]]),
  };
  if (!layer) return known;
  const rest = [...known.files].filter(([path]) => !path.includes('/'));
  return { ...known, files: new Map([...rest, ...layer]) };
}

/** Of a customer who says nothing, but decided something. */
export const emptyManifest: Json = {
  name: localPackage,
  version: '1.0.0',
  guiju: { prefix: localPackage, label: { zh: '本地调整', en: 'Local changes' } },
};
