import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { applyStep, type LayerFiles } from '../../../metadata/design/apply-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { type DesignWorld, formWith } from '../../../metadata/design/steps/design-world.ts';
import { publishedField } from '../../../metadata/design/steps/layer-migrations.ts';
import type { LayeredForm } from '../../../metadata/model/layers/layered.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { ownerOf } from './effective.ts';
import { contentOf } from './form-content.ts';
import { orderFlaws, typedMoves } from './typed-moves.ts';
import { type TypedFlaw, type TypedStep, typedSteps } from './typed-steps.ts';

/** What somebody typed in the JSON of a form. */
export type TypedQuestion = {
  readonly form: string;
  /** The JSON as it was before. */
  readonly before: JsonObject;
  readonly after: JsonObject;
};

/** What typing in the JSON of a form comes to. */
export type TypedAnswer = {
  readonly steps: readonly DesignStep[];
  readonly flaws: readonly (TypedFlaw | { readonly pointer: string; readonly message: Label })[];
};

/** So often things are moved until all stand where somebody typed them. */
const rounds = 3;

/** The layer that somebody types in, and what it stands on. */
interface TypedIn {
  readonly files: LayerFiles;
  readonly world: DesignWorld;
  readonly form: LayeredForm;
  readonly isMine: (owner: string) => boolean;
  readonly worded: (issue: Issue) => { readonly message: { readonly zh: string; readonly en: string } };
}

/** The steps by which a form becomes what somebody typed; what cannot be one is told where it stands. */
export function typedAnswer(
  asked: TypedQuestion,
  { form, world, isMine, worded, ...begun }: TypedIn,
): TypedAnswer {
  const { before, after } = asked;
  const typed = typedSteps({
    ...asked,
    isMine: (place) => isMine(ownerOf(form, place)),
    wasThere: (path) => publishedField({ world }, form.id, path) !== undefined,
  });
  const flaws: TypedAnswer['flaws'][number][] = [...typed.flaws, ...orderFlaws(before, after)];
  const taken: DesignStep[] = [];
  let files = begun.files;
  const take = (steps: readonly TypedStep[]) => {
    for (const { pointer, step } of steps) {
      const applied = applyStep(files, step, world);
      if (!applied.ok)
        flaws.push(...applied.issues.map((issue) => ({ pointer, message: worded(issue).message })));
      else if (leavesOut(step) && saysTheSame(files, applied.files)) flaws.push({ pointer, why: 'not-said' });
      else {
        files = applied.files;
        taken.push(step);
      }
    }
  };
  const movesLeft = () => {
    const now = formWith(world, readSourceFiles(new Map<string, Json>(files)).source, form.id);
    return now ? typedMoves({ form: form.id, before, after, now: contentOf(now) }) : [];
  };
  take(typed.steps);
  let left = flaws.length === 0 ? movesLeft() : [];
  for (let round = 0; round < rounds && left.length > 0 && flaws.length === 0; round++) {
    take(left);
    left = movesLeft();
  }
  if (flaws.length === 0) flaws.push(...left.map(({ pointer }) => ({ pointer, why: 'order' as const })));
  take(typed.last);
  return { steps: taken, flaws };
}

/** What is left out in the text goes, or is hidden where others brought it. */
function leavesOut(step: DesignStep): boolean {
  return step.do === 'reset' || step.do === 'hide';
}

/** A layer that never said something says no less without it: what others say would come back at once. */
function saysTheSame(before: LayerFiles, after: LayerFiles): boolean {
  return [...after].every(
    ([path, content]) => path === 'package.json' || sameData(before.get(path), content),
  );
}
