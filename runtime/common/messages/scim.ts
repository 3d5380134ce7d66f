import type { Label } from '../../../metadata/common/label.ts';

/** The refusals of provisioners (SCIM). */
export const scimMessages: Readonly<Record<string, Label>> = {
  'scim-filter-wrong': {
    zh: '筛选无法读取，问题在“{part}”；请按 RFC 7644 第 3.4.2.2 节书写，如 userName eq "ann"',
    en: 'The filter cannot be read at “{part}”: write it as RFC 7644, section 3.4.2.2, has it, such as userName eq "ann"',
  },
  'scim-filter-too-wide': {
    zh: '这个筛选要逐条查看 {most} 条以上的记录；请加上 userName、externalId 或 active 等条件',
    en: 'This filter has to look at more than {most|record|records} one by one: add a condition on userName, externalId or active',
  },
  'scim-path-wrong': {
    zh: '属性路径无法读取，问题在“{part}”；请按 RFC 7644 第 3.10 节书写，如 name.formatted',
    en: 'The attribute path cannot be read at “{part}”: write it as RFC 7644, section 3.10, has it, such as name.formatted',
  },
  'scim-value-wrong': {
    zh: '属性“{name}”缺少值，或值的类型不对；请核对后重新发送',
    en: 'The attribute “{name}” has no value, or one of another type: check it and send it again',
  },
  'scim-operation-wrong': {
    zh: 'PATCH 的操作有误，问题在“{part}”；请发送 Operations，每项带 op（add、replace 或 remove）、path 和 value',
    en: 'An operation of the PATCH is wrong at “{part}”: send Operations, each with op (add, replace or remove), path and value',
  },
  'scim-target-missing': {
    zh: '没有可按“{path}”修改的值；请先添加，或核对路径中的条件',
    en: 'There is no value to change at “{path}”: add one first, or check the filter in the path',
  },
  'scim-name-taken': {
    zh: '“{name}”已被使用；请换一个名称，或同步已有的那一个',
    en: '“{name}” is taken: choose another name, or provision the existing one',
  },
  'scim-member-unknown': {
    zh: '没有内码为“{id}”的用户；请先同步该用户，再加入成员',
    en: 'There is no user with the id “{id}”: provision the user first, then add it as a member',
  },
  'scim-resource-unknown': {
    zh: '没有名为“{name}”的定义；请先列出全部，再选择其中之一',
    en: 'There is no definition “{name}”: list all of them and choose one',
  },
  'scim-administrators-kept': {
    zh: '仅用于同步用户的令牌不能授予平台管理员权限，也不能启用管理员或修改其编码（{user}）；请由平台管理员操作',
    en: 'A token that only provisions users cannot make anyone a platform administrator, nor enable or rename one ({user}): ask a platform administrator to do it',
  },
};
