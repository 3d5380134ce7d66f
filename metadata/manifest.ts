import type { Label } from './common/label.ts';

/** package.json: npm's, with a `guiju` section. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly guiju: {
    /**
     * The publisher's mark: what it adds to somebody else's form is named `<prefix>_…`, what it took over by the marks
     * it adopts.
     */
    readonly prefix: string;
    readonly adopts?: readonly string[];
    readonly label: Label;
    /** The content of the package, in a sentence. */
    readonly help?: Label;
    /** Folders of the menu, by path; forms and other packages place themselves below. */
    readonly menu?: readonly MenuSource[];
    /** Server versions it fits, semver. Default: any. */
    readonly server?: string;
  };
};

export type MenuSource = {
  /** `invoicing/data`: one segment a level. */
  readonly path: string;
  readonly label: Label;
  /** Default: 100. */
  readonly order?: number;
  /** Default: a box at the top, nothing below. */
  readonly icon?: string;
  /** The part of the menu in which all of its forms stand. Default: that of the folder above, else each form’s by its kind. */
  readonly space?: MenuSpace;
};

/** What one does every day · what it goes by · who runs it. */
export const menuSpaces = ['work', 'rules', 'administration'] as const;
export type MenuSpace = (typeof menuSpaces)[number];
