import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { Walk } from './newcomer-walk.ts';
import type { Site } from './open-site.ts';

/** What a newcomer does with forms that are there: rules, a board, paper, a role, a package. */
export const useTasks: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
  async rule(walk) {
    const { page } = walk;
    await walk.newForm('审批规则', '基础资料');
    await walk.tab('规则');
    await walk.pickForm('添加匹配：选择表单', '领用');
    await page.getByRole('button', { name: '移除匹配' }).waitFor();
    await walk.shoot();
    await walk.publish();
    // What was made together stands together.
    const menu = page.locator('gj-side-menu');
    for (const name of ['审批规则', '领用'])
      await menu.getByRole('link', { name, exact: true }).first().waitFor();
    await walk.follow('新建一条');
    await walk.fill('名称', '少量自动批准');
    await walk.press('设置条件：匹配条件');
    await walk.press('添加条件');
    await walk.type('数量');
    await walk.choose('比较方式', '小于');
    await walk.fill('比较值', '10');
    await walk.press('确定');
    await walk.press('保存');
    await page.getByText('已保存').waitFor();
    const { node } = walk.site;
    const [rules, form] = [await walk.formNamed('审批规则'), await walk.formNamed('领用')];
    const { fields } = (await node.ask('GET', `/api/forms/${form}`)).body as {
      readonly fields: readonly (JsonObject & { readonly label: { readonly zh: string } })[];
    };
    const count = String(fields.find(({ label }) => label.zh === '数量')?.['name']);
    const chosen = async (pieces: number) => {
      const facts = { [count]: pieces };
      const { status, body } = await node.ask('POST', `/api/forms/${rules}/match`, { facts });
      expect(status).toBe(200);
      return body['winner'] ?? null;
    };
    expect(await chosen(3)).not.toBeNull();
    expect(await chosen(30)).toBeNull();
  },

  async board(walk) {
    const { page } = walk;
    await walk.design('领用');
    await walk.add('单选', '状态', '待审', '已批');
    await walk.tab('视图');
    await walk.press('添加视图');
    await walk.item('看板');
    await page.getByText('这个视图用到还没有发布的字段：状态').waitFor();
    await walk.publish();
    await walk.press('看板');
    await page.getByRole('region', { name: '待审' }).waitFor();
    await walk.shoot();
  },

  async print(walk) {
    const { page } = walk;
    await walk.design('订货单');
    await walk.tab('打印');
    await walk.press('新打印模板');
    await walk.fill('中文名称', '订货单');
    await walk.press('开始设计');
    await page.getByRole('region', { name: '打印预览' }).waitFor();
    await walk.shoot();
    await walk.publish();
    await walk.follow('00001');
    await walk.press('更多操作');
    const [asked] = await Promise.all([
      page.context().waitForEvent('request', (request) => request.url().includes('/prints/')),
      walk.item('打印：订货单'),
    ]);
    const printed = await page.request.get(asked.url());
    expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
    const paper = execFileSync('pdftotext', ['-layout', '-', '-'], {
      input: await printed.body(),
      encoding: 'utf8',
    });
    for (const drawn of ['订货单', '00001']) expect(paper).toContain(drawn);
  },

  async role(walk) {
    const { page } = walk;
    await walk.follow('管理角色');
    await walk.follow('新建');
    await walk.fill('编码', 'CLERK');
    await walk.fill('名称', '仓管员');
    await walk.press('保存');
    await walk.follow('权限矩阵');
    for (const form of ['领用', '订货单'])
      for (const action of ['查看', '新建'])
        await walk.click(page.getByRole('checkbox', { name: `${form}：${action}`, exact: true }));
    await walk.shoot();
    await walk.press('保存');
    await page.getByText('权限已保存').waitFor();
    const { items } = (await walk.site.node.ask('GET', '/api/forms/role/records?number=CLERK')).body;
    const [made] = items as readonly JsonObject[];
    const { body } = await walk.site.node.ask('GET', `/api/forms/role/records/${made?.['id']}`);
    const grants = body['grants'] as readonly JsonObject[];
    const names = [await walk.formNamed('领用'), await walk.formNamed('订货单')];
    expect(grants.map(({ form }) => form).toSorted()).toEqual(names.toSorted());
  },

  async package(walk) {
    const { page } = walk;
    await walk.follow('设计表单');
    await walk.press('更多操作');
    await walk.item('生成元数据包…');
    // Forms with a changed kind, rules, a view and paper among them.
    walk.count += 1;
    await page.getByRole('checkbox', { name: '全部' }).check();
    await walk.fill('中文名称', '订货');
    await walk.shoot();
    await walk.press('预览');
    const ship = page.getByRole('button', { name: '生成元数据包', exact: true });
    await expect.poll(() => ship.isEnabled(), { timeout: 60_000 }).toBe(true);
    await walk.press('生成元数据包');
    await page.getByText('包“订货”已生成').waitFor({ timeout: 60_000 });
  },
};

/** A form and, published after it, one more field. Answers the name of the form. */
export async function publishTwice(site: Site): Promise<string> {
  const first = await Walk.begin(site, 'first');
  await first.newForm('领用');
  await first.add('整数', '数量');
  await first.publish();
  const again = await Walk.begin(site, 'again');
  await again.design('领用');
  await again.add('单行文字', '用途');
  await again.publish();
  return first.formNamed('领用');
}

/** Takes back what was published the day before, with records made since: in a system of its own, whose clock goes on. */
export async function undoOfYesterday(walk: Walk): Promise<void> {
  const { page } = walk;
  await walk.follow('设计表单');
  await walk.press('更多操作');
  await walk.item('发布历史');
  await walk.press('撤销…');
  const dialog = page.locator('dialog[open]');
  const go = page.getByRole('button', { name: '撤销这次发布' });
  await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
  await walk.shoot();
  await walk.click(go);
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
}
