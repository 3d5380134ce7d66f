import type { IconName } from './icons.ts';

/** What can be done on the page that one is on. */
export interface PageAction {
  readonly key: string;
  readonly text: string;
  /** Other names that find it. Default: none. */
  readonly also?: readonly string[] | undefined;
  readonly icon?: IconName | undefined;
  /** Where it leads. Default: it does something here. */
  readonly href?: string | undefined;
}

interface Offered {
  readonly actions: readonly PageAction[];
  readonly act: (key: string) => void;
}

const heads = new Map<object, Offered>();

/** The head of a page offers its actions as long as it is shown; whoever searches for commands finds them. */
export const pageActions = {
  offer(head: object, actions: readonly PageAction[], act: (key: string) => void): void {
    heads.set(head, { actions, act });
  },
  withdraw(head: object): void {
    heads.delete(head);
  },
  all(): readonly (PageAction & { readonly act: () => void })[] {
    return [...heads.values()].flatMap(({ actions, act }) =>
      actions.map((action) => ({ ...action, act: () => act(action.key) })),
    );
  },
};
