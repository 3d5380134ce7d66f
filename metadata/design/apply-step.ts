import type { Issue } from '../common/issue.ts';
import { addField, addForm, addOption, addPart } from './steps/apply-add.ts';
import { fitValues, mergeOptions, moveIntoRows } from './steps/apply-become.ts';
import { changeKind, rename } from './steps/apply-change.ts';
import { removeFile, writeFile } from './steps/apply-files.ts';
import { addMenu, removeMenu, setMenu } from './steps/apply-menu.ts';
import { removePrint, removeReport, setPrint, setReport } from './steps/apply-of-form.ts';
import { addParam, removeParam, setParam } from './steps/apply-params.ts';
import { place } from './steps/apply-place.ts';
import { bringBack, hide, remove } from './steps/apply-remove.ts';
import { reset, set } from './steps/apply-set.ts';
import type { DesignStep, StepOf } from './steps/design-step.ts';
import type { DesignWorld } from './steps/design-world.ts';
import { Editing, type LayerFiles } from './steps/editing.ts';
import { inFieldIds } from './steps/formula-ids.ts';

export type { LayerFiles } from './steps/editing.ts';

export type Applied =
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
  'fit-values': fitValues,
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
  'set-print': setPrint,
  'remove-print': removePrint,
  'set-report': setReport,
  'remove-report': removeReport,
  'write-file': writeFile,
  'remove-file': removeFile,
};

/** The files of the layer as they are after a step, or why it cannot be taken: then they are as they were. */
export function applyStep(files: LayerFiles, step: DesignStep, world: DesignWorld): Applied {
  const editing = new Editing(files, world);
  const taker = takers[step.do] as (editing: Editing, step: DesignStep) => void;
  taker(editing, inFieldIds(editing, step));
  return editing.issues.length > 0
    ? { ok: false, issues: editing.issues }
    : { ok: true, files: editing.files };
}
