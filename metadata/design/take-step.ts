import type { Issue } from '../common/issue.ts';
import type { DesignStep, StepOf } from './steps/design-step.ts';
import type { DesignWorld } from './steps/design-world.ts';
import { Editing, type LayerFiles } from './steps/editing.ts';
import { addField, addForm, addOption, addPart } from './steps/take-add.ts';
import { mergeOptions, moveIntoRows } from './steps/take-become.ts';
import { changeKind, rename } from './steps/take-change.ts';
import { removeFile, writeFile } from './steps/take-files.ts';
import { addMenu, removeMenu, setMenu } from './steps/take-menu.ts';
import { addParam, removeParam, setParam } from './steps/take-params.ts';
import { place } from './steps/take-place.ts';
import { bringBack, hide, remove } from './steps/take-remove.ts';
import { reset, set } from './steps/take-set.ts';

export type { LayerFiles } from './steps/editing.ts';

export type Taken =
  | { readonly ok: true; readonly files: LayerFiles }
  | { readonly ok: false; readonly issues: readonly Issue[] };

type Takers = { readonly [Does in DesignStep['do']]: (editing: Editing, step: StepOf<Does>) => void };

const takers: Takers = {
  set,
  reset,
  'add-form': addForm,
  'add-field': addField,
  'add-option': addOption,
  'add-part': addPart,
  place,
  rename,
  'change-kind': changeKind,
  hide,
  remove,
  'bring-back': bringBack,
  'merge-options': mergeOptions,
  'move-into-rows': moveIntoRows,
  'add-menu': addMenu,
  'set-menu': setMenu,
  'remove-menu': removeMenu,
  'add-param': addParam,
  'set-param': setParam,
  'remove-param': removeParam,
  'write-file': writeFile,
  'remove-file': removeFile,
};

/** The files of the layer as they are after a step, or why it cannot be taken: then they are as they were. */
export function takeStep(files: LayerFiles, step: DesignStep, world: DesignWorld): Taken {
  const editing = new Editing(files, world);
  const taker = takers[step.do] as (editing: Editing, step: DesignStep) => void;
  taker(editing, step);
  return editing.issues.length > 0
    ? { ok: false, issues: editing.issues }
    : { ok: true, files: editing.files };
}
