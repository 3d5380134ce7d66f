import { css } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Known } from '../../../metadata/domain.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { FormLine, PropertyState } from '../work/bench-shapes.ts';
import type { Editor } from '../work/property-editors.ts';

/** All that an editor of a property needs to know. */
export interface PropertyAsk {
  readonly state: PropertyState;
  /** The place that has the property: `fields/rate`; empty: the form. */
  readonly place: string;
  /** The name of the property as people say it. */
  readonly label: string;
  /** The editor of the property. Default: the one for its name. */
  readonly editor?: Editor;
  /** The form as the design makes it. */
  readonly form: FormModel;
  /** Every form there is. */
  readonly lines: readonly FormLine[];
  /** Folders of the menu. */
  readonly menu: readonly {
    readonly path: string;
    readonly label: { readonly zh: string; readonly en: string };
  }[];
  /** Capabilities that an action may name. */
  readonly capabilities: readonly string[];
  /** Icons that forms may be drawn with, each with a label of the picture. */
  readonly icons: Known['icons'];
  readonly readonly: boolean;
  /** Why its value cannot be made. */
  readonly wrong?: string;
  /** It cannot be without a value. */
  readonly needed?: boolean;
  /** It is not there yet: what it needs is asked for when it is added. */
  readonly fresh?: boolean;
  /** Changes the property; undefined takes this layer's word back. */
  set(value: Json | undefined, how?: { readonly typing?: boolean }): void;
}

/** Small controls as the panel has them. */
export const editorStyles = css`
  img.sample {
    max-width: 100%;
    max-height: var(--gj-size-120);
  }
  .pair {
    display: grid;
    grid-template-columns: var(--gj-size-24) minmax(0, 1fr);
    gap: var(--gj-1);
    align-items: center;
  }
  .pair .tongue {
    font-size: var(--gj-text-s);
    color: var(--gj-muted);
    text-align: center;
  }
  :is(input, textarea, select).plain:disabled {
    border-color: var(--gj-line);
    background: var(--gj-head);
    color: var(--gj-text);
    opacity: 1;
  }
  .switch {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
    min-height: var(--gj-size-24);
    cursor: pointer;
  }
  .segments button {
    height: var(--gj-size-26);
    padding: 0 var(--gj-2h);
    border: 0;
    border-radius: 0;
    background: var(--gj-surface);
    font-size: var(--gj-text-s);
  }
  .segments button + button {
    border-inline-start: var(--gj-edge-strong);
  }
  .segments button[aria-pressed='true'] {
    background: var(--gj-picked);
    color: var(--gj-accent);
    font-weight: 600;
  }
  .segments button:focus-visible {
    outline-offset: calc(-1 * var(--gj-half));
  }
`;
