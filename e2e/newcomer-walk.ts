import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Site } from './open-site.ts';
import { pickForm } from './pick-form.ts';
import { settled } from './settled.ts';

/** Says how far somebody got: clicks, choices and filled boxes, and how long it took the machine. */
export interface WalkRecord {
  readonly task: string;
  readonly steps: number;
  readonly seconds: number;
}

/** Keeps a picture of the page. Default: nobody does. */
export type Shoot = (page: Page, name: string) => Promise<void>;

/** One task of somebody who was shown nothing: everything goes by what pages call it, and begins at the first page. */
export class Walk {
  count = 0;
  readonly #began = performance.now();
  readonly page: Page;
  readonly site: Site;
  readonly #task: string;
  readonly #shoot: Shoot;

  private constructor(site: Site, page: Page, task: string, shoot: Shoot) {
    this.site = site;
    this.page = page;
    this.#task = task;
    this.#shoot = shoot;
  }

  static async begin(site: Site, task: string, shoot: Shoot = async () => {}): Promise<Walk> {
    return new Walk(site, await site.visit({ size: { width: 1280, height: 800 } }), task, shoot);
  }

  get record(): WalkRecord {
    return {
      task: this.#task,
      steps: this.count,
      seconds: Math.round((performance.now() - this.#began) / 1000),
    };
  }

  /** The picture that shows how the task is done. */
  async shoot(): Promise<void> {
    await settled(this.page);
    await this.#shoot(this.page, this.#task);
  }

  async click(what: Locator): Promise<void> {
    this.count += 1;
    await what.first().click();
  }

  press(name: string): Promise<void> {
    return this.click(this.page.getByRole('button', { name, exact: true }));
  }

  follow(name: string): Promise<void> {
    return this.click(this.page.getByRole('link', { name, exact: true }));
  }

  tab(name: string): Promise<void> {
    return this.click(this.page.getByRole('tab', { name, exact: true }));
  }

  item(name: string): Promise<void> {
    return this.click(this.page.getByRole('menuitem', { name, exact: true }));
  }

  async fill(name: string, text: string): Promise<void> {
    this.count += 1;
    // A star that marks what is needed is no part of a name.
    const named = this.page.getByRole('textbox', { name, exact: true });
    await named
      .or(this.page.getByLabel(name, { exact: true }))
      .first()
      .fill(text);
  }

  async choose(name: string, label: string): Promise<void> {
    this.count += 1;
    await this.page.getByLabel(name).and(this.page.locator('select')).first().selectOption({ label });
  }

  pickForm(name: string, typed: string): Promise<void> {
    this.count += 1;
    return pickForm(this.page, name, typed);
  }

  async type(text: string, key = 'Enter'): Promise<void> {
    this.count += 1;
    await this.page.keyboard.type(text);
    await this.page.keyboard.press(key);
  }

  tile(text: string): Locator {
    return this.page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: text }).first();
  }

  /** From the first page to an empty form of that kind. */
  async newForm(name: string, kind: '基础资料' | '单据' = '单据'): Promise<void> {
    await this.follow('设计表单');
    await this.press('新表单');
    await this.choose('类型', kind);
    await this.choose('谁能看到数据', kind === '单据' ? '只有创建数据的组织' : '所有组织');
    await this.fill('中文名称', name);
    await this.press('开始设计');
    await this.page.locator('gj-design-canvas').waitFor();
  }

  /** From the first page to the design of a form. */
  async design(name: string): Promise<void> {
    await this.follow('设计表单');
    // The first page has links to forms used last, too.
    await this.page.waitForURL('**/design');
    // Beside it the menu may show the form, whose link leads to its records.
    await this.click(this.page.locator('gj-design-page').getByRole('link', { name, exact: true }));
    await this.page.locator('gj-design-canvas').waitFor();
  }

  /** A field of a kind, by the palette: its name, then what its kind asks for. */
  async add(kind: string, called: string, ...options: readonly string[]): Promise<void> {
    await this.press(`添加字段：${kind}`);
    for (const text of [called, ...options]) await this.type(text);
    if (options.length > 0) await this.press('加到表单');
    await this.tile(called).waitFor();
    await this.page.locator('gj-fresh-field').waitFor({ state: 'detached' });
  }

  async publish(): Promise<void> {
    await this.press('发布…');
    await this.publishRead();
    await this.page.locator('gj-list-page').waitFor();
  }

  /** The plan is read; it can be carried out. */
  async publishRead(): Promise<void> {
    const go = this.page.getByRole('button', { name: '发布', exact: true });
    await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
    await this.press('发布');
  }

  /** Today's name of a form that people call so. */
  async formNamed(zh: string): Promise<string> {
    const { body } = await this.site.node.ask('GET', '/api/forms');
    const forms = body['forms'] as readonly {
      readonly name: string;
      readonly label: { readonly zh: string };
    }[];
    return forms.find(({ label }) => label.zh === zh)?.name ?? '';
  }
}
